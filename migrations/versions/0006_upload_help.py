"""Listings that sellers make with help, their photos, and the products there are already."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "category_prices",
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("median", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("products", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("category", name=op.f("pk_category_prices")),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("portal_id", sa.String(length=64), nullable=False),
        sa.Column("seller_ref", sa.String(length=64), nullable=False),
        sa.Column(
            "seller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("shelf", sa.String(length=120), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pulled_hash", sa.BigInteger(), nullable=True),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("portal_id", name=op.f("uq_product_portal_id")),
    )
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.create_index(
            "ix_product_seller",
            ["seller_id"],
            unique=False,
            sqlite_where=sa.text("seller_id IS NOT NULL"),
            postgresql_where=sa.text("seller_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_product_unattached",
            ["seller_ref"],
            unique=False,
            sqlite_where=sa.text("seller_id IS NULL"),
            postgresql_where=sa.text("seller_id IS NULL"),
        )

    op.create_table(
        "upload",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "seller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("name_parts", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=True),
        sa.Column("variants", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("english", sa.Boolean(), nullable=False),
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("card_message_id", sa.BigInteger(), nullable=True),
        sa.Column("touch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "approved_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("exported_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["approved_by"], ["staff.id"], name=op.f("fk_upload_approved_by")),
        sa.ForeignKeyConstraint(["seller_id"], ["seller.id"], name=op.f("fk_upload_seller_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_upload_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index("ix_upload_seller", ["seller_id", "state"], unique=False)
        batch_op.create_index("ix_upload_state", ["state", "updated_at"], unique=False)
        batch_op.create_index(
            "ix_upload_ticket",
            ["ticket_id"],
            unique=False,
            sqlite_where=sa.text("ticket_id IS NOT NULL"),
            postgresql_where=sa.text("ticket_id IS NOT NULL"),
        )

    op.create_table(
        "upload_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "upload_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column(
            "staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_upload_change_staff_id")
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_upload_change_upload_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_change")),
    )
    with op.batch_alter_table("upload_change", schema=None) as batch_op:
        batch_op.create_index("ix_upload_change_upload", ["upload_id", "id"], unique=False)

    op.create_table(
        "upload_export",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("everything", sa.Boolean(), nullable=False),
        sa.Column(
            "after_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_upload_export")),
    )
    op.create_table(
        "upload_passage",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "upload_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passing", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_upload_passage_upload_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_passage")),
    )
    with op.batch_alter_table("upload_passage", schema=None) as batch_op:
        batch_op.create_index("ix_upload_passage_began", ["began_at"], unique=False)
        batch_op.create_index("ix_upload_passage_upload", ["upload_id", "id"], unique=False)

    op.create_table(
        "upload_photo",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "upload_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("unique_id", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("flaws", sa.JSON(), nullable=False),
        sa.Column("measures", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.BigInteger(), nullable=True),
        sa.Column("improvable", sa.Boolean(), nullable=False),
        sa.Column("pair", sa.LargeBinary(), nullable=True),
        sa.Column("improved", sa.Boolean(), nullable=False),
        sa.Column("improved_key", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_upload_photo_upload_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_photo")),
    )
    with op.batch_alter_table("upload_photo", schema=None) as batch_op:
        batch_op.create_index(
            "ix_upload_photo_improving",
            ["id"],
            unique=False,
            sqlite_where=sa.text("improved IS TRUE AND improved_key = ''"),
            postgresql_where=sa.text("improved IS TRUE AND improved_key = ''"),
        )
        batch_op.create_index("ix_upload_photo_improved_key", ["improved_key"], unique=False)
        batch_op.create_index("ix_upload_photo_key", ["key"], unique=False)
        batch_op.create_index(
            "ix_upload_photo_received",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'received'"),
            postgresql_where=sa.text("state = 'received'"),
        )
        batch_op.create_index(
            "ix_upload_photo_untold",
            ["upload_id"],
            unique=False,
            sqlite_where=sa.text("told_at IS NULL AND state <> 'removed'"),
            postgresql_where=sa.text("told_at IS NULL AND state <> 'removed'"),
        )
        batch_op.create_index("ix_upload_photo_upload", ["upload_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("upload_photo", schema=None) as batch_op:
        batch_op.drop_index("ix_upload_photo_upload")
        batch_op.drop_index(
            "ix_upload_photo_untold",
            sqlite_where=sa.text("told_at IS NULL AND state <> 'removed'"),
            postgresql_where=sa.text("told_at IS NULL AND state <> 'removed'"),
        )
        batch_op.drop_index(
            "ix_upload_photo_received",
            sqlite_where=sa.text("state = 'received'"),
            postgresql_where=sa.text("state = 'received'"),
        )
        batch_op.drop_index("ix_upload_photo_key")
        batch_op.drop_index("ix_upload_photo_improved_key")
        batch_op.drop_index(
            "ix_upload_photo_improving",
            sqlite_where=sa.text("improved IS TRUE AND improved_key = ''"),
            postgresql_where=sa.text("improved IS TRUE AND improved_key = ''"),
        )

    op.drop_table("upload_photo")
    with op.batch_alter_table("upload_passage", schema=None) as batch_op:
        batch_op.drop_index("ix_upload_passage_upload")
        batch_op.drop_index("ix_upload_passage_began")

    op.drop_table("upload_passage")
    op.drop_table("upload_export")
    with op.batch_alter_table("upload_change", schema=None) as batch_op:
        batch_op.drop_index("ix_upload_change_upload")

    op.drop_table("upload_change")
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_upload_ticket",
            sqlite_where=sa.text("ticket_id IS NOT NULL"),
            postgresql_where=sa.text("ticket_id IS NOT NULL"),
        )
        batch_op.drop_index("ix_upload_state")
        batch_op.drop_index("ix_upload_seller")

    op.drop_table("upload")
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_product_unattached",
            sqlite_where=sa.text("seller_id IS NULL"),
            postgresql_where=sa.text("seller_id IS NULL"),
        )
        batch_op.drop_index(
            "ix_product_seller",
            sqlite_where=sa.text("seller_id IS NOT NULL"),
            postgresql_where=sa.text("seller_id IS NOT NULL"),
        )

    op.drop_table("product")
    op.drop_table("category_prices")
