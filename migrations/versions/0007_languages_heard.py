"""Languages: what a chat's messages say of theirs; what waits to be translated or written down."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_IN_A_TICKET = sa.text("ticket_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "heard_language",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_heard_language")),
    )
    op.create_table(
        "interpreting_order",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("task", sa.String(length=32), nullable=False),
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.String(length=255), nullable=False),
        sa.Column("target", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_interpreting_order_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpreting_order")),
    )
    with op.batch_alter_table("interpreting_order", schema=None) as batch_op:
        batch_op.create_index(
            "ix_interpreting_order_message", ["chat_id", "message_id"], unique=False
        )
        batch_op.create_index(
            "ix_interpreting_order_due",
            ["due"],
            unique=False,
            sqlite_where=_IN_A_TICKET,
            postgresql_where=_IN_A_TICKET,
        )


def downgrade() -> None:
    op.drop_table("interpreting_order")
    op.drop_table("heard_language")
