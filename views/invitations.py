"""Words for an invitation that leads nowhere."""

from markupsafe import Markup

from crm.sellers.payloads import InvitationTrouble
from views.words import Words


def trouble_line(trouble: InvitationTrouble, words: Words) -> Markup:
    """Say what is wrong with the link, without blame, and that there is another way."""
    return {
        InvitationTrouble.INVALID: words(
            "🔗 This invitation link does not work. Never mind: we can find your store in another "
            "way."
        ),
        InvitationTrouble.EXPIRED: words(
            "🔗 This invitation link is too old. Never mind: we can find your store in another "
            "way."
        ),
        InvitationTrouble.GONE: words(
            "🔗 We no longer find the store of this invitation link. Never mind: we can look for "
            "it in another way."
        ),
    }[trouble]
