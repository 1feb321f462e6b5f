"""Words for the language that staff texts are read in."""

from crm.staff.members import StaffLanguageChosen, StaffLanguageQuestion
from crm.staff.people import READ
from views.actions import ReadIn, encode
from views.languages import own_name
from views.message import Button, Text
from views.rendering import Reader, view
from views.words import Words


@view(StaffLanguageQuestion)
def staff_language_question(payload: StaffLanguageQuestion, words: Words, _reader: Reader) -> Text:
    """Ask for the language of one's own texts, or of the desk's."""
    question = (
        words("🌐 In which language shall I write in this group?")
        if payload.desk
        else words("🌐 In which language shall I write to you as a member of the team?")
    )
    row = tuple(Button(own_name(tag), encode(ReadIn(tag, int(payload.desk)))) for tag in READ)
    return Text(question, buttons=(row,))


@view(StaffLanguageChosen)
def staff_language_chosen(payload: StaffLanguageChosen, words: Words, _reader: Reader) -> Text:
    """Confirm it in the new language."""
    language = own_name(words.language)
    return Text(
        words("🌐 From now on I write <b>{language}</b> in this group.", language=language)
        if payload.desk
        else words("🌐 From now on I write <b>{language}</b> to you.", language=language)
    )
