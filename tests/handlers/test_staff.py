import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.services import Services
from crm.outbox.payload import Payload
from crm.staff import inviting
from crm.staff.absence import LeaveNoted, LeaveProblem, LeaveQuestion, LeaveRefused
from crm.staff.invitations import (
    InvitationDraft,
    LinkProblem,
    OpenInvitations,
    StaffLinkRefused,
    StaffWelcome,
)
from crm.staff.links import Links
from crm.staff.members import (
    CommandDeclined,
    MemberCard,
    MemberOutcome,
    MemberPart,
    MemberPressed,
    RoleNeeded,
    StaffLanguageChosen,
    StaffLanguageQuestion,
    StaffList,
)
from handlers import leave, routing, staff, staff_language
from handlers.turn import Turn
from models import Staff
from models.staff import Role
from tests.support.builders import NOW, a_seller, a_staff_member
from tests.support.chat import TOKEN, Chat, only
from tests.support.tickets import a_desk, posted
from tests.support.turns import Stage
from views.actions import (
    Action,
    DraftInvitation,
    EndLeave,
    ListInvitations,
    ListStaff,
    ReadIn,
    RemoveMember,
    RevokeInvitation,
    SetRegion,
    SetRole,
    ShowMember,
    TakeLeave,
    ToggleSpoken,
    encode,
)


@pytest.fixture
async def ratna(session: AsyncSession) -> Staff:
    await a_desk(session)
    return await a_staff_member(session, name="Ratna", role=Role.ADMIN)


@pytest.fixture
async def dewi(session: AsyncSession) -> Staff:
    return await a_staff_member(session, name="Dewi")


async def pressed(stage: Stage, who: Staff, action: Action) -> Turn:
    turn = await stage.press(who, data=encode(action))
    await routing.pressed(turn)
    return turn


async def last(stage: Stage, kind: type[Payload]) -> Payload:
    return (await posted(stage.session, kind))[-1]


async def test_an_admin_changes_a_member_by_buttons(
    stage: Stage, ratna: Staff, dewi: Staff
) -> None:
    await staff.everybody(await stage.in_group(ratna, text="/staf"))
    listed = await last(stage, StaffList)
    assert isinstance(listed, StaffList)
    assert [one.name for one in listed.members] == ["Dewi", "Ratna"]
    number = dewi.id or 0
    for action in (
        SetRole(number, "supervisor"), ToggleSpoken(number, "jv"), SetRegion(number, "3"),
    ):  # fmt: skip
        turn = await pressed(stage, ratna, action)
        assert turn.answer == MemberPressed(MemberOutcome.CHANGED, name="Dewi")
    assert (dewi.role, dewi.speaks, dewi.region) == (Role.SUPERVISOR, ["jv"], "Jawa")
    await pressed(stage, ratna, ShowMember(number, "region", "3"))
    card = await last(stage, MemberCard)
    assert isinstance(card, MemberCard)
    assert (card.part, card.island, card.manages) == (MemberPart.REGION, "3", True)
    turn = await pressed(stage, ratna, RemoveMember(number))
    assert turn.answer == MemberPressed(MemberOutcome.REMOVED, name="Dewi")
    for action in (SetRole(number, "admin"), ShowMember(number, "card", "")):
        turn = await pressed(stage, ratna, action)
        assert turn.answer == MemberPressed(MemberOutcome.GONE)


async def test_the_last_admin_is_told_so(stage: Stage, ratna: Staff) -> None:
    turn = await pressed(stage, ratna, SetRole(ratna.id or 0, "agent"))
    assert turn.answer == MemberPressed(MemberOutcome.LAST_ADMIN, name="Ratna")
    turn = await pressed(stage, ratna, SetRole(ratna.id or 0, "emperor"))
    assert turn.answer == MemberPressed(MemberOutcome.GONE)


async def test_supervisors_look_and_agents_do_not(stage: Stage, ratna: Staff, dewi: Staff) -> None:
    supervisor = await a_staff_member(stage.session, role=Role.SUPERVISOR)
    turn = await pressed(stage, supervisor, ListStaff(0))
    assert turn.answer is None
    turn = await pressed(stage, supervisor, SetRole(dewi.id or 0, "admin"))
    assert turn.answer == RoleNeeded(Role.ADMIN)
    turn = await pressed(stage, dewi, ListStaff(0))
    assert turn.answer == RoleNeeded(Role.SUPERVISOR)
    await routing.group_command(await stage.in_group(dewi, text="/staf"))
    assert await posted(stage.session, CommandDeclined) == [CommandDeclined(Role.SUPERVISOR)]
    assert (dewi.role, ratna.role) == (Role.AGENT, Role.ADMIN)


async def test_who_left_has_no_rights_from_the_next_update_on(
    stage: Stage, ratna: Staff, dewi: Staff
) -> None:
    turn = await stage.press(dewi, data=encode(TakeLeave(dewi.id or 0, 1)))
    await pressed(stage, ratna, RemoveMember(dewi.id or 0))
    await routing.pressed(turn)
    assert turn.staff is None
    assert dewi.away_from is None


