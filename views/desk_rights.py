"""Words for admins, in private, about what the bot may no longer do at the team's desk."""

from markupsafe import Markup

from crm.staff.payloads import RightsLost
from crm.staff.rules import Lack
from views.message import Text
from views.rendering import Reader, view
from views.words import Words


@view(RightsLost)
def rights_lost(payload: RightsLost, words: Words, _reader: Reader) -> Text:
    """Say what is gone and what to click, so that it can be mended without asking anybody."""
    heading = words(
        "⚠️ I cannot work fully in the team's group <b>{title}</b> any more.", title=payload.title
    )
    effects = {
        Lack.ADMIN: words(
            "I am no admin there, so I do not see what the team writes to sellers, and open no "
            "topics."
        ),
        Lack.TOPIC_RIGHT: words("I may not open topics there, so all reports come to General."),
        Lack.SPEAK: words("I may not write there, so reports wait. None is lost."),
    }
    steps = words(
        "Please do this:\n"
        "1. Open the group and press its name.\n"
        "2. Press “Edit” (the pencil), then “Administrators”.\n"
        "3. Choose me, or press “Add Admin” and then choose me.\n"
        "4. Turn on “Manage Topics” and save."
    )
    gone = [effects[lack] for lack in payload.lacks if lack in effects]
    return Text(Markup("\n\n").join([heading, *gone, steps]))
