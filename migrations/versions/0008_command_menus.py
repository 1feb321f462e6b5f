"""Command menus: who chose a language before there was a menu of their own chat gets it now."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_AFTER_ALL_ELSE = 3


def upgrade() -> None:
    op.execute(
        sa.text(
            "INSERT INTO outbox (due, priority, channel, chat_id, seller_id, template, params,"
            " dedupe_key, state, attempts, created_at, parts)"
            " SELECT updated_at, :priority, 'telegram', chat_id, id, 'command_menu', '{}',"
            " 'command-menu:' || id, 'waiting', 0, updated_at, 1"
            " FROM seller"
            " WHERE chat_id IS NOT NULL AND telegram = 'ok' AND language <> 'id'"
        ).bindparams(priority=_AFTER_ALL_ELSE)
    )


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE state = 'waiting' AND dedupe_key LIKE 'command-menu:%'")
