"""HTML is read as Telegram reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.entities import detect, parse_html, trim
from simulator.refusal import Refusal
from simulator.rendering import render_html


def test_counts_offsets_in_utf16_units() -> None:
    text, entities = parse_html("👋 <b>Halo</b>")
    assert text == "👋 Halo"
    assert entities == [{"type": "bold", "offset": 3, "length": 4}]


def test_nests_tags_outermost_first() -> None:
    _, entities = parse_html("<b>satu <i>dua</i></b>")
    assert [entity["type"] for entity in entities] == ["bold", "italic"]


def test_replaces_character_references() -> None:
    assert parse_html("a &lt; b &amp;&amp; c &#65; &nbsp;")[0] == "a < b && c A &nbsp;"


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        ('<a href="https://a.id/?x=1&amp;y=2">a</a>', ("text_link", "https://a.id/?x=1&y=2")),
        ('<pre><code class="language-py">x</code></pre>', ("pre", "py")),
        ('<span class="tg-spoiler">x</span>', ("spoiler", None)),
        ("<blockquote expandable>x</blockquote>", ("expandable_blockquote", None)),
        ('<tg-time unix="1700000000" format="r">x</tg-time>', ("date_time", "r")),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', ("custom_emoji", "5")),
    ],
)
def test_reads_tags_with_attributes(source: str, entity: tuple[str, str | None]) -> None:
    [found] = parse_html(source)[1]
    detail = ("url", "language", "date_time_format", "custom_emoji_id")
    assert (found["type"], next((found[k] for k in detail if k in found), None)) == entity


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("é <p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_refuses_bad_markup_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_finds_commands_links_and_mentions() -> None:
    text = "/start https://sapa.id/x, @sapa_bot dan #pasar a@b.id 1/2"
    found = {text[e["offset"] :][: e["length"]]: e["type"] for e in detect(text, [])}
    assert found == {
        "/start": "bot_command",
        "https://sapa.id/x": "url",
        "@sapa_bot": "mention",
        "#pasar": "hashtag",
        "a@b.id": "email",
    }


def test_trims_and_moves_entities_along() -> None:
    text, entities = parse_html("  <b> a</b> \n")
    assert trim(text, entities) == ("a", [{"type": "bold", "offset": 0, "length": 1}])


def test_renders_what_it_read_and_escapes_the_rest() -> None:
    source = '<b>a <i>&lt;script&gt;</i></b> <a href="https://a.id/?q=%22">b</a>'
    html = render_html(*parse_html(source))
    assert html == (
        '<b>a <i>&lt;script&gt;</i></b> <a href="https://a.id/?q=%22" target="_blank" '
        'rel="noopener noreferrer">b</a>'
    )


def test_renders_crossing_entities_as_nested_tags() -> None:
    entities = [
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "italic", "offset": 2, "length": 4},
    ]
    assert render_html("abcdef", entities) == "<b>ab<i>cd</i></b><i>ef</i>"


def test_renders_no_link_that_could_run_a_script() -> None:
    entities = [{"type": "text_link", "offset": 0, "length": 1, "url": "javascript:alert(1)"}]
    assert "javascript" not in render_html("a", entities)


@given(st.text())
def test_never_lets_text_become_markup(text: str) -> None:
    rendered = render_html(*(text, detect(text, [])))
    assert rendered.count("<") == rendered.count("</") * 2


@given(st.text(alphabet="ab<>/&;\"'= 👋ihrefspan-tgo#1", max_size=60))
def test_reads_or_refuses_any_markup(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except Refusal:
        return
    render_html(text, entities)
