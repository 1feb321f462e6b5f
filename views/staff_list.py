"""Words for who is staff, and for what an admin changes about them."""

from markupsafe import Markup

from crm.staff import regions, rules
from crm.staff.members import (
    CommandDeclined,
    Member,
    MemberCard,
    MemberOutcome,
    MemberPart,
    MemberPressed,
    RoleChanged,
    RoleNeeded,
    StaffList,
)
from crm.tickets.rules import cut
from models.staff import Role
from views.actions import (
    AskLeave,
    DraftInvitation,
    ListInvitations,
    ListStaff,
    RemoveMember,
    SetRegion,
    SetRole,
    ShowMember,
    ToggleSpoken,
    encode,
)
from views.layout import in_twos
from views.message import Button, EditText, Text, Toast
from views.rendering import Reader, view
from views.seller_facts import language_name
from views.words import Words, name

Rows = tuple[tuple[Button, ...], ...]
NAME = 40
"""How much of a name goes on a button or a line, in UTF-16 units."""


@view(StaffList)
def staff_list(payload: StaffList, words: Words, _reader: Reader) -> EditText | Text:
    """List the staff: who does what, knows what, and has how much to do."""
    heading = words.ngettext(
        "👥 <b>{n} person on the team</b>", "👥 <b>{n} people on the team</b>", payload.total
    )
    lines = [_line(member, words) for member in payload.members]
    return _shown(
        Markup("\n\n").join((heading, *lines)), _list_buttons(payload, words), payload.message_id
    )


@view(MemberCard)
def member_card(payload: MemberCard, words: Words, _reader: Reader) -> EditText | Text:
    """Show a member, or ask what of them shall change."""
    question = {
        MemberPart.CARD: Markup(),
        MemberPart.ROLE: words("Which role?"),
        MemberPart.SPEAKS: words("Which languages do they speak with sellers?"),
        MemberPart.REGION: words("Which region do they look after?"),
        MemberPart.REMOVE: words(
            "Remove <b>{name}</b> from the team? What they have moves on to others.",
            name=payload.member.name,
        ),
    }[payload.part]
    parts = (_line(payload.member, words), question)
    html = Markup("\n\n").join(part for part in parts if part)
    return _shown(html, _member_buttons(payload, words), payload.message_id)


@view(RoleChanged)
def role_changed(payload: RoleChanged, words: Words, _reader: Reader) -> Text:
    """Tell a member in private."""
    return Text(
        words(
            "👤 <b>{name}</b> changed your role: you are {role} now. "
            "/bantuan says what you can do.",
            name=payload.by,
            role=role_name(payload.role, words),
        )
    )


@view(RoleNeeded)
def role_needed(payload: RoleNeeded, words: Words, _reader: Reader) -> Toast:
    """Say who can do what was pressed."""
    if payload.role is Role.ADMIN:
        return Toast(words.pgettext("toast", "Only an admin of the team can do this."))
    return Toast(words.pgettext("toast", "Only a supervisor or an admin can do this."))


@view(CommandDeclined)
def command_declined(payload: CommandDeclined, words: Words, _reader: Reader) -> Text:
    """Say who can use the command."""
    if payload.role is Role.ADMIN:
        return Text(words("Only an admin of the team can do this. Please ask one of them."))
    return Text(words("Only a supervisor or an admin can do this. Please ask one of them."))


@view(MemberPressed)
def member_pressed(payload: MemberPressed, words: Words, _reader: Reader) -> Toast:
    """Say what a press came to."""
    text = {
        MemberOutcome.CHANGED: words.pgettext("toast", "Noted."),
        MemberOutcome.REMOVED: words.pgettext("toast", "{name} is no longer on the team."),
        MemberOutcome.GONE: words.pgettext("toast", "This person is not on the team any more."),
        MemberOutcome.LAST_ADMIN: words.pgettext(
            "toast", "{name} is the last admin. Make somebody else an admin first."
        ),
        MemberOutcome.NOT_YOURS: words.pgettext(
            "toast", "Only a supervisor can do this for somebody else."
        ),
        MemberOutcome.NO_SUCH_LEAVE: words.pgettext("toast", "These days cannot be."),
    }[payload.outcome]
    return Toast(
        text.format(name=name(payload.name)), alert=payload.outcome is MemberOutcome.LAST_ADMIN
    )


def role_name(role: Role, words: Words) -> str:
    """Return what a role is called."""
    return {
        Role.AGENT: words.pgettext("button", "Agent"),
        Role.SUPERVISOR: words.pgettext("button", "Supervisor"),
        Role.ADMIN: words.pgettext("button", "Admin"),
    }[role]


def spoken_names(tags: tuple[str, ...], words: Words) -> str:
    """Name the languages that somebody speaks with sellers."""
    spoken = [tag for tag in rules.SPOKEN if tag in tags] or ["id"]
    return ", ".join(language_name(tag, words) for tag in spoken)


