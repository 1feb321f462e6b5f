"""Follow-up by cadences: what was said unasked, calls, letters, broadcasts.

A follow-up of before becomes a word that was said; one that was still planned is not sent.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cadence",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_cadence")),
    )
    op.create_table(
        "cadence_order",
        sa.Column("cadence", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("cadence", "chat_id", name=op.f("pk_cadence_order")),
    )
    op.create_table(
        "touch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "seller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column(
            "followup_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "broadcast_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("cadence", sa.String(length=32), nullable=True),
        sa.Column("step", sa.String(length=32), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=32), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch")),
    )
    with op.batch_alter_table("touch", schema=None) as batch_op:
        batch_op.create_index(
            "ix_touch_broadcast",
            ["broadcast_id", "state"],
            unique=False,
            sqlite_where=sa.text("broadcast_id IS NOT NULL"),
            postgresql_where=sa.text("broadcast_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ux_touch_followup",
            ["followup_id", "step", "channel"],
            unique=True,
            sqlite_where=sa.text("followup_id IS NOT NULL"),
            postgresql_where=sa.text("followup_id IS NOT NULL"),
        )
        batch_op.create_index("ix_touch_seller", ["seller_id", "sent_at"], unique=False)
        batch_op.create_index(
            "ix_touch_cadence",
            ["cadence", "sent_at"],
            unique=False,
            sqlite_where=sa.text("cadence IS NOT NULL"),
            postgresql_where=sa.text("cadence IS NOT NULL"),
        )

    op.create_table(
        "broadcast",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column(
            "author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("photo", sa.String(length=255), nullable=True),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column(
            "filled_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name=op.f("fk_broadcast_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
    )
    op.execute(
        "INSERT INTO touch (id, seller_id, source, cadence, step, channel, state, planned_at,"
        " sent_at, answer, answered_at)"
        " SELECT id, seller_id, CASE cadence WHEN 'staff' THEN 'staff' ELSE 'cadence' END,"
        " cadence, step, 'telegram', CASE state WHEN 'planned' THEN 'dropped' ELSE state END,"
        " planned_at, sent_at, answer, answered_at FROM followup"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('touch', 'id'), max(id)) FROM touch"
            " HAVING max(id) IS NOT NULL"
        )
    op.execute(
        "UPDATE outbox SET state = 'cancelled', error = 'planned before cadences'"
        " WHERE state = 'waiting' AND template = 'nudge'"
    )
    with op.batch_alter_table("call_task", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_call_task_followup_id"), type_="foreignkey")
        batch_op.alter_column(
            "followup_id",
            new_column_name="touch_id",
            existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            existing_nullable=True,
        )
        batch_op.add_column(sa.Column("call_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("letter", sa.String(length=32), nullable=True))
        batch_op.add_column(
            sa.Column(
                "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("dialled", sa.String(length=20), nullable=True))
        batch_op.add_column(
            sa.Column(
                "held_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_call_task_ticket_id"), "ticket", ["ticket_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_call_task_held_by"), "staff", ["held_by"], ["id"]
        )
    op.execute("UPDATE call_task SET call_at = created_at")
    with op.batch_alter_table("call_task", schema=None) as batch_op:
        batch_op.alter_column("call_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column(
            "tries", existing_type=sa.Integer(), existing_nullable=False, server_default=None
        )
        batch_op.create_index(
            "ix_call_task_open",
            ["call_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )

    op.drop_table("followup")
    op.create_table(
        "followup",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "seller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("cadence", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("control", sa.Boolean(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=True),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minute", sa.SmallInteger(), nullable=False),
        sa.Column("products", sa.Integer(), nullable=False),
        sa.Column("transactions", sa.Integer(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("product_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sold_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followup")),
    )
    op.create_index("ix_followup_seller", "followup", ["seller_id", "cadence"], unique=False)
    op.create_index(
        "ix_followup_cadence",
        "followup",
        ["cadence", "control"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_followup_due",
        "followup",
        ["zone", "day", "minute"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ux_followup_running",
        "followup",
        ["seller_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("channel", sa.String(length=32), server_default="telegram", nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "touch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("lane", sa.String(length=64), nullable=True))
        batch_op.drop_index("ix_outbox_waiting")
        batch_op.create_index(
            "ix_outbox_waiting",
            ["priority", "due", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting' AND channel = 'telegram' AND lane IS NULL"),
            postgresql_where=sa.text(
                "state = 'waiting' AND channel = 'telegram' AND lane IS NULL"
            ),
        )
        batch_op.create_index(
            "ix_outbox_lane",
            ["lane", "state", "due", "id"],
            unique=False,
            sqlite_where=sa.text("lane IS NOT NULL"),
            postgresql_where=sa.text("lane IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_outbox_letter",
            ["due", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting' AND channel = 'email'"),
            postgresql_where=sa.text("state = 'waiting' AND channel = 'email'"),
        )
        batch_op.create_index(
            "ix_outbox_touch",
            ["touch_id"],
            unique=False,
            sqlite_where=sa.text("touch_id IS NOT NULL"),
            postgresql_where=sa.text("touch_id IS NOT NULL"),
        )

    with op.batch_alter_table("seller", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bounced_email", sa.String(length=320), nullable=True))
        batch_op.add_column(sa.Column("wrong_phone", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("usual_minute", sa.SmallInteger(), nullable=True))
        batch_op.add_column(
            sa.Column("silence_asked_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.drop_constraint(batch_op.f("fk_seller_batch_id"), type_="foreignkey")
    op.create_table(
        "wanting_order",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_wanting_order")),
    )
    op.create_table(
        "effect_order",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cadence", sa.String(length=32), nullable=False),
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "cadence", name=op.f("pk_effect_order")),
    )


def downgrade() -> None:
    op.drop_table("effect_order")
    op.drop_table("wanting_order")
    with op.batch_alter_table("seller", schema=None) as batch_op:
        batch_op.create_foreign_key(
            batch_op.f("fk_seller_batch_id"), "import_batch", ["batch_id"], ["id"]
        )
        batch_op.drop_column("silence_asked_at")
        batch_op.drop_column("usual_minute")
        batch_op.drop_column("wrong_phone")
        batch_op.drop_column("bounced_email")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_waiting")
        batch_op.create_index(
            "ix_outbox_waiting",
            ["priority", "due", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index(
            "ix_outbox_touch",
            sqlite_where=sa.text("touch_id IS NOT NULL"),
            postgresql_where=sa.text("touch_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_outbox_letter",
            sqlite_where=sa.text("state = 'waiting' AND channel = 'email'"),
            postgresql_where=sa.text("state = 'waiting' AND channel = 'email'"),
        )
        batch_op.drop_index(
            "ix_outbox_lane",
            sqlite_where=sa.text("lane IS NOT NULL"),
            postgresql_where=sa.text("lane IS NOT NULL"),
        )
        batch_op.drop_column("lane")
        batch_op.drop_column("touch_id")
        batch_op.drop_column("channel")

    op.drop_table("followup")
    op.create_table(
        "followup",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "seller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("cadence", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=32), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["seller_id"], ["seller.id"], name=op.f("fk_followup_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followup")),
        sa.UniqueConstraint("seller_id", "week", name="uq_followup_week"),
    )
    op.create_index("ix_followup_seller", "followup", ["seller_id", "due"], unique=False)
    op.create_index("ix_followup_state", "followup", ["state", "due"], unique=False)
    op.execute("UPDATE call_task SET touch_id = NULL")
    with op.batch_alter_table("call_task", schema=None) as batch_op:
        batch_op.drop_index("ix_call_task_open")
        batch_op.drop_constraint(batch_op.f("fk_call_task_held_by"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_call_task_ticket_id"), type_="foreignkey")
        batch_op.drop_column("held_until")
        batch_op.drop_column("held_by")
        batch_op.drop_column("dialled")
        batch_op.drop_column("ticket_id")
        batch_op.drop_column("letter")
        batch_op.drop_column("tries")
        batch_op.drop_column("call_at")
        batch_op.alter_column(
            "touch_id",
            new_column_name="followup_id",
            existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            existing_nullable=True,
        )
    with op.batch_alter_table("call_task", schema=None) as batch_op:
        batch_op.create_foreign_key(
            batch_op.f("fk_call_task_followup_id"), "followup", ["followup_id"], ["id"]
        )

    op.drop_table("broadcast")
    with op.batch_alter_table("touch", schema=None) as batch_op:
        batch_op.drop_index("ix_touch_seller")
        batch_op.drop_index(
            "ix_touch_cadence",
            sqlite_where=sa.text("cadence IS NOT NULL"),
            postgresql_where=sa.text("cadence IS NOT NULL"),
        )
        batch_op.drop_index(
            "ux_touch_followup",
            sqlite_where=sa.text("followup_id IS NOT NULL"),
            postgresql_where=sa.text("followup_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_touch_broadcast",
            sqlite_where=sa.text("broadcast_id IS NOT NULL"),
            postgresql_where=sa.text("broadcast_id IS NOT NULL"),
        )

    op.drop_table("touch")
    op.drop_table("cadence_order")
    op.drop_table("cadence")
