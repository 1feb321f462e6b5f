"""What goes between sellers and staff without a word of ours."""

from markupsafe import escape

from crm.tickets.relayed import RelayReaction, RelayReactionToSeller, RelayTogether
from crm.tickets.rules import cut
from views.message import React, Text
from views.rendering import Reader, view
from views.words import Words

LONGEST_TEXT = 4096
"""What Telegram takes in one message, in UTF-16 units."""


@view(RelayTogether)
def relay_together(payload: RelayTogether, _words: Words, _reader: Reader) -> Text:
    """Send texts as one, each on lines of its own."""
    words = cut("\n".join(payload.texts), LONGEST_TEXT)
    return Text(escape(words), reply_to=payload.reply_to)


@view(RelayReactionToSeller)
@view(RelayReaction)
def relay_reaction(payload: RelayReaction, _words: Words, _reader: Reader) -> React:
    """Set the reaction on the other side's message."""
    return React(payload.message_id, payload.emoji)
