"""Words for whoever follows a link to the staff that does not work for them."""

from crm.staff.invitations import LinkProblem, StaffLinkRefused
from views.message import Text
from views.rendering import Reader, view
from views.words import Words


@view(StaffLinkRefused)
def staff_link_refused(payload: StaffLinkRefused, words: Words, _reader: Reader) -> Text:
    """Say kindly why, and what to do."""
    return Text(
        {
            LinkProblem.INVALID: words(
                "This invitation to our team does not work. Please ask for a new one."
            ),
            LinkProblem.EXPIRED: words(
                "This invitation to our team is too old. Please ask for a new one."
            ),
            LinkProblem.USED: words(
                "Somebody has followed this invitation to our team already: it works once. "
                "Please ask for one of your own."
            ),
            LinkProblem.ALREADY_STAFF: words(
                "You are on our team already 😊 The invitation still works for whom it is meant."
            ),
        }[payload.problem]
    )