def leave_line(member: Member, words: Words) -> Markup:
    """Say when a member is on leave; nothing where they are not."""
    if member.away_from is None:
        return Markup()
    if member.away_until is None:
        return words("🌴 On leave from {first}", first=words.day(member.away_from))
    return words(
        "🌴 On leave from {first} to {last}",
        first=words.day(member.away_from),
        last=words.day(member.away_until),
    )


def _line(member: Member, words: Words) -> Markup:
    facts = [role_name(member.role, words), spoken_names(member.speaks, words)]
    if member.region:
        facts.append(cut(member.region, NAME))
    load = words.ngettext("{n} open report", "{n} open reports", member.load)
    lines = (
        Markup("<b>{}</b> · {}").format(cut(member.name, NAME), load),
        Markup(" · ").join(facts),
        leave_line(member, words),
    )
    return Markup("\n").join(line for line in lines if line)


def _list_buttons(page: StaffList, words: Words) -> Rows:
    members = [
        Button(cut(f"{one.name} · {one.load}", NAME), encode(_show(one.staff_id)))
        for one in page.members
    ]
    invite = Button(
        words.pgettext("button", "💌 Invite"), encode(DraftInvitation(Role.AGENT.value, 1))
    )
    opened = Button(
        words.pgettext("button", "🔗 Invitations ({n})", n=page.invitations),
        encode(ListInvitations()),
    )
    last = (invite, opened) if page.invitations else (invite,)
    return tuple(row for row in (*in_twos(members), _turning(page, words), last) if row)


def _turning(page: StaffList, words: Words) -> tuple[Button, ...]:
    here = page.page
    ways = (
        (words.pgettext("button", "⬅️ Before"), here - 1, here > 0),
        (words.pgettext("button", "Further ➡️"), here + 1, here + 1 < page.pages),
    )
    return tuple(Button(label, encode(ListStaff(to))) for label, to, leads in ways if leads)


def _member_buttons(card: MemberCard, words: Words) -> Rows:
    number = card.member.staff_id
    to_list = Button(words.pgettext("button", "⬅️ Back"), encode(ListStaff(0)))
    to_card = Button(words.pgettext("button", "⬅️ Back"), encode(_show(number)))
    match card.part:
        case MemberPart.CARD:
            return (*in_twos(_changes(card, words)), (to_list,))
        case MemberPart.ROLE:
            roles = (
                (Button(role_name(role, words), encode(SetRole(number, role.value))),)
                for role in Role
            )
            return (*roles, (to_card,))
        case MemberPart.SPEAKS:
            spoken = [_spoken(card.member, tag, words) for tag in rules.SPOKEN]
            return (*in_twos(spoken), (to_card,))
        case MemberPart.REGION:
            return (*in_twos(_regions(card, words)), (to_card,))
        case MemberPart.REMOVE:
            yes = Button(words.pgettext("button", "🚪 Yes, remove"), encode(RemoveMember(number)))
            return ((yes, to_card),)


def _changes(card: MemberCard, words: Words) -> list[Button]:
    number = card.member.staff_id
    leave = Button(words.pgettext("button", "🌴 Leave"), encode(AskLeave(number)))
    if not card.manages:
        return [leave]
    return [
        Button(words.pgettext("button", "👤 Role"), encode(_show(number, MemberPart.ROLE))),
        Button(words.pgettext("button", "🗣 Languages"), encode(_show(number, MemberPart.SPEAKS))),
        Button(words.pgettext("button", "📍 Region"), encode(_show(number, MemberPart.REGION))),
        leave,
        Button(words.pgettext("button", "🚪 Remove"), encode(_show(number, MemberPart.REMOVE))),
    ]


def _spoken(member: Member, tag: str, words: Words) -> Button:
    mark = "✅ " if tag in member.speaks else ""
    return Button(f"{mark}{language_name(tag, words)}", encode(ToggleSpoken(member.staff_id, tag)))


def _regions(card: MemberCard, words: Words) -> list[Button]:
    number = card.member.staff_id
    if card.island in regions.ISLANDS:
        whole = words.pgettext("button", "All of it")
        found = [(card.island, whole), *regions.provinces_of(card.island)]
        return [Button(cut(label, NAME), encode(SetRegion(number, code))) for code, label in found]
    islands = [
        Button(label, encode(_show(number, MemberPart.REGION, code)))
        for code, label in regions.ISLANDS.items()
    ]
    anywhere = Button(
        words.pgettext("button", "No region"), encode(SetRegion(number, regions.NOWHERE))
    )
    return [*islands, anywhere]


def _show(staff_id: int, part: MemberPart = MemberPart.CARD, island: str = "") -> ShowMember:
    return ShowMember(staff_id, part.value, island)


def _shown(html: Markup, buttons: Rows, message_id: int | None) -> EditText | Text:
    if message_id is None:
        return Text(html, buttons=buttons)
    return EditText(message_id, html, buttons=buttons)
