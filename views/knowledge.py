"""Words for common problems: what may help, whether it did, and all of them by subject."""

from collections.abc import Iterable

from crm.knowledge.articles import Article
from crm.knowledge.payloads import TipList, TipShown, TipSolved, TipSubjects
from crm.tickets.rules import ICONS
from views.actions import AnswerTip, ListTips, ReadTip, encode
from views.categories import category_label, category_name
from views.knowledge_words import tip_steps, tip_title
from views.layout import in_twos
from views.menu import home_row
from views.message import Button, Text
from views.rendering import Reader, view
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]
ALL = "all"


@view(TipShown)
def tip_shown(payload: TipShown, words: Words, _reader: Reader) -> Text:
    """Say what to do, and ask whether it helped; our team is one tap away."""
    html = words(
        "💡 <b>{title}</b>\n\n{steps}\n\nHas that solved it?",
        title=tip_title(payload.article, words),
        steps=tip_steps(payload.article, words),
    )
    solved, write = (AnswerTip(payload.reading_id, solved) for solved in (1, 0))
    rows = (
        (Button(words.pgettext("button", "✅ Yes, solved"), encode(solved)),),
        (Button(words.pgettext("button", "✍️ No, ask the team"), encode(write)),),
    )
    return Text(html, buttons=rows)


@view(TipSolved)
def tip_solved(payload: TipSolved, words: Words, _reader: Reader) -> Text:
    """Be glad, and say what became of what was written."""
    if payload.kept:
        html = words(
            "We are glad that it works 🎉 So we do not pass on what you wrote.\n\n"
            "Whenever something comes up, just write to us here."
        )
    else:
        html = words(
            "We are glad that it works 🎉\n\nWhenever something comes up, just write to us here."
        )
    return Text(html, buttons=(home_row(words),))


@view(TipSubjects)
def tip_subjects(payload: TipSubjects, words: Words, _reader: Reader) -> Text:
    """Offer the subjects."""
    html = words("💡 <b>Quick answers</b>\n\nWhat is it about?")
    buttons = [
        Button(category_label(one, words), encode(ListTips(one.value)))
        for one in payload.categories
    ]
    return Text(html, buttons=(*in_twos(buttons), home_row(words)))


@view(TipList)
def tip_list(payload: TipList, words: Words, _reader: Reader) -> Text:
    """Offer what is asked most about a subject."""
    html = words(
        "{icon} <b>{category}</b>\n\nChoose what you would like to know. Is it not here? Then "
        "press <b>{report}</b>.",
        icon=ICONS[payload.category],
        category=category_name(payload.category, words),
        report=words.pgettext("button", "🙋 Report a problem"),
    )
    back = Button(words.pgettext("button", "⬅️ Back"), encode(ListTips(ALL)))
    return Text(html, buttons=(*tip_rows(payload.articles, words), (back,), home_row(words)))


def tip_rows(articles: Iterable[Article], words: Words) -> Rows:
    """Return a button for each answer."""
    return tuple(
        (Button(f"💡 {tip_title(article, words)}", encode(ReadTip(article))),)
        for article in articles
    )
