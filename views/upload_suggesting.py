"""Words for staff who suggest a change of a listing, or note where its product is."""

from markupsafe import Markup

from crm.uploads.categories import plans
from crm.uploads.review.payloads import (
    CategoryMenu,
    ChangeAnswered,
    ChangeNotTaken,
    ChangePrompt,
    FieldMenu,
    LinkPrompt,
    ReviewOutcome,
    ReviewPressed,
    ReviewSaid,
)
from crm.uploads.review.rules import FIELDS, Unfit
from models.uploads import ChangeState, UploadStep
from views.actions import ReviewStep, SuggestCategory, SuggestField, encode
from views.layout import in_twos, mention, paragraphs
from views.message import Button, Keyboard, Text, Toast
from views.rendering import Reader, view
from views.upload_categories import category_label
from views.upload_fields import field_name, field_value, present_value
from views.words import Words, name

PRESENT = 1200
"""How much of a present value is shown, in UTF-16 units."""


@view(FieldMenu)
def field_menu(payload: FieldMenu, words: Words, _reader: Reader) -> Text:
    """Ask which field."""
    labels = {
        UploadStep.CATEGORY: words.pgettext("button", "🗂 Category"),
        UploadStep.PHOTOS: words.pgettext("button", "📷 Photos"),
        UploadStep.NAME: words.pgettext("button", "🏷 Name"),
        UploadStep.PRICE: words.pgettext("button", "💰 Price"),
        UploadStep.STOCK: words.pgettext("button", "📦 Stock"),
        UploadStep.WEIGHT: words.pgettext("button", "⚖️ Weight"),
        UploadStep.VARIANTS: words.pgettext("button", "🎨 Variants"),
        UploadStep.DESCRIPTION: words.pgettext("button", "📝 Description"),
    }
    buttons = [
        Button(labels[field], encode(SuggestField(payload.upload_id, field))) for field in FIELDS
    ]
    html = words("✏️ Listing {number}: what shall be changed?", number=payload.upload_id)
    return Text(html, buttons=in_twos(buttons))


@view(CategoryMenu)
def category_menu(payload: CategoryMenu, words: Words, _reader: Reader) -> Text:
    """Ask which category."""
    buttons = [
        Button(
            category_label(plan.category, words),
            encode(SuggestCategory(payload.upload_id, plan.category)),
        )
        for plan in plans()
    ]
    html = words("🗂 Listing {number}: which category fits?", number=payload.upload_id)
    return Text(html, buttons=in_twos(buttons))


@view(ChangePrompt)
def change_prompt(payload: ChangePrompt, words: Words, _reader: Reader) -> Text:
    """Ask for the value, between what is there and how it reaches the seller."""
    person = mention(payload.telegram_id, payload.name)
    present = present_value(payload.present, payload.drafted, words)
    shown = field_value(payload.field, present, words, longest=PRESENT)
    if payload.field == UploadStep.PHOTOS:
        asked = words(
            "📷 {person}, reply to this message with what you wish for of the photos, such as "
            "“from the side too, in daylight”.",
            person=person,
        )
    else:
        asked = words(
            "✏️ {person}, reply to this message with the new value: <b>{field}</b>.",
            person=person,
            field=field_name(payload.field, words) or "?",
        )
    now = words("Now: <code>{value}</code>", value=shown) if present else Markup()
    after = words("The seller is asked before anything changes.")
    hint = words.pgettext("hint", "The new value")
    return Text(paragraphs(asked, now, after), keyboard=Keyboard(reply=True, hint=hint))


@view(LinkPrompt)
def link_prompt(payload: LinkPrompt, words: Words, _reader: Reader) -> Text:
    """Ask for the link."""
    html = words(
        "🔗 {person}, reply to this message with the link to the product. The seller gets it too.",
        person=mention(payload.telegram_id, payload.name),
    )
    without = words.pgettext("button", "🛒 Without a link")
    button = Button(without, encode(ReviewStep(payload.upload_id, "nolink")))
    return Text(html, buttons=((button,),))


@view(ChangeAnswered)
def change_answered(payload: ChangeAnswered, words: Words, _reader: Reader) -> Text:
    """Say what the seller said."""
    field = field_name(payload.field, words) or "?"
    if payload.state is not ChangeState.ACCEPTED:
        return Text(words("🚫 The seller would rather leave it: {field}", field=field))
    if payload.field == UploadStep.PHOTOS:
        return Text(words("📷 The seller will send other photos, and the listing again."))
    value = field_value(payload.field, payload.after, words, longest=PRESENT)
    return Text(words("✅ The seller agrees: {field}: “{value}”", field=field, value=value))


@view(ReviewPressed)
def review_pressed(payload: ReviewPressed, words: Words, _reader: Reader) -> Toast:
    """Say what a press came to."""
    return Toast(_outcome(payload.outcome, name(payload.by), words))


@view(ReviewSaid)
def review_said(payload: ReviewSaid, words: Words, _reader: Reader) -> Text:
    """Say what a reply came to."""
    return Text(
        Markup("{}").format(_outcome(payload.outcome, "", words)), reply_to=payload.reply_to
    )


@view(ChangeNotTaken)
def change_not_taken(payload: ChangeNotTaken, words: Words, _reader: Reader) -> Text:
    """Say why, and what to do."""
    what, bound = payload.what, words.number(payload.bound)
    html = {
        Unfit.EMPTY: words("🙏 I could not read a value in that. Please reply once more."),
        Unfit.SAME: words("👌 It is just so already."),
        Unfit.UNCLEAR: words("🔢 That is not clear to me. Please write a whole number in digits."),
        Unfit.TOO_LOW: words("📉 That is too low: at least {bound}.", bound=bound),
        Unfit.TOO_HIGH: words("📈 That is too high: at most {bound}.", bound=bound),
        Unfit.TOO_LONG: words("📏 That is too long. Please say it shorter."),
        Unfit.TOO_MANY: words("📏 Those are too many variants."),
        Unfit.CONTACT: words("📵 No contact data in a listing, please: “{what}”.", what=what),
        Unfit.NAME: words("🏷 The marketplace would refuse this name: “{what}”.", what=what),
    }[payload.why]
    return Text(html, reply_to=payload.reply_to)


def _outcome(outcome: ReviewOutcome, by: str, words: Words) -> str:
    already = (
        words.pgettext("toast", "{name} was faster: it is approved.", name=by)
        if by
        else words.pgettext("toast", "That is done already.")
    )
    return {
        ReviewOutcome.APPROVED: words.pgettext("toast", "Approved. The seller gets everything."),
        ReviewOutcome.SUGGESTED: words.pgettext("toast", "The seller is asked."),
        ReviewOutcome.IN_STORE: words.pgettext("toast", "Noted: it is in the store."),
        ReviewOutcome.ALREADY: already,
        ReviewOutcome.NOT_NOW: words.pgettext("toast", "The listing is not at that point now."),
        ReviewOutcome.GONE: words.pgettext("toast", "This is not there any more."),
        ReviewOutcome.NO_LINK: words.pgettext(
            "toast", "I see no link in that. It begins with https://"
        ),
        ReviewOutcome.EXPORTING: words.pgettext("toast", "The files follow in a moment."),
    }[outcome]
