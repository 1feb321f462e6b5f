"""Messages as letters: plain text and simple HTML that an old phone shows as well."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from crm.followups.payloads import FollowUpMessage
from crm.outbox.payload import Payload
from views.followup_words import letter_words
from views.message import unmarked
from views.rendering import Reader, UnknownTemplate
from views.words import Words

QR_ID = "qr@sapa"
"""The Content-ID under which a letter that invites carries its QR code."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a letter's reader may go from it; all of it is Sapa's own, and safe in a link."""

    chat: str
    """The chat with the bot; for a store that is not linked yet, its invitation."""
    stop: str
    """Ends letters: a page, or a mailto link."""
    invites: bool


@dataclass(frozen=True, slots=True)
class Email:
    """A letter without its transport; `qr` is what its QR code says, if it has one."""

    subject: str
    text: str
    html: str
    qr: str | None = None


def letter(payload: Payload, words: Words, reader: Reader, ways: Ways) -> Email:
    """Word `payload` as a letter; UnknownTemplate for what is never sent by e-mail."""
    view = _LETTERS.get(type(payload))
    if view is None:
        raise UnknownTemplate(payload.template)
    return view(payload, words, reader, ways)


def _follow_up(payload: FollowUpMessage, words: Words, reader: Reader, ways: Ways) -> Email:
    said = letter_words(payload.letter, words, reader, payload.draft)
    parts = [
        *map(_paragraph, said.paragraphs),
        *_way_in(words, reader, ways),
        _paragraph(
            words(
                "Warm greetings,\nthe seller team of {marketplace}", marketplace=reader.marketplace
            )
        ),
        _footer(words, reader, ways),
    ]
    return Email(
        subject=" ".join(said.subject.split()),
        text="\n\n".join(part.text for part in parts if part.text) + "\n",
        html=_PAGE.format(
            language=words.language, body=Markup("\n").join(part.html for part in parts)
        ),
        qr=ways.chat if ways.invites else None,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a letter, both ways."""

    html: Markup
    text: str


def _paragraph(words: Markup, style: str = "margin:0 0 16px") -> _Part:
    lines = Markup("<br>\n").join(words.split("\n"))
    return _Part(Markup('<p style="{}">{}</p>').format(style, lines), unmarked(words))


def _way_in(words: Words, reader: Reader, ways: Ways) -> list[_Part]:
    label = words.pgettext("letter", "Chat with us on Telegram")
    parts = [_Part(_BUTTON.format(link=ways.chat, label=label), f"{label}:\n{ways.chat}")]
    if ways.invites:
        parts += [
            _paragraph(words("This invitation is only for <b>{store}</b>.", store=reader.store)),
            _picture(words),
        ]
    return [*parts, _paragraph(words("Or simply answer this letter."))]


def _picture(words: Words) -> _Part:
    """Show the QR code; a reader of plain text has the link."""
    hint = words("Are you at a computer? Point your phone's camera at this picture.")
    alt = words.pgettext("letter", "The invitation as a QR code")
    return _Part(_paragraph(hint).html + Markup("\n") + _IMAGE.format(id=QR_ID, alt=alt), "")


def _footer(words: Words, reader: Reader, ways: Ways) -> _Part:
    """Say why this came, and how it ends."""
    why = words(
        "You get this letter because <b>{store}</b> sells at {marketplace}.",
        store=reader.store,
        marketplace=reader.marketplace,
    )
    label = words.pgettext("letter", "No more letters, please")
    stop = _LINK.format(link=ways.stop, label=label)
    return _Part(
        Markup('<p style="{}">{}<br>\n{}</p>').format(_SMALL, why, stop),
        f"-- \n{unmarked(why)}\n{label}:\n{ways.stop}",
    )


_SMALL = "margin:24px 0 0;font-size:13px;color:#666"
_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body style="margin:0;padding:16px;background:#fff;color:#222;\
font:16px/1.5 Arial,Helvetica,sans-serif">
<div style="max-width:560px;margin:0 auto">
{body}
</div>
</body>
</html>
""")
_BUTTON = Markup("""\
<p style="margin:0 0 16px"><a href="{link}" style="display:inline-block;padding:12px 20px;\
background:#1a6fb5;color:#fff;text-decoration:none;border-radius:6px">{label}</a></p>""")
_IMAGE = Markup("""\
<p style="margin:0 0 16px"><img src="cid:{id}" alt="{alt}" width="180" height="180"></p>""")
_LINK = Markup('<a href="{link}" style="color:#666">{label}</a>')
_LETTERS: dict[type[Payload], Callable[[Any, Words, Reader, Ways], Email]] = {
    FollowUpMessage: _follow_up
}
