"""Words for promised times: on cards, and to those who can still keep them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from crm.tickets.rules import ICONS, cut
from crm.tickets.sla.payloads import LateLine, Person, TimeAlarm, TimeDigest
from models.sla import Alarm, Goal
from views.actions import Claim, encode
from views.layout import mention
from views.message import Button, Text
from views.rendering import Reader, view
from views.words import Words, name

SHORT = 40
"""How much of a name a list shows, in UTF-16 units."""
CALLED = 10
"""How many people one message calls by name."""
LINES = 20


@view(TimeAlarm)
def time_alarm(payload: TimeAlarm, words: Words, reader: Reader) -> Text:
    """Call those who can still help with one ticket."""
    due = _promise(payload, words, by_when(payload.due_at, words, reader))
    html = Markup("{} <b>#{}</b> · {}\n{}").format(
        _sign(payload.alarm), payload.ticket_id, due, _request(payload, words)
    )
    if payload.claimed:
        return Text(html)
    claim = Button(words.pgettext("button", "🙋 Claim"), encode(Claim(payload.ticket_id)))
    return Text(html, buttons=((claim,),))


@view(TimeDigest)
def time_digest(payload: TimeDigest, words: Words, reader: Reader) -> Text:
    """Name the tickets whose time runs out, or has, the first due first."""
    shown = payload.lines[:LINES]
    more = payload.total - len(shown)
    parts = (
        Markup("{} {}").format(_sign(payload.alarm), _count(payload, words)),
        *(_late_line(line, words, reader) for line in shown),
        words.ngettext("… and {n} more", "… and {n} more", more) if more > 0 else Markup(),
        _named(payload.people, words),
    )
    return Text(Markup("\n").join(part for part in parts if part))


def due_line(goal: Goal, due_at: datetime, words: Words, reader: Reader) -> Markup:
    """Say by when something is due, or was: true for as long as the message stands."""
    when = by_when(due_at, words, reader)
    if due_at > reader.now:
        return {
            Goal.FIRST_RESPONSE: words("⏱ First answer by {moment}", moment=when),
            Goal.RESOLUTION: words("⏱ Solution by {moment}", moment=when),
        }[goal]
    return {
        Goal.FIRST_RESPONSE: words("⚠️ Late: the first answer was due {moment}", moment=when),
        Goal.RESOLUTION: words("⚠️ Late: the solution was due {moment}", moment=when),
    }[goal]


def by_when(moment: datetime, words: Words, reader: Reader) -> str:
    """Return an hour of the reader's day, or the day too where it is another one."""
    zone = ZoneInfo(reader.zone)
    if moment.astimezone(zone).date() == reader.now.astimezone(zone).date():
        return words.hour(moment, reader.zone)
    return words.moment(moment, reader.zone)


def _promise(alarm: TimeAlarm, words: Words, when: str) -> Markup:
    if alarm.alarm in {Alarm.NONE, Alarm.WARNED}:
        return {
            Goal.FIRST_RESPONSE: words("The first answer is due by {moment}.", moment=when),
            Goal.RESOLUTION: words("The solution is due by {moment}.", moment=when),
        }[alarm.goal]
    return {
        Goal.FIRST_RESPONSE: words("The first answer was due by {moment}.", moment=when),
        Goal.RESOLUTION: words("The solution was due by {moment}.", moment=when),
    }[alarm.goal]


def _request(alarm: TimeAlarm, words: Words) -> Markup:
    if alarm.people:
        return _named(alarm.people, words)
    if alarm.claimed:
        return words("Whoever has it is away. Who can help?")
    return words("Nobody has claimed it yet. Who can help?")


def _count(digest: TimeDigest, words: Words) -> Markup:
    total = digest.total
    match digest.alarm:
        case Alarm.NONE | Alarm.WARNED:
            return words.ngettext(
                "<b>Time is running out for {n} report</b>",
                "<b>Time is running out for {n} reports</b>",
                total,
            )
        case Alarm.ASSIGNEE:
            return words.ngettext(
                "<b>Time is over for {n} report</b>", "<b>Time is over for {n} reports</b>", total
            )
        case Alarm.GROUP | Alarm.PRIVATE:
            return words.ngettext(
                "<b>{n} report is late and still waits</b>",
                "<b>{n} reports are late and still wait</b>",
                total,
            )


def _late_line(line: LateLine, words: Words, reader: Reader) -> Markup:
    number = Markup("#{}").format(line.ticket_id)
    if line.link:
        number = Markup('<a href="{}">{}</a>').format(line.link, number)
    parts = (
        number,
        Markup("{} {}").format(ICONS[line.category], cut(name(line.store), SHORT)).strip(),
        _goal(line, words, by_when(line.due_at, words, reader)),
        _mention(line.holder) if line.holder else Markup(),
    )
    return Markup(" · ").join(part for part in parts if part)


def _goal(line: LateLine, words: Words, when: str) -> Markup:
    if line.goal is Goal.FIRST_RESPONSE:
        return words("first answer {moment}", moment=when)
    return words("solution {moment}", moment=when)


def _named(people: Sequence[Person], words: Words) -> Markup:
    if not people:
        return Markup()
    names = Markup(", ").join(
        mention(person.telegram_id, person.name) for person in people[:CALLED]
    )
    return words("{names}, please have a look.", names=names)


def _mention(person: Person) -> Markup:
    return mention(person.telegram_id, person.name)


def _sign(alarm: Alarm) -> str:
    return {
        Alarm.NONE: "⏳",
        Alarm.WARNED: "⏳",
        Alarm.ASSIGNEE: "⚠️",
        Alarm.GROUP: "🚨",
        Alarm.PRIVATE: "🚨",
    }[alarm]
