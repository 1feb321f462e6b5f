"""Follow-ups have fewer indexes, each of which costs whenever a million stores enter a cadence."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_RUNNING, _ENDED = sa.text("ended_at IS NULL"), sa.text("ended_at IS NOT NULL")


def upgrade() -> None:
    for name in ("ix_followup_due", "ix_followup_seller", "ix_followup_cadence"):
        op.drop_index(name, "followup")
    op.create_index(
        "ix_followup_due",
        "followup",
        ["zone", "day", "minute", "cadence", "control"],
        unique=False,
        sqlite_where=_RUNNING,
        postgresql_where=_RUNNING,
    )
    op.create_index(
        "ix_followup_ended",
        "followup",
        ["seller_id", "cadence"],
        unique=False,
        sqlite_where=_ENDED,
        postgresql_where=_ENDED,
    )


def downgrade() -> None:
    for name in ("ix_followup_due", "ix_followup_ended"):
        op.drop_index(name, "followup")
    op.create_index("ix_followup_seller", "followup", ["seller_id", "cadence"], unique=False)
    op.create_index(
        "ix_followup_cadence",
        "followup",
        ["cadence", "control"],
        unique=False,
        sqlite_where=_RUNNING,
        postgresql_where=_RUNNING,
    )
    op.create_index(
        "ix_followup_due",
        "followup",
        ["zone", "day", "minute"],
        unique=False,
        sqlite_where=_RUNNING,
        postgresql_where=_RUNNING,
    )
