"""Words for staff beside a seller who makes a listing."""

from crm.uploads.payloads import Invited, InvitePressed, ListingSoFar
from models.uploads import UploadStep
from views.layout import paragraphs
from views.listing import listing_block
from views.message import Text, Toast
from views.rendering import Reader, view
from views.upload_steps import step_name
from views.words import Words


@view(ListingSoFar)
def listing_so_far(payload: ListingSoFar, words: Words, _reader: Reader) -> Text:
    """Say where the seller is, and show what is there."""
    step = step_name(payload.step, words)
    heading = (
        words("🙋 The seller asks for help with a listing, at this step: <b>{step}</b>", step=step)
        if payload.asked
        else words("🗣 The seller said this at a listing, at this step: <b>{step}</b>", step=step)
    )
    way = words("Write here, and the seller gets it. They go on whenever they like.")
    is_described = payload.listing.answers or payload.listing.description
    told = 1500 if is_described and payload.step is not UploadStep.CATEGORY else 0
    return Text(paragraphs(heading, listing_block(payload.listing, words, told=told), way))


@view(InvitePressed)
def invite_pressed(payload: InvitePressed, words: Words, _reader: Reader) -> Toast:
    """Say what came of it."""
    return Toast(
        {
            Invited.DONE: words.pgettext("toast", "📸 The seller is invited."),
            Invited.ALREADY: words.pgettext("toast", "The seller got this invitation today."),
            Invited.UNREACHABLE: words.pgettext("toast", "The seller has left the chat."),
        }[payload.outcome]
    )
