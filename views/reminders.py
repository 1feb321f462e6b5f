"""Words for what staff are reminded of."""

from markupsafe import Markup

from crm.imports.sources.payloads import LastPull, PullMissing
from models.imports import ImportSource
from views.import_findings import file
from views.message import Text
from views.rendering import Reader, view
from views.words import Words


@view(PullMissing)
def pull_missing(payload: PullMissing, words: Words, reader: Reader) -> Text:
    """Say that the week's pull has not come, how to make it, and who did last."""
    missing = words(
        "⏰ <b>Nobody has pulled the portal's data this week.</b>\n"
        "What we plan and who we call is still based on the last pull."
    )
    how = words(
        "Download the sellers from the portal and send the file here with the caption /impor."
    )
    return Text(Markup("\n\n").join((missing, _last(payload.last, words, reader), how)))


def _last(last: LastPull | None, words: Words, reader: Reader) -> Markup:
    if last is None:
        return words("There has not been any pull yet.")
    return words(
        "Last pull: {file}, {moment}, {way}.",
        file=file(last.file_name, words),
        moment=words.moment(last.at, reader.zone),
        way=_way(last, words),
    )


def _way(last: LastPull, words: Words) -> Markup:
    if last.by:
        return words("sent by {name}", name=last.by)
    return {
        ImportSource.CHAT: words("sent to this group"),
        ImportSource.CLI: words("from the command line"),
        ImportSource.FOLDER: words("out of the watched folder"),
        ImportSource.URL: words("fetched from the portal"),
    }[last.source]