async def test_leave_is_taken_by_button_and_in_words(
    stage: Stage, ratna: Staff, dewi: Staff
) -> None:
    await leave.ask(await stage.in_group(dewi, text="/cuti"))
    assert (await last(stage, LeaveQuestion)) == LeaveQuestion(dewi.id or 0, "Dewi", own=True)
    turn = await pressed(stage, dewi, TakeLeave(dewi.id or 0, 7))
    assert turn.answer == MemberPressed(MemberOutcome.CHANGED)
    assert dewi.away_from == NOW.date()
    await pressed(stage, dewi, EndLeave(dewi.id or 0))
    assert dewi.away_from is None
    for text, problem in (
        ("/cuti besok", LeaveProblem.NOT_UNDERSTOOD),
        ("/cuti Ratna 20-11", LeaveProblem.NOT_YOURS),
        ("/cuti 2026-11-01 2026-11-02", LeaveProblem.NO_SUCH_LEAVE),
    ):
        await leave.ask(await stage.in_group(dewi, text=text))
        assert await last(stage, LeaveRefused) == LeaveRefused(problem)
    turn = await pressed(stage, dewi, TakeLeave(ratna.id or 0, 1))
    assert turn.answer == MemberPressed(MemberOutcome.NOT_YOURS)
    turn = await pressed(stage, dewi, TakeLeave(dewi.id or 0, 5))
    assert turn.answer == MemberPressed(MemberOutcome.NO_SUCH_LEAVE)
    await leave.ask(await stage.in_group(ratna, text="/cuti Dewi 24-12 31-12"))
    noted = await last(stage, LeaveNoted)
    assert isinstance(noted, LeaveNoted)
    assert (noted.name, noted.own, noted.begun) == ("Dewi", False, False)


async def test_the_language_is_ones_own_in_private_and_an_admins_choice_in_the_desk(
    stage: Stage, ratna: Staff, dewi: Staff
) -> None:
    await routing.group_command(await stage.in_group(dewi, text="/bahasa"))
    assert await last(stage, StaffLanguageQuestion) == StaffLanguageQuestion(desk=True)
    turn = await pressed(stage, dewi, ReadIn("en", 1))
    assert turn.answer == RoleNeeded(Role.ADMIN)
    turn = await pressed(stage, ratna, ReadIn("en", 1))
    assert turn.group is not None
    assert (turn.group.language, ratna.language) == ("en", "id")
    await staff_language.choose(await stage.press(dewi), ReadIn("en", 0))
    assert await last(stage, StaffLanguageChosen) == StaffLanguageChosen()
    assert dewi.language == "en"


async def test_a_seller_who_is_staff_chooses_both_languages(
    session: AsyncSession, chat_services: Services
) -> None:
    seller = await a_seller(session)
    member = await a_staff_member(session, telegram_id=seller.chat_id)
    chat = Chat(session, chat_services, seller.chat_id or 0)
    asked = await chat.says("/bahasa")
    assert [type(one).__name__ for one in asked] == ["StaffLanguageQuestion", "LanguageQuestion"]
    await chat.presses(ReadIn("en", 0))
    assert (member.language, seller.language) == ("en", "id")


LINKS = Links.of("sapa_bot", TOKEN)


async def an_invitation(session: AsyncSession) -> str:
    made = await inviting.invite(
        session, role=Role.AGENT, speaks=(), by=None, language="id", links=LINKS, now=NOW
    )
    return made.link.partition("=")[2]


async def test_a_stranger_follows_an_invitation_and_is_staff(
    session: AsyncSession, stranger: Chat
) -> None:
    payload = await an_invitation(session)
    welcome = only(await stranger.says(f"/start {payload}"), StaffWelcome)
    assert (welcome.name, welcome.role) == ("Sri", Role.AGENT)
    again = only(await stranger.says(f"/start {payload}"), StaffLinkRefused)
    assert again.problem is LinkProblem.ALREADY_STAFF
    assert only(await stranger.says("/start staf-xx"), StaffLinkRefused).problem is (
        LinkProblem.INVALID
    )


async def test_a_seller_who_comes_second_stays_a_seller(
    session: AsyncSession, stranger: Chat, seller_chat: Chat
) -> None:
    payload = await an_invitation(session)
    await stranger.says(f"/start {payload}")
    late = only(await seller_chat.says(f"/start {payload}"), StaffLinkRefused)
    assert late.problem is LinkProblem.USED


async def test_invitations_are_drafted_and_taken_back_by_buttons(
    session: AsyncSession, chat_services: Services
) -> None:
    supervisor = await a_staff_member(session, role=Role.SUPERVISOR)
    chat = Chat(session, chat_services, supervisor.telegram_id)
    await an_invitation(session)
    assert only(await chat.says("/staf"), StaffList).invitations == 1
    draft = only(await chat.presses(DraftInvitation("agent", 3)), InvitationDraft)
    assert (draft.roles, draft.speaks) == ((Role.AGENT,), ("id", "jv"))
    (line,) = only(await chat.presses(ListInvitations()), OpenInvitations).lines
    left = only(await chat.presses(RevokeInvitation(line.invitation_id)), OpenInvitations)
    assert left.lines == ()
    assert await chat.presses(RevokeInvitation(line.invitation_id)) == []
    assert chat.toasts == ["This link works no more already."]
