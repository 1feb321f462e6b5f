"""Everybody that a batch of updates is about, fetched in four queries rather than four each."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from models import Dialog, Seller, Staff, StaffGroup


@dataclass(slots=True)
class Roster:
    """Who is who in one transaction; its updates share it, so each sees the last one's work."""

    group: StaffGroup | None = None
    sellers: dict[int, Seller] = field(default_factory=dict[int, Seller])
    """By private chat id."""
    staff: dict[int, Staff] = field(default_factory=dict[int, Staff])
    """Active staff by Telegram user id."""
    dialogs: dict[int, Dialog] = field(default_factory=dict[int, Dialog])
    """By private chat id."""

    @classmethod
    async def call(
        cls, session: AsyncSession, *, chats: Iterable[int], users: Iterable[int]
    ) -> "Roster":
        """Fetch the sellers and dialogs of `chats`, the staff among `users`, and the group."""
        chats, users = list(chats), list(users)
        sellers = await session.scalars(select(Seller).where(col(Seller.chat_id).in_(chats)))
        dialogs = await session.scalars(select(Dialog).where(col(Dialog.chat_id).in_(chats)))
        staff = await session.scalars(
            select(Staff).where(col(Staff.telegram_id).in_(users), col(Staff.active))
        )
        return cls(
            group=await session.scalar(select(StaffGroup)),
            sellers={seller.chat_id: seller for seller in sellers if seller.chat_id is not None},
            staff={member.telegram_id: member for member in staff},
            dialogs={dialog.chat_id: dialog for dialog in dialogs},
        )

    async def follow_chats(self, session: AsyncSession) -> None:
        """Let the rest of the batch know whose chat is whose, after some may have moved.

        A chat that is nobody's any more is a stranger's, and in no dialog.
        """
        moved = {chat for chat, seller in self.sellers.items() if seller.chat_id != chat}
        if not moved:
            return
        for chat_id in moved:
            del self.sellers[chat_id]
        owners = await session.scalars(select(Seller).where(col(Seller.chat_id).in_(moved)))
        self.sellers |= {seller.chat_id: seller for seller in owners if seller.chat_id is not None}
        for chat_id in moved - self.sellers.keys():
            self.dialogs.pop(chat_id, None)
