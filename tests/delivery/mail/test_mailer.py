import asyncio

from sqlalchemy import update
from sqlmodel import col

from core.clock import MovableClock
from core.db import Database
from delivery.mail import mailer as module
from models import Outbox
from models.followups import TouchState
from models.interactions import Channel, Direction
from models.mail import OutboxState
from tests.delivery.mail.conftest import Start
from tests.support.letters import a_letter, logged, mail_settings, what_became
from tests.support.postbox import Postbox, a_postbox
from tests.support.rows import all_of


async def settled(database: Database, state: OutboxState) -> None:
    """Wait until every letter is in `state`."""
    async with asyncio.timeout(20):
        while {row.state for row in await all_of(database, Outbox)} != {state}:  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.02)


async def tried(database: Database) -> None:
    """Wait until a letter was tried in vain."""
    async with asyncio.timeout(20):
        while not any(row.error for row in await all_of(database, Outbox)):  # noqa: ASYNC110 - nobody tells us
            await asyncio.sleep(0.02)


async def test_sends_a_letter_and_logs_it_once(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    waiting = await a_letter(database)
    async with mailing(None):
        (kept,) = await postbox.gets()
        await settled(database, OutboxState.SENT)

    row, touch, _ = await what_became(database, waiting)
    assert (row.sent_at is not None, row.lease_until, row.attempts) == (True, None, 1)
    assert touch.state is TouchState.SENT
    assert kept.recipient == waiting.address
    (line,) = await logged(database, waiting)
    assert (line.channel, line.direction, line.kind) == (Channel.EMAIL, Direction.OUT, "followup")
    assert line.data == {"address": waiting.address}
    assert (line.outbox_id, line.locale, line.text) == (waiting.outbox_id, "id", kept.words())


async def test_keeps_a_line_for_several_letters(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    for _ in range(2):
        await a_letter(database)
    async with mailing(mail_settings(postbox.port, mail_rate=1)):
        await postbox.gets(2)

    assert postbox.lines == 1


async def test_two_replicas_send_each_letter_once(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    waiting = [await a_letter(database) for _ in range(30)]
    async with mailing(None), mailing(None):
        await postbox.gets(30)
        await settled(database, OutboxState.SENT)

    assert sorted(kept.recipient for kept in postbox.letters) == sorted(
        one.address for one in waiting
    )


async def test_never_sends_faster_than_the_rate(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    for _ in range(12):
        await a_letter(database)
    settings = mail_settings(postbox.port, mail_rate=10)
    began = asyncio.get_running_loop().time()
    async with mailing(settings), mailing(settings):
        times = sorted(kept.at for kept in await postbox.gets(12))

    assert times[-1] - began >= 11 / 10


async def test_a_refused_mailbox_is_noted_and_the_store_moves_on(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    waiting = await a_letter(database)
    postbox.refused_recipients[waiting.address] = "550 5.1.1 no such user"
    async with mailing(None):
        await settled(database, OutboxState.CANCELLED)

    row, touch, seller = await what_became(database, waiting)
    assert (seller.bounced_email, touch.state, touch.sent_at) == (
        waiting.address,
        TouchState.FAILED,
        None,
    )
    assert "no such user" in (row.error or "")
    assert await logged(database, waiting) == []


async def test_a_relay_that_refuses_us_says_nothing_of_the_address(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    waiting = await a_letter(database)
    postbox.refused_recipients[waiting.address] = "554 5.7.1 relay access denied"
    async with mailing(None):
        await settled(database, OutboxState.DEAD)

    _, touch, seller = await what_became(database, waiting)
    assert (seller.bounced_email, touch.state) == (None, TouchState.DROPPED)


async def test_a_letter_whose_text_is_refused_is_dead(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    waiting = await a_letter(database)
    postbox.refused_text = "554 5.6.0 not like this"
    async with mailing(None):
        await settled(database, OutboxState.DEAD)

    _, touch, seller = await what_became(database, waiting)
    assert (seller.bounced_email, touch.state) == (None, TouchState.DROPPED)


async def test_a_busy_mailbox_is_tried_again_and_others_do_not_wait(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    busy, other = await a_letter(database), await a_letter(database)
    postbox.refused_recipients[busy.address] = "450 4.2.1 later"
    async with mailing(None):
        (kept,) = await postbox.gets()
        assert kept.recipient == other.address
        del postbox.refused_recipients[busy.address]
        await postbox.gets(2)
        await settled(database, OutboxState.SENT)

    row, _, _ = await what_became(database, busy)
    assert row.attempts >= 2


async def test_a_line_cut_after_the_text_leaves_the_letter_unknown(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    waiting = await a_letter(database)
    postbox.cuts_after_text = True
    async with mailing(None):
        await postbox.gets()
        await settled(database, OutboxState.UNKNOWN)
        postbox.cuts_after_text = False
        later = await a_letter(database)
        await postbox.gets(2)

    assert [kept.recipient for kept in postbox.letters] == [waiting.address, later.address]


async def test_waits_for_a_mail_server_that_is_away(database: Database, mailing: Start) -> None:
    async with a_postbox() as gone:
        port = gone.port
    waiting = await a_letter(database)
    async with mailing(mail_settings(port)):
        await tried(database)
        async with a_postbox(port=port) as back:
            (kept,) = await back.gets()
            await settled(database, OutboxState.SENT)

    assert kept.recipient == waiting.address


async def test_a_server_that_takes_nothing_from_us_keeps_every_letter(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    waiting = [await a_letter(database) for _ in range(3)]
    postbox.refused_sender = "550 5.7.1 sender not allowed"
    async with mailing(None):
        await tried(database)
        postbox.refused_sender = None
        await postbox.gets(len(waiting))
        await settled(database, OutboxState.SENT)


async def test_never_sends_a_password_in_the_open(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    await a_letter(database)
    settings = mail_settings(
        postbox.port, smtp_security="starttls", smtp_user="sapa", smtp_password="rahasia"
    )
    async with mailing(settings):
        await postbox.sees(lambda: postbox.lines >= 1)

    assert postbox.letters == []


async def test_logs_in_where_the_server_asks(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    postbox.user, postbox.password = "sapa", "rahasia"
    await a_letter(database)
    async with mailing(mail_settings(postbox.port, smtp_user="sapa", smtp_password="rahasia")):
        await postbox.gets()

    assert postbox.logins == 1


async def test_a_wrong_password_keeps_every_letter(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    waiting = await a_letter(database)
    postbox.user, postbox.password = "sapa", "rahasia"
    settings = mail_settings(postbox.port, smtp_user="sapa", smtp_password="lama")
    async with mailing(settings):
        await tried(database)

    assert (await what_became(database, waiting))[0].state is OutboxState.WAITING
    assert postbox.letters == []


async def test_an_address_that_changed_for_the_worse_is_not_written_to(
    database: Database, postbox: Postbox, mailing: Start
) -> None:
    injected = "sri@example.com>\r\nRCPT TO:<other@example.com"
    lost = [
        await a_letter(database, email=None),
        await a_letter(database, email=injected),
        await a_letter(database, email="sri@example.com", bounced_email="sri@example.com"),
    ]
    async with mailing(None):
        await settled(database, OutboxState.CANCELLED)

    assert postbox.tried == []
    for waiting in lost:
        _, touch, seller = await what_became(database, waiting)
        assert (touch.state, seller.bounced_email) == (TouchState.FAILED, seller.email)


async def test_what_a_killed_process_had_in_hand_is_not_sent_again(
    database: Database, postbox: Postbox, mailing: Start, clock: MovableClock
) -> None:
    waiting = await a_letter(database)
    async with database.transaction() as session:
        await session.execute(
            update(Outbox)
            .where(col(Outbox.id) == waiting.outbox_id)
            .values(state=OutboxState.SENDING, lease_until=clock.now() - module.LEASE)
        )
    async with mailing(None):
        await settled(database, OutboxState.UNKNOWN)

    assert postbox.letters == []
