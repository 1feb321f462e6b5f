"""What a caller writes about a problem: a reply to the message that asked for it."""

from crm.calls import problems, queries
from crm.calls.holding import CallAlreadyClosed, CallHeld, CallNotFound
from crm.calls.payloads import CallProblemNeedsWords, CallProblemPrompt, CallProblemTooLate
from crm.calls.problems import ProblemNeedsWords
from crm.outbox.payload import Payload
from handlers.prompts import prompted
from handlers.relay import stay_in_topic
from handlers.turn import Turn

KIND = "call_problem"
"""How the log of messages names it."""


async def keep(turn: Turn) -> bool:
    """Make a ticket of a reply to a problem's prompt; False where the message is none.

    An album is answered once, by its first part, which is the one that carries the words.
    """
    message = turn.message
    asked = await prompted(turn, CallProblemPrompt)
    if turn.staff is None or asked is None:
        return False
    await stay_in_topic(turn)
    turn.kind = KIND
    turn.about_id = await queries.seller_of(turn.session, task_id=asked.task_id)
    answer: Payload
    try:
        answer = await problems.take_down(
            turn.session,
            asked=asked,
            words=message.text or message.caption or "",
            staff=turn.staff,
            chat_id=turn.chat_id,
            now=turn.now,
        )
    except ProblemNeedsWords:
        answer = CallProblemNeedsWords()
    except (CallNotFound, CallAlreadyClosed, CallHeld):
        answer = CallProblemTooLate()
    part = message.media_group_id or message.message_id
    await turn.reply_once(answer, key=f"call-problem:{turn.chat_id}:{part}")
    return True
