"""Words for staff about answers that did not help."""

from markupsafe import Markup

from crm.tickets.reminding import SellerSaysNotYet
from crm.tickets.scores import LowScore
from views.layout import mention, quoted, stars
from views.message import Text
from views.rendering import Reader, view
from views.words import Words, name


@view(LowScore)
def low_score(payload: LowScore, words: Words, _reader: Reader) -> Text:
    """Show who is unhappy, with whose answer, and why if they said so."""
    number = Markup("#{}").format(payload.ticket_id)
    if payload.link:
        number = Markup('<a href="{}">{}</a>').format(payload.link, number)
    head = words(
        "😟 Only {stars} for report {number} of <b>{store}</b>.",
        stars=stars(payload.stars),
        number=number,
        store=name(payload.store) or words("Name unknown"),
    )
    parts = (
        head,
        words("🙋 Claimed by <b>{name}</b>", name=payload.agent) if payload.agent else Markup(),
        quoted(payload.comment),
    )
    return Text(Markup("\n").join(part for part in parts if part))


@view(SellerSaysNotYet)
def seller_says_not_yet(payload: SellerSaysNotYet, words: Words, _reader: Reader) -> Text:
    """Tell staff that the seller still waits."""
    if payload.assignee:
        return Text(
            words(
                "💬 The seller says that report #{number} is not solved yet. "
                "{name}, please have another look.",
                number=payload.ticket_id,
                name=mention(payload.telegram_id, payload.assignee),
            )
        )
    return Text(
        words(
            "💬 The seller says that report #{number} is not solved yet.", number=payload.ticket_id
        )
    )
