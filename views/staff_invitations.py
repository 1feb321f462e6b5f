"""Words for invitations to the staff."""

from markupsafe import Markup

from crm.staff import rules
from crm.staff.invitations import (
    InvitationDraft,
    InvitationFollowed,
    InvitationLink,
    InvitationOutcome,
    InvitationPressed,
    OpenInvitation,
    OpenInvitations,
    StaffWelcome,
)
from crm.tickets.rules import cut
from views.actions import DraftInvitation, ListStaff, MakeInvitation, RevokeInvitation, encode
from views.layout import in_twos
from views.message import Button, EditText, Text, Toast
from views.rendering import Reader, view
from views.seller_facts import language_name
from views.staff_list import role_name, spoken_names
from views.words import Words

Rows = tuple[tuple[Button, ...], ...]
NAME = 40
"""How much of a name a line shows, in UTF-16 units."""


@view(InvitationDraft)
def invitation_draft(payload: InvitationDraft, words: Words, _reader: Reader) -> EditText | Text:
    """Let whoever invites choose a role and languages."""
    html = words(
        "💌 <b>Invite somebody to the team</b>\n"
        "Role: {role}\nLanguages with sellers: {languages}\n\n"
        "The link works once, for 7 days. I send it to you in private; pass it on yourself.",
        role=role_name(payload.role, words),
        languages=spoken_names(payload.speaks, words),
    )
    if payload.message_id is None:
        return Text(html, buttons=_draft_buttons(payload, words))
    return EditText(payload.message_id, html, buttons=_draft_buttons(payload, words))


@view(InvitationLink)
def invitation_link(payload: InvitationLink, words: Words, reader: Reader) -> Text:
    """Give the link to whoever invites."""
    html = words(
        "🔗 Whoever opens this link first becomes {role}:\n{link}\n\n"
        "It works once, until {moment}. Give it only to the person it is for.",
        role=role_name(payload.role, words),
        link=Markup("{}").format(payload.link),
        moment=words.moment(payload.expires_at, reader.zone),
    )
    revoke = Button(
        words.pgettext("button", "🗑 Take it back"),
        encode(RevokeInvitation(payload.invitation_id)),
    )
    return Text(html, buttons=((revoke,),))


@view(OpenInvitations)
def open_invitations(payload: OpenInvitations, words: Words, reader: Reader) -> EditText | Text:
    """List the invitations that can still be followed."""
    heading = (
        words("🔗 <b>Open invitations</b>")
        if payload.lines
        else words("🔗 There are no open invitations.")
    )
    html = Markup("\n").join((heading, *(_line(one, words, reader) for one in payload.lines)))
    revokes = [
        Button(
            words.pgettext("button", "🗑 Take back {n}", n=one.invitation_id),
            encode(RevokeInvitation(one.invitation_id)),
        )
        for one in payload.lines
    ]
    back = Button(words.pgettext("button", "⬅️ Back"), encode(ListStaff(0)))
    buttons = (*in_twos(revokes), (back,))
    if payload.message_id is None:
        return Text(html, buttons=buttons)
    return EditText(payload.message_id, html, buttons=buttons)


@view(StaffWelcome)
def staff_welcome(payload: StaffWelcome, words: Words, _reader: Reader) -> Text:
    """Welcome a new member."""
    return Text(
        words(
            "👋 Welcome to the team, <b>{name}</b>! You are {role} now.\n\n"
            "Please ask a colleague to add you to the team's group: there we answer sellers. "
            "/bantuan says how, /bahasa changes the language.",
            name=payload.name,
            role=role_name(payload.role, words),
        )
    )


@view(InvitationFollowed)
def invitation_followed(payload: InvitationFollowed, words: Words, _reader: Reader) -> Text:
    """Tell whoever invited."""
    return Text(
        words(
            "👋 <b>{name}</b> followed your invitation and is {role} now. /staf lists everybody.",
            name=payload.name,
            role=role_name(payload.role, words),
        )
    )


@view(InvitationPressed)
def invitation_pressed(payload: InvitationPressed, words: Words, _reader: Reader) -> Toast:
    """Say what a press came to."""
    text = {
        InvitationOutcome.SENT: words.pgettext(
            "toast",
            "I sent you the link in private. If it does not come, press Start in our chat first.",
        ),
        InvitationOutcome.REVOKED: words.pgettext("toast", "The link works no more."),
        InvitationOutcome.GONE: words.pgettext("toast", "This link works no more already."),
        InvitationOutcome.ROLE_TOO_HIGH: words.pgettext(
            "toast", "Only an admin can invite for this role."
        ),
    }[payload.outcome]
    return Toast(text, alert=payload.outcome is InvitationOutcome.SENT)


def _draft_buttons(draft: InvitationDraft, words: Words) -> Rows:
    mask = rules.bits_of(draft.speaks)
    roles = tuple(
        _choice(role_name(role, words), DraftInvitation(role.value, mask), on=role is draft.role)
        for role in draft.roles
    )
    spoken = [_tongue(draft, tag, words) for tag in rules.SPOKEN]
    make = Button(
        words.pgettext("button", "🔗 Make the link"),
        encode(MakeInvitation(draft.role.value, mask)),
    )
    back = Button(words.pgettext("button", "⬅️ Back"), encode(ListStaff(0)))
    return tuple(row for row in (roles, *in_twos(spoken), (make, back)) if row)


def _tongue(draft: InvitationDraft, tag: str, words: Words) -> Button:
    flipped = rules.bits_of(draft.speaks) ^ rules.bits_of((tag,))
    wish = DraftInvitation(draft.role.value, flipped)
    return _choice(language_name(tag, words), wish, on=tag in draft.speaks)


def _choice(label: str, wish: DraftInvitation, *, on: bool) -> Button:
    return Button(f"✅ {label}" if on else label, encode(wish))


def _line(one: OpenInvitation, words: Words, reader: Reader) -> Markup:
    return words(
        "{number}. {role} · until {moment} · {name}",
        number=one.invitation_id,
        role=role_name(one.role, words),
        moment=words.moment(one.expires_at, reader.zone),
        name=cut(one.by, NAME) or "sapa staff invite",
    )
