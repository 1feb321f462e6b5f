"""Words for what staff are answered around a seller's card: who was found, what was done."""

from markupsafe import Markup

from crm.followups.rules import Obstacle
from crm.sellers.card.payloads import (
    CallListed,
    ConversationBegun,
    FollowUpNotPlanned,
    FollowUpPlanned,
    NoDesk,
    NoteKept,
    NoteNeedsWords,
    NotePrompt,
    NotePrompted,
    SellerGone,
    SellerOutOfReach,
    SellersFound,
    SellerUnknown,
)
from crm.sellers.payloads import StoreChoice
from crm.sellers.rules import Hurdle
from crm.tickets.rules import cut
from views.actions import ShowSeller, encode
from views.layout import mention
from views.message import Button, Keyboard, Text, Toast
from views.rendering import Reader, view
from views.words import Words

LABEL = 60
"""How much of a store and its place go on a button."""
ADDRESS = 60
"""How much of an e-mail address goes into a toast."""


@view(SellersFound)
def sellers_found(payload: SellersFound, words: Words, _reader: Reader) -> Text:
    """Let staff choose among namesakes."""
    heading = words(
        "🔎 More than one seller fits “{typed}”. Whom do you mean?", typed=payload.typed
    )
    more = words("There are more of them: write a bit more of the name.")
    html = Markup("\n\n").join([heading, more] if payload.more else [heading])
    return Text(html, buttons=tuple((_choice(store),) for store in payload.stores))


@view(SellerUnknown)
def seller_unknown(payload: SellerUnknown, words: Words, _reader: Reader) -> Text:
    """Say by what a seller is found."""
    heading = (
        words("🔎 I find no seller for “{typed}”.", typed=payload.typed)
        if payload.typed
        else words("🔎 Whom shall I look up?")
    )
    ways = words(
        "Write after /seller one of these:\n"
        "• a part of the store's name\n"
        "• the phone number, however it is written\n"
        "• the portal's id, or the e-mail address\n"
        "• our own number, such as #123\n\n"
        "In a report's topic /seller alone shows whose report it is."
    )
    return Text(Markup("\n\n").join([heading, ways]))


@view(NotePrompt)
def note_prompt(payload: NotePrompt, words: Words, _reader: Reader) -> Text:
    """Ask for a note; the phone of whoever is mentioned begins a reply by itself."""
    person = mention(payload.telegram_id, payload.name)
    html = words(
        "📝 {name}, please reply to this message with your note about <b>{store}</b>. Only the "
        "team sees it.",
        name=person,
        store=payload.store or words("Name unknown"),
    )
    return Text(html, keyboard=Keyboard(reply=True, hint=words.pgettext("hint", "Your note")))


@view(NoteKept)
def note_kept(payload: NoteKept, words: Words, _reader: Reader) -> Text:
    """Confirm the note, and lead back to the card."""
    show = Button(
        words.pgettext("button", "👤 Show the card"), encode(ShowSeller(payload.seller_id))
    )
    return Text(
        words(
            "📝 Noted on the card of <b>{store}</b>.", store=payload.store or words("Name unknown")
        ),
        buttons=((show,),),
    )


@view(NoteNeedsWords)
def note_needs_words(_payload: NoteNeedsWords, words: Words, _reader: Reader) -> Text:
    """Ask for words."""
    return Text(words("📝 A note needs words. Please reply once more, in writing."))


@view(SellerGone)
def seller_gone(_payload: SellerGone, words: Words, _reader: Reader) -> Toast:
    """Say that nobody is there."""
    return Toast(words.pgettext("toast", "This is not there any more."))


@view(NotePrompted)
def note_prompted(_payload: NotePrompted, words: Words, _reader: Reader) -> Toast:
    """Say where the note goes."""
    return Toast(words.pgettext("toast", "Reply to the message below with your note."))


@view(CallListed)
def call_listed(payload: CallListed, words: Words, _reader: Reader) -> Toast:
    """Say that the team will call."""
    if payload.waiting:
        return Toast(words.pgettext("toast", "A call to them is on the team's list already."))
    return Toast(words.pgettext("toast", "It is on the team's list: the call's card comes now."))


@view(ConversationBegun)
def conversation_begun(payload: ConversationBegun, words: Words, _reader: Reader) -> Toast:
    """Say where to write."""
    if payload.open_before:
        return Toast(
            words.pgettext(
                "toast", "#{number} is still open: write there.", number=payload.ticket_id
            ),
            alert=True,
        )
    return Toast(
        words.pgettext(
            "toast",
            "#{number} is open for you: what you write there reaches the seller.",
            number=payload.ticket_id,
        )
    )


@view(NoDesk)
def no_desk(_payload: NoDesk, words: Words, _reader: Reader) -> Toast:
    """Say what is needed first."""
    return Toast(
        words.pgettext("toast", "The team has no group yet: an admin sends /pasang in one."),
        alert=True,
    )


@view(SellerOutOfReach)
def seller_out_of_reach(payload: SellerOutOfReach, words: Words, _reader: Reader) -> Toast:
    """Say why Telegram does not lead there, and what does."""
    why = {
        Hurdle.NOT_LINKED: words.pgettext("toast", "They are not connected to the bot yet."),
        Hurdle.LEFT: words.pgettext("toast", "They have blocked or left the bot."),
        Hurdle.NO_CONSENT: words.pgettext("toast", "They have not agreed that we keep messages."),
        Hurdle.SILENCE: words.pgettext("toast", "They want no messages from us."),
    }[payload.hurdle]
    return Toast(f"{why} {_what_is_left(payload, words)}", alert=True)


@view(FollowUpPlanned)
def follow_up_planned(payload: FollowUpPlanned, words: Words, reader: Reader) -> Toast:
    """Say when it leaves."""
    if payload.due <= reader.now:
        return Toast(words.pgettext("toast", "The follow-up leaves now."))
    return Toast(
        words.pgettext(
            "toast",
            "The follow-up leaves on {moment}, by the seller's clock.",
            moment=words.moment(payload.due, payload.zone),
        )
    )


@view(FollowUpNotPlanned)
def follow_up_not_planned(payload: FollowUpNotPlanned, words: Words, _reader: Reader) -> Toast:
    """Say why none leaves."""
    texts = {
        Obstacle.NO_STORE: words.pgettext("toast", "This person has no store yet."),
        Obstacle.OPEN_TICKET: words.pgettext(
            "toast", "A report of theirs is open: write to them there."
        ),
        Obstacle.FOLLOWED_UP: _enough(payload, words),
    }
    return Toast(texts[payload.obstacle], alert=True)


def _enough(payload: FollowUpNotPlanned, words: Words) -> str:
    if payload.at is None:
        return words.pgettext("toast", "A word to them is on its way already.")
    return words.pgettext(
        "toast",
        "They were written to on {moment}. At most once a day, and twice a week.",
        moment=words.moment(payload.at, payload.zone),
    )


def _what_is_left(payload: SellerOutOfReach, words: Words) -> str:
    if payload.phone:
        return words.pgettext(
            "toast", "Please call or use WhatsApp: {phone}", phone=cut(payload.phone, ADDRESS)
        )
    if payload.email:
        return words.pgettext(
            "toast", "Please write an e-mail: {email}", email=cut(payload.email, ADDRESS)
        )
    return words.pgettext("toast", "We know no other way to them yet.")


def _choice(store: StoreChoice) -> Button:
    label = " · ".join(part for part in (cut(store.store, LABEL // 2), store.place) if part)
    return Button(cut(label, LABEL), encode(ShowSeller(store.seller_id)))
