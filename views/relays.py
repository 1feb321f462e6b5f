"""What goes between sellers and staff without a word of ours."""

from crm.tickets.payloads import RelayReaction, RelayReactionToSeller
from views.message import React
from views.rendering import Reader, view
from views.words import Words


@view(RelayReactionToSeller)
@view(RelayReaction)
def relay_reaction(payload: RelayReaction, _words: Words, _reader: Reader) -> React:
    """Set the reaction on the other side's message."""
    return React(payload.message_id, payload.emoji)
