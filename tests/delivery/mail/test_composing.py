import email.policy
import re
from email.message import EmailMessage
from email.parser import BytesParser
from gettext import NullTranslations
from io import BytesIO
from typing import cast

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from core.seals import LENGTH
from core.settings import Settings
from crm.followups.letters import Letter as Word
from crm.followups.payloads import FollowUpMessage
from crm.letters.postmarks import Postmarks
from crm.sellers.invitations import invitation_secret, read
from delivery.dispatch.jobs import Job
from delivery.mail.composing import Posted, Stationery, one_line
from delivery.mail.letters import Letter
from tests.support.builders import NOW
from tests.support.letters import TOKEN, mail_settings
from views.rendering import Reader
from views.words import Words

MARK = Postmarks.of(TOKEN).letter(7)
PAGE = f"https://sapa.example/berhenti/{Postmarks.of(TOKEN).stop(5)}"
OWN = f"bounces+{MARK}@pasar.example"


def a_letter(
    *,
    name: str = "Bu Sri",
    store: str = "Dapur Sri",
    linked: bool = False,
    address: str = "sri@example.com",
) -> Letter:
    """Return an invitation in English, ready to be composed."""
    job = Job(
        outbox_id=3,
        chat_id=0,
        seller_id=5,
        ticket_id=None,
        touch_id=7,
        attempts=1,
        payload=FollowUpMessage(7, Word.INVITATION),
        words=Words("en", NullTranslations()),
        reader=Reader(now=NOW, marketplace="Pasar Kita", name=name, store=store),
    )
    return Letter(job, seller_id=5, touch_id=7, address=address, linked=linked)


def composed(letter: Letter, settings: Settings) -> tuple[Posted, EmailMessage]:
    """Return a letter as it leaves, and as a mail program reads it."""
    posted = Stationery.of(settings, bot="sapa_bot").compose(letter, now=NOW)
    return posted, BytesParser(policy=email.policy.default).parsebytes(posted.content)


def test_the_headers_of_a_letter() -> None:
    settings = mail_settings(
        25, public_url="https://sapa.example/", mail_reply_to="Tim <tim@pasar.example>"
    )
    posted, message = composed(a_letter(), settings)

    assert posted.sender == OWN
    del message["Content-Type"]
    shown = {
        name: re.sub(rf"[a-z2-7]{{{LENGTH}}}", "SEAL", str(message[name])) for name in message
    }
    assert shown == snapshot(
        {
            "MIME-Version": "1.0",
            "From": "Pasar Nusantara <kabar@pasar.example>",
            "Reply-To": "Tim <tim@pasar.example>",
            "To": "Bu Sri <sri@example.com>",
            "Subject": "An invitation for Dapur Sri",
            "Date": "Mon, 16 Nov 2026 02:00:00 +0000",
            "Message-ID": "<SEAL@pasar.example>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Unsubscribe": "<mailto:bounces+SEAL@pasar.example?subject=berhenti>, <https://sapa.example/berhenti/SEAL>",
            "Auto-Submitted": "auto-generated",
            "Precedence": "bulk",
        }
    )


def test_a_letter_carries_its_own_mark_wherever_it_comes_back() -> None:
    posted, message = composed(a_letter(), mail_settings(25, public_url="https://sapa.example"))

    assert message["Message-ID"] == f"<{MARK}@pasar.example>"
    assert message["List-Unsubscribe"] == f"<mailto:{OWN}?subject=berhenti>, <{PAGE}>"
    again, _ = composed(a_letter(), mail_settings(25, public_url="https://sapa.example"))
    assert (again.sender, again.content.count(MARK.encode())) == (
        posted.sender,
        posted.content.count(MARK.encode()),
    )


def test_without_a_bounce_address_or_a_page_somebody_reads_who_wants_to_stop() -> None:
    settings = mail_settings(25, mail_bounce=None, mail_reply_to="tim@pasar.example")
    posted, message = composed(a_letter(), settings)

    assert posted.sender == "kabar@pasar.example"
    assert message["List-Unsubscribe"] == "<mailto:tim@pasar.example?subject=berhenti>"
    assert "List-Unsubscribe-Post" not in message
    assert "mailto:tim@pasar.example?subject=berhenti" in posted.text


def test_a_store_without_telegram_gets_its_invitation_as_a_link_and_a_picture() -> None:
    posted, message = composed(a_letter(), mail_settings(25))

    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == snapshot(
        ["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png"]
    )
    (link,) = re.findall(r"https://t\.me/sapa_bot\?start=(\S+)", posted.text)
    assert read(link, secret=invitation_secret(TOKEN), now=NOW) == 5
    (image,) = [part for part in message.walk() if part.get_content_type() == "image/png"]
    expected = BytesIO()
    segno.make(f"https://t.me/sapa_bot?start={link}", error="m").save(expected, "png", scale=5)
    assert cast("bytes", image.get_payload(decode=True)) == expected.getvalue()
    (html,) = [part for part in message.walk() if part.get_content_type() == "text/html"]
    assert f'src="cid:{image["Content-ID"].strip("<>")}"' in html.get_content()


def test_a_linked_store_gets_a_plain_link_to_its_chat() -> None:
    posted, message = composed(a_letter(linked=True), mail_settings(25))

    assert [part.get_content_type() for part in message.walk()] == snapshot(
        ["multipart/alternative", "text/plain", "text/html"]
    )
    assert "https://t.me/sapa_bot\n" in posted.text


def test_a_letter_is_small_and_in_plain_letters_for_any_server() -> None:
    posted, _ = composed(a_letter(name="Bu Srí 🌺"), mail_settings(25))

    assert posted.content.isascii()
    assert len(posted.content) < 12_000
    assert max(len(line) for line in posted.content.splitlines()) <= 998


@pytest.mark.parametrize(
    "hostile",
    [
        "Sri\r\nBcc: all@example.com",
        "Sri\nX: y\n\n<html>",
        "\x00\x0b\u2028Sri\u0085Bcc: x@example.com",
        'Sri" <all@example.com>, "',
        "=?utf-8?q?Sri=0ABcc:_all@example.com?=",
        "=?utf-8?b?U3JpCkJjYzogYWxsQGV4YW1wbGUuY29t?=",
        "=\x00?utf-8?q?Sri=0ABcc:_all@example.com?=",
        "🌺" * 500,
        "<script>alert(1)</script>",
    ],
)
def test_no_name_becomes_a_header_a_recipient_or_markup(hostile: str) -> None:
    posted, message = composed(a_letter(name=hostile, store=hostile), mail_settings(25))

    known = {name for name, _ in composed(a_letter(), mail_settings(25))[1].items()}
    assert set(message.keys()) == known
    assert [one.addr_spec for one in message["To"].addresses] == ["sri@example.com"]
    (html,) = [part for part in message.walk() if part.get_content_type() == "text/html"]
    assert "<script" not in html.get_content()
    assert "\n" not in message["Subject"]
    assert posted.recipient == "sri@example.com"


@given(name=st.text(max_size=60), store=st.text(min_size=1, max_size=60))
def test_whatever_people_are_called_a_letter_leaves(name: str, store: str) -> None:
    _, message = composed(a_letter(name=name, store=store), mail_settings(25))

    assert not message.defects
    assert len(message["To"].addresses) == 1


@given(text=st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
