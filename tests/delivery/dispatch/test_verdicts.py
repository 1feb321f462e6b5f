import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from crm.outbox.payload import Delivery
from delivery.dispatch.verdicts import (
    GIVE_UP_AFTER,
    LONGEST_PAUSE,
    Fate,
    Hold,
    backoff,
    judge,
    unexpected,
)
from delivery.telegram.request import MayHaveArrived, NeverLeft
from models.sellers import Reach

SELLER, GROUP = 42, -1001
AGAIN, ONCE = Delivery.AT_LEAST_ONCE, Delivery.AT_MOST_ONCE


@pytest.mark.parametrize(
    ("error", "chat_id", "delivery", "fate"),
    [
        (RetryAfter(7), SELLER, AGAIN, Fate.RETRY),
        (NetworkError("Internal Server Error (500)"), SELLER, ONCE, Fate.RETRY),
        (NeverLeft("refused"), SELLER, ONCE, Fate.RETRY),
        (MayHaveArrived("cut"), SELLER, AGAIN, Fate.RETRY),
        (MayHaveArrived("cut"), SELLER, ONCE, Fate.UNKNOWN),
        (Forbidden("Forbidden: bot was blocked by the user"), SELLER, AGAIN, Fate.UNREACHABLE),
        (Forbidden("Forbidden: user is deactivated"), SELLER, AGAIN, Fate.UNREACHABLE),
        (Forbidden("Forbidden: bot was kicked"), GROUP, AGAIN, Fate.RETRY),
        (BadRequest("Bad Request: chat not found"), SELLER, AGAIN, Fate.UNREACHABLE),
        (BadRequest("Bad Request: chat not found"), GROUP, AGAIN, Fate.RETRY),
        (ChatMigrated(-1002), GROUP, AGAIN, Fate.MIGRATED),
        (ChatMigrated(-1002), SELLER, AGAIN, Fate.DEAD),
        (BadRequest("Bad Request: message thread not found"), GROUP, AGAIN, Fate.TOPIC_GONE),
        (
            BadRequest("Bad Request: not enough rights to create a topic"),
            GROUP,
            AGAIN,
            Fate.NO_RIGHTS,
        ),
        (
            BadRequest("Bad Request: not enough rights to send text messages to the chat"),
            GROUP,
            AGAIN,
            Fate.NO_RIGHTS,
        ),
        (BadRequest("Bad Request: the chat is not a forum"), GROUP, AGAIN, Fate.NO_TOPICS),
        (BadRequest("Bad Request: TOPIC_CLOSED"), GROUP, AGAIN, Fate.TOPIC_CLOSED),
        (BadRequest("Bad Request: REACTION_INVALID"), SELLER, AGAIN, Fate.MOOT),
        (BadRequest("Bad Request: message to react not found"), SELLER, AGAIN, Fate.MOOT),
        (BadRequest("Bad Request: there are no messages to copy"), GROUP, AGAIN, Fate.MOOT),
        (BadRequest("Bad Request: message to edit not found"), GROUP, AGAIN, Fate.MOOT),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), SELLER, AGAIN, Fate.DEAD),
        (TelegramError("?"), SELLER, AGAIN, Fate.DEAD),
    ],
)
def test_judges_each_answer_of_telegram(
    error: TelegramError, chat_id: int, delivery: Delivery, fate: Fate
) -> None:
    assert judge(error, attempts=1, delivery=delivery, chat_id=chat_id).fate is fate


def test_waits_as_long_as_telegram_says_and_holds_the_bot_for_a_private_chat() -> None:
    verdict = judge(RetryAfter(7), attempts=1, delivery=AGAIN, chat_id=SELLER)
    assert (verdict.pause.total_seconds(), verdict.hold) == (7, Hold.BOT)
    group = judge(RetryAfter(7), attempts=1, delivery=AGAIN, chat_id=GROUP)
    assert group.hold is Hold.CHAT


def test_tells_a_deleted_account_from_a_blocked_bot() -> None:
    gone = judge(Forbidden("user is deactivated"), attempts=1, delivery=AGAIN, chat_id=SELLER)
    blocked = judge(
        Forbidden("bot was blocked by the user"), attempts=1, delivery=AGAIN, chat_id=SELLER
    )
    assert (gone.reach, blocked.reach) == (Reach.GONE, Reach.BLOCKED)


def test_gives_up_on_an_unreachable_telegram_at_last() -> None:
    verdict = judge(NeverLeft(""), attempts=GIVE_UP_AFTER, delivery=AGAIN, chat_id=SELLER)
    assert verdict.fate is Fate.DEAD


def test_an_unknown_token_ends_everything() -> None:
    with pytest.raises(InvalidToken):
        judge(InvalidToken(), attempts=1, delivery=AGAIN, chat_id=SELLER)


def test_pauses_grow_to_a_limit() -> None:
    assert backoff(1).total_seconds() < 1.5
    assert all(backoff(n) <= LONGEST_PAUSE * 1.25 for n in range(1, 100))


def test_our_own_failures_are_tried_again_but_not_for_ever() -> None:
    assert unexpected(1).fate is Fate.RETRY
    assert unexpected(GIVE_UP_AFTER).fate is Fate.DEAD
