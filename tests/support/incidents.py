"""Reports of one trouble, and what Sapa makes of them."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.incidents import deciding, proposing
from models import Incident, Staff, Ticket
from models.tickets import Category, TicketState
from tests.support.builders import NOW, a_ticket

NO_CODE = (
    "Kak tolong, kode OTP tidak masuk dari tadi pagi, saya gak bisa login",
    "Mau login tapi kode otp tidak dikirim ke hp saya",
    "saya tidak bisa masuk ke akun, kode OTP nya tidak pernah sampai 🙏",
    "Kode OTP mboten mlebet kak, kula mboten saged login",
    "kode otp teu asup wae, abdi teu tiasa login",
)
EVERY_DAY = (
    "Saya lupa password akun toko saya, bagaimana cara reset?",
    "akun saya diblokir padahal tidak melakukan apa apa",
    "Tidak bisa login karena email saya sudah ganti",
)


async def reports(
    session: AsyncSession, *texts: str, at: datetime = NOW, state: TicketState = TicketState.NEW
) -> list[Ticket]:
    """Store a report about logging in for each text, each from another seller, a minute apart."""
    return [
        await a_ticket(
            session,
            category=Category.LOGIN,
            text=text,
            created_at=at - timedelta(minutes=number),
            state=state,
        )
        for number, text in enumerate(texts)
    ]


async def looked(session: AsyncSession, *, now: datetime = NOW) -> int:
    """Let Sapa look for incidents as its job does; return how many it proposes."""
    material = await proposing.material(session, now=now)
    return await proposing.act(session, proposing.look_through(material, now=now), now=now)


async def proposed(session: AsyncSession) -> Incident:
    """Return the incident that was proposed last."""
    query = select(Incident).order_by(col(Incident.id).desc()).limit(1)
    incident = await session.scalar(query.execution_options(populate_existing=True))
    assert incident is not None, "nothing was proposed"
    return incident


async def an_open_incident(session: AsyncSession, staff: Staff) -> tuple[Incident, list[Ticket]]:
    """Store reports of one trouble that `staff` say is an incident; a desk must be paired."""
    tickets = await reports(session, *NO_CODE)
    await looked(session)
    incident = await proposed(session)
    await deciding.confirm(session, incident_id=incident.id or 0, staff=staff, now=NOW)
    for ticket in tickets:
        await session.refresh(ticket)
    return incident, tickets
