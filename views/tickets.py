"""Words for what staff are told about reports, and what goes between them and sellers."""

from markupsafe import escape

from crm.tickets.payloads import (
    AnswerUndelivered,
    PressAnswered,
    PressOutcome,
    SellerCommented,
    TicketReopened,
    Undelivered,
)
from crm.tickets.relayed import NotRelayed, Relay, RelayEdit, RelayEditToSeller, RelayToSeller
from crm.tickets.rules import cut
from views.layout import mention, quoted, stars
from views.message import Copy, EditCaption, EditText, Text, Toast
from views.rendering import Reader, view
from views.words import Words, name

LONGEST_CAPTION = 1024
"""What Telegram lets a bot write under a picture, in UTF-16 units; people may write more."""


@view(RelayToSeller)
@view(Relay)
def relay(payload: Relay, _words: Words, _reader: Reader) -> Copy:
    """Copy messages as they are: nobody's words are changed on the way."""
    return Copy(
        payload.from_chat_id, payload.message_ids, reply_to=payload.reply_to, text=payload.text
    )


@view(RelayEditToSeller)
@view(RelayEdit)
def relay_edit(payload: RelayEdit, _words: Words, _reader: Reader) -> EditText | EditCaption:
    """Change a copy the way its original was changed."""
    if payload.caption:
        return EditCaption(payload.message_id, escape(cut(payload.text, LONGEST_CAPTION)))
    return EditText(payload.message_id, escape(payload.text))


@view(NotRelayed)
def not_relayed(payload: NotRelayed, words: Words, _reader: Reader) -> Text:
    """Tell staff that there is something they cannot see here."""
    if not payload.kind:
        return Text(
            words(
                "⚠️ The seller sent something that Telegram did not let me pass on; perhaps it is "
                "too large. I have asked them to send it in another way."
            )
        )
    return Text(
        words(
            "⚠️ The seller sent something that cannot be shown here ({kind}). "
            "Ask them for a photo or for words.",
            kind=payload.kind,
        )
    )


@view(TicketReopened)
def ticket_reopened(payload: TicketReopened, words: Words, _reader: Reader) -> Text:
    """Tell staff that the seller is not done."""
    if payload.assignee:
        return Text(
            words(
                "🔁 The seller opened report #{number} again. {name}, please have another look.",
                number=payload.ticket_id,
                name=mention(payload.telegram_id, payload.assignee),
            )
        )
    return Text(words("🔁 The seller opened report #{number} again.", number=payload.ticket_id))


@view(SellerCommented)
def seller_commented(payload: SellerCommented, words: Words, _reader: Reader) -> Text:
    """Pass on the seller's word about the answer."""
    return Text(
        words(
            "💬 The seller about the answer {stars}\n{text}",
            stars=stars(payload.stars),
            text=quoted(payload.text),
        )
    )


@view(AnswerUndelivered)
def answer_undelivered(payload: AnswerUndelivered, words: Words, _reader: Reader) -> Text:
    """Tell staff that the seller did not get what they wrote, and what to do instead."""
    if payload.why is Undelivered.NOT_COPYABLE:
        return Text(
            words(
                "⚠️ This kind of message cannot be passed on, so the seller did not get it. "
                "Please send words, a photo, a voice message or a file."
            )
        )
    if payload.why is Undelivered.REFUSED:
        return Text(
            words(
                "⚠️ Telegram did not let me pass this on, so the seller did not get it; perhaps it "
                "is too large. Please send it in another way."
            ),
            reply_to=payload.message_id,
        )
    if payload.why is Undelivered.WHOSE:
        return Text(
            words(
                "⚠️ I do not know which report this message belongs to, so no seller got your "
                "answer. Please reply to the report's card."
            )
        )
    if payload.why is Undelivered.CARD:
        return Text(
            words(
                "⚠️ Nobody got this: a seller's card only shows. Press “Message” under it to write "
                "to the seller."
            )
        )
    if payload.phone:
        return Text(
            words(
                "⚠️ The seller has blocked or left the bot and did not get your answer. "
                "Please call them: {phone}",
                phone=payload.phone,
            )
        )
    return Text(words("⚠️ The seller has blocked or left the bot and did not get your answer."))


@view(PressAnswered)
def press_answered(payload: PressAnswered, words: Words, _reader: Reader) -> Toast:
    """Say what a press came to."""
    text = {
        PressOutcome.CLAIMED: words.pgettext("toast", "It is yours. Good luck!"),
        PressOutcome.ALREADY_YOURS: words.pgettext("toast", "You have this one already."),
        PressOutcome.ALREADY_CLAIMED: words.pgettext("toast", "{name} was faster and has it."),
        PressOutcome.RESOLVED: words.pgettext("toast", "Resolved. We ask the seller how it was."),
        PressOutcome.RESOLVED_QUIETLY: words.pgettext("toast", "Resolved."),
        PressOutcome.ALREADY_RESOLVED: _resolved_before(payload, words),
        PressOutcome.REOPENED: words.pgettext("toast", "It is open again."),
        PressOutcome.STILL_OPEN: words.pgettext("toast", "It is open already."),
        PressOutcome.HOW_TO_NOTE: words.pgettext(
            "toast",
            "Begin a message with // and it stays among staff. "
            "Everything else goes to the seller.",
        ),
        PressOutcome.LINKED: words.pgettext("toast", "Linked. The seller is told."),
        PressOutcome.REFUSED: words.pgettext("toast", "Refused. The person is told."),
        PressOutcome.STORE_TAKEN: words.pgettext(
            "toast", "This store is linked to another chat. Nothing was changed."
        ),
        PressOutcome.GONE: words.pgettext("toast", "This is not there any more."),
    }[payload.outcome]
    alert = payload.outcome in {PressOutcome.HOW_TO_NOTE, PressOutcome.STORE_TAKEN}
    return Toast(text.format(name=name(payload.by)), alert=alert)


def _resolved_before(payload: PressAnswered, words: Words) -> str:
    """Name who was first, where it was one of staff."""
    if payload.by:
        return words.pgettext("toast", "{name} has resolved it already.")
    return words.pgettext("toast", "It is resolved already.")
