"""The weekly pull: orders to import, sales, snapshots, partners, duplicates, attachments."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_created_at"), ["created_at"], unique=False)

    op.create_table(
        "import_order",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(length=80), nullable=True),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("profile", sa.String(length=64), nullable=True),
        sa.Column("forced", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_import_order_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_order")),
    )
    with op.batch_alter_table("import_order", schema=None) as batch_op:
        batch_op.create_index(
            "ix_import_order_open",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'confirmed')"),
            postgresql_where=sa.text("state IN ('waiting', 'confirmed')"),
        )
        batch_op.create_index(
            "ux_import_order_mark",
            ["place", "mark"],
            unique=True,
            sqlite_where=sa.text("mark IS NOT NULL"),
            postgresql_where=sa.text("mark IS NOT NULL"),
        )

    op.create_table(
        "partner",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("regency", sa.String(length=120), nullable=False),
        sa.Column("province", sa.String(length=60), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_partner_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
    )
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.create_index("ix_partner_place", ["province", "regency"], unique=False)
        batch_op.create_index("ux_partner_name", ["name_key", "regency"], unique=True)

    op.create_table(
        "import_conflict",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "seller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("fact", sa.String(length=32), nullable=False),
        sa.Column("pulled", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_conflict_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["seller.id"], name=op.f("fk_import_conflict_seller_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_conflict")),
    )
    with op.batch_alter_table("import_conflict", schema=None) as batch_op:
        batch_op.create_index("ix_import_conflict_batch", ["batch_id"], unique=False)
        batch_op.create_index("ix_import_conflict_seller", ["seller_id"], unique=False)

    op.create_table(
        "sale",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_id", sa.String(length=64), nullable=False),
        sa.Column("product", sa.String(length=255), nullable=False),
        sa.Column("seller_ref", sa.String(length=64), nullable=False),
        sa.Column(
            "seller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_sale_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale")),
        sa.UniqueConstraint("order_id", "product", name="uq_sale_line"),
    )
    with op.batch_alter_table("sale", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sale_seller",
            ["seller_id", "at", "order_id", "amount"],
            unique=False,
            sqlite_where=sa.text("status <> 'cancelled'"),
            postgresql_where=sa.text("status <> 'cancelled'"),
        )
        batch_op.create_index(
            "ix_sale_unattached",
            ["seller_ref"],
            unique=False,
            sqlite_where=sa.text("seller_id IS NULL"),
            postgresql_where=sa.text("seller_id IS NULL"),
        )

    op.create_table(
        "seller_duplicate",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "first_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "second_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_seller_duplicate_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_seller_duplicate_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["first_id"], ["seller.id"], name=op.f("fk_seller_duplicate_first_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["seller.id"], name=op.f("fk_seller_duplicate_second_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seller_duplicate")),
        sa.UniqueConstraint("first_id", "second_id", name="uq_seller_duplicate_pair"),
    )
    with op.batch_alter_table("seller_duplicate", schema=None) as batch_op:
        batch_op.create_index(
            "ix_seller_duplicate_open",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index("ix_seller_duplicate_second", ["second_id"], unique=False)

    op.create_table(
        "seller_merge",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kept_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "merged_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "undone_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(["kept_id"], ["seller.id"], name=op.f("fk_seller_merge_kept_id")),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["seller.id"], name=op.f("fk_seller_merge_merged_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_seller_merge_staff_id")),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["staff.id"], name=op.f("fk_seller_merge_undone_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seller_merge")),
    )
    with op.batch_alter_table("seller_merge", schema=None) as batch_op:
        batch_op.create_index("ix_seller_merge_kept", ["kept_id"], unique=False)

    op.create_table(
        "seller_snapshot",
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column(
            "seller_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifecycle", sa.String(length=32), nullable=False),
        sa.Column("last_sale", sa.DateTime(timezone=True), nullable=True),
        sa.Column("frequency", sa.Integer(), nullable=False),
        sa.Column("monetary", sa.BigInteger(), nullable=False),
        sa.Column("r", sa.SmallInteger(), nullable=True),
        sa.Column("f", sa.SmallInteger(), nullable=True),
        sa.Column("m", sa.SmallInteger(), nullable=True),
        sa.Column("products", sa.Integer(), nullable=False),
        sa.Column("transactions", sa.Integer(), nullable=False),
        sa.Column("revenue", sa.BigInteger(), nullable=False),
        sa.Column("last_login", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("week", "seller_id", name=op.f("pk_seller_snapshot")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "segment_week",
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("chart_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("sheet_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("week", name=op.f("pk_segment_week")),
    )
    op.create_table(
        "segment_order",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_segment_order")),
    )
    with op.batch_alter_table("tick", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("source", sa.String(length=32), nullable=False, server_default="cli")
        )
        batch_op.add_column(
            sa.Column(
                "staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(
            sa.Column(
                "order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(
            sa.Column("repeated", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("gone", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(
            sa.Column("conflicts", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("changes", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.create_foreign_key(
            batch_op.f("fk_import_batch_staff_id"), "staff", ["staff_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_import_batch_order_id"), "import_order", ["order_id"], ["id"]
        )
        batch_op.create_index("ux_import_batch_order", ["order_id"], unique=True)
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        for name in ("source", "repeated", "gone", "conflicts", "changes"):
            batch_op.alter_column(name, server_default=None)  # only for the rows of before

    with op.batch_alter_table("ticket_event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ticket_event_seller",
            ["seller_id"],
            unique=False,
            sqlite_where=sa.text("seller_id IS NOT NULL"),
            postgresql_where=sa.text("seller_id IS NOT NULL"),
        )

    with op.batch_alter_table("seller", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pulled_hash", sa.BigInteger(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "partner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column(
                "merged_into", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.create_index("ix_seller_email", ["email"], unique=False)
        batch_op.drop_index(batch_op.f("ix_seller_store_key"))
        batch_op.create_index("ix_seller_name", ["store_key", "regency"], unique=False)
        batch_op.create_index(
            "ix_seller_merged",
            ["merged_into"],
            unique=False,
            sqlite_where=sa.text("merged_into IS NOT NULL"),
            postgresql_where=sa.text("merged_into IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_seller_partner_id"), ["partner_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_seller_partner_id"), "partner", ["partner_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_seller_merged_into"), "seller", ["merged_into"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("seller", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_seller_merged_into"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_seller_partner_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_seller_partner_id"))
        batch_op.drop_index(
            "ix_seller_merged",
            sqlite_where=sa.text("merged_into IS NOT NULL"),
            postgresql_where=sa.text("merged_into IS NOT NULL"),
        )
        batch_op.drop_index("ix_seller_name")
        batch_op.create_index(batch_op.f("ix_seller_store_key"), ["store_key"], unique=False)
        batch_op.drop_index("ix_seller_email")
        batch_op.drop_column("merged_into")
        batch_op.drop_column("gone_at")
        batch_op.drop_column("partner_id")
        batch_op.drop_column("pulled_hash")

    with op.batch_alter_table("ticket_event", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_ticket_event_seller",
            sqlite_where=sa.text("seller_id IS NOT NULL"),
            postgresql_where=sa.text("seller_id IS NOT NULL"),
        )

    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_index("ux_import_batch_order")
        batch_op.drop_constraint(batch_op.f("fk_import_batch_order_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_import_batch_staff_id"), type_="foreignkey")
        batch_op.drop_column("changes")
        batch_op.drop_column("conflicts")
        batch_op.drop_column("gone")
        batch_op.drop_column("repeated")
        batch_op.drop_column("order_id")
        batch_op.drop_column("staff_id")
        batch_op.drop_column("source")

    with op.batch_alter_table("tick", schema=None) as batch_op:
        batch_op.drop_column("held_until")

    op.drop_table("segment_order")
    op.drop_table("segment_week")
    op.drop_table("seller_snapshot")
    with op.batch_alter_table("seller_merge", schema=None) as batch_op:
        batch_op.drop_index("ix_seller_merge_kept")

    op.drop_table("seller_merge")
    with op.batch_alter_table("seller_duplicate", schema=None) as batch_op:
        batch_op.drop_index("ix_seller_duplicate_second")
        batch_op.drop_index(
            "ix_seller_duplicate_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.drop_table("seller_duplicate")
    with op.batch_alter_table("sale", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_sale_unattached",
            sqlite_where=sa.text("seller_id IS NULL"),
            postgresql_where=sa.text("seller_id IS NULL"),
        )
        batch_op.drop_index(
            "ix_sale_seller",
            sqlite_where=sa.text("status <> 'cancelled'"),
            postgresql_where=sa.text("status <> 'cancelled'"),
        )

    op.drop_table("sale")
    with op.batch_alter_table("import_conflict", schema=None) as batch_op:
        batch_op.drop_index("ix_import_conflict_seller")
        batch_op.drop_index("ix_import_conflict_batch")

    op.drop_table("import_conflict")
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.drop_index("ux_partner_name")
        batch_op.drop_index("ix_partner_place")

    op.drop_table("partner")
    with op.batch_alter_table("import_order", schema=None) as batch_op:
        batch_op.drop_index(
            "ux_import_order_mark",
            sqlite_where=sa.text("mark IS NOT NULL"),
            postgresql_where=sa.text("mark IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_import_order_open",
            sqlite_where=sa.text("state IN ('waiting', 'confirmed')"),
            postgresql_where=sa.text("state IN ('waiting', 'confirmed')"),
        )

    op.drop_table("import_order")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_created_at"))

    op.drop_table("attachment")
