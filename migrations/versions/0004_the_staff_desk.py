"""The staff desk: SLA clocks, incidents, macros, common problems, suggestions, leave of staff."""

import string
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("card_message_id", sa.BigInteger(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_incident_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index(
            "ix_incident_live",
            ["category"],
            unique=False,
            sqlite_where=sa.text("state IN ('proposed', 'open')"),
            postgresql_where=sa.text("state IN ('proposed', 'open')"),
        )

    op.create_table(
        "macro",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("starter", sa.String(length=32), nullable=True),
        sa.Column(
            "written_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["written_by"], ["staff.id"], name=op.f("fk_macro_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_macro")),
        sa.UniqueConstraint("starter", name=op.f("uq_macro_starter")),
    )
    op.create_table(
        "staff_invitation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("speaks", sa.JSON(), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column(
            "invited_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["staff.id"], name=op.f("fk_staff_invitation_invited_by")
        ),
        sa.ForeignKeyConstraint(
            ["used_by"], ["staff.id"], name=op.f("fk_staff_invitation_used_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_invitation")),
    )
    op.create_table(
        "suggestion",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_suggestion_decided_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index("ix_suggestion_state", ["state", "votes"], unique=False)

    op.create_table(
        "suggestion_order",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_suggestion_order")),
    )
    op.create_table(
        "suggestion_vote",
        sa.Column(
            "suggestion_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "seller_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["seller.id"], name=op.f("fk_suggestion_vote_seller_id")
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestion.id"], name=op.f("fk_suggestion_vote_suggestion_id")
        ),
        sa.PrimaryKeyConstraint("suggestion_id", "seller_id", name=op.f("pk_suggestion_vote")),
    )
    with op.batch_alter_table("suggestion_vote", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_suggestion_vote_seller_id"), ["seller_id"], unique=False
        )

    op.create_table(
        "knowledge_reading",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article", sa.String(length=40), nullable=False),
        sa.Column(
            "seller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("reading", sa.String(length=32), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["seller.id"], name=op.f("fk_knowledge_reading_seller_id")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_knowledge_reading_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_reading")),
    )
    with op.batch_alter_table("knowledge_reading", schema=None) as batch_op:
        batch_op.create_index(
            "ix_knowledge_reading_article", ["article", "shown_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_knowledge_reading_seller_id"), ["seller_id"], unique=False
        )

    op.create_table(
        "sla_policy",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rules", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_policy")),
    )
    op.create_table(
        "sla_clock",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("goal", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.Column("running_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("alarm", sa.String(length=32), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("breached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_sla_clock_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "goal", name=op.f("pk_sla_clock")),
    )
    with op.batch_alter_table("sla_clock", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sla_clock_next",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("away_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("away_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("staff_group", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("lacks", sa.String(length=120), nullable=False, server_default=sa.text("''"))
        )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parts", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "priority_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(
            sa.Column("unanswered", sa.Integer(), nullable=False, server_default="1")
        )
        batch_op.add_column(sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column(
                "incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(
            sa.Column(
                "suggestion_id",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                nullable=True,
            )
        )
        batch_op.drop_index(
            batch_op.f("ix_ticket_unresolved"), sqlite_where=sa.text("state <> 'resolved'")
        )
        batch_op.create_index("ix_ticket_category", ["category", "created_at"], unique=False)
        batch_op.create_index(
            "ix_ticket_incident",
            ["incident_id"],
            unique=False,
            sqlite_where=sa.text("incident_id IS NOT NULL"),
            postgresql_where=sa.text("incident_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_ticket_suggestion",
            ["suggestion_id"],
            unique=False,
            sqlite_where=sa.text("suggestion_id IS NOT NULL"),
            postgresql_where=sa.text("suggestion_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_ticket_resolved",
            ["resolved_at"],
            unique=False,
            sqlite_where=sa.text("state = 'resolved'"),
            postgresql_where=sa.text("state = 'resolved'"),
        )
        batch_op.create_index(
            "ix_ticket_unfinished",
            ["assignee_id", "created_at"],
            unique=False,
            sqlite_where=sa.text("state <> 'resolved' AND state <> 'closed'"),
            postgresql_where=sa.text("state <> 'resolved' AND state <> 'closed'"),
        )
        batch_op.create_index(
            "ix_ticket_waiting",
            ["waiting_since"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_ticket_suggestion_id"), "suggestion", ["suggestion_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_ticket_priority_by"), "staff", ["priority_by"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_ticket_incident_id"), "incident", ["incident_id"], ["id"]
        )
    op.execute(
        "UPDATE ticket SET unanswered = 0, waiting_since = updated_at WHERE state = 'waiting'"
    )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.alter_column("unanswered", server_default=None)  # only for the rows of before
    _begin_to_search()


def downgrade() -> None:
    _stop_searching()
    op.execute("UPDATE ticket SET state = 'resolved' WHERE state = 'closed'")
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_ticket_incident_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_ticket_priority_by"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_ticket_suggestion_id"), type_="foreignkey")
        batch_op.drop_index(
            "ix_ticket_waiting",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index(
            "ix_ticket_unfinished",
            sqlite_where=sa.text("state <> 'resolved' AND state <> 'closed'"),
            postgresql_where=sa.text("state <> 'resolved' AND state <> 'closed'"),
        )
        batch_op.drop_index(
            "ix_ticket_resolved",
            sqlite_where=sa.text("state = 'resolved'"),
            postgresql_where=sa.text("state = 'resolved'"),
        )
        batch_op.drop_index(
            "ix_ticket_suggestion",
            sqlite_where=sa.text("suggestion_id IS NOT NULL"),
            postgresql_where=sa.text("suggestion_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_ticket_incident",
            sqlite_where=sa.text("incident_id IS NOT NULL"),
            postgresql_where=sa.text("incident_id IS NOT NULL"),
        )
        batch_op.drop_index("ix_ticket_category")
        batch_op.create_index(
            batch_op.f("ix_ticket_unresolved"),
            ["state", "created_at"],
            unique=False,
            sqlite_where=sa.text("state <> 'resolved'"),
            postgresql_where=sa.text("state <> 'resolved'"),
        )
        batch_op.drop_column("suggestion_id")
        batch_op.drop_column("incident_id")
        batch_op.drop_column("closed_at")
        batch_op.drop_column("reminded_at")
        batch_op.drop_column("waiting_since")
        batch_op.drop_column("unanswered")
        batch_op.drop_column("priority_by")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("parts")

    with op.batch_alter_table("staff_group", schema=None) as batch_op:
        batch_op.drop_column("lacks")

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_column("assigned_at")
        batch_op.drop_column("away_until")
        batch_op.drop_column("away_from")

    with op.batch_alter_table("sla_clock", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_sla_clock_next",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.drop_table("sla_clock")
    op.drop_table("sla_policy")
    with op.batch_alter_table("knowledge_reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_knowledge_reading_seller_id"))
        batch_op.drop_index("ix_knowledge_reading_article")

    op.drop_table("knowledge_reading")
    with op.batch_alter_table("suggestion_vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestion_vote_seller_id"))

    op.drop_table("suggestion_vote")
    op.drop_table("suggestion_order")
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_index("ix_suggestion_state")

    op.drop_table("suggestion")
    op.drop_table("staff_invitation")
    op.drop_table("macro")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_incident_live",
            sqlite_where=sa.text("state IN ('proposed', 'open')"),
            postgresql_where=sa.text("state IN ('proposed', 'open')"),
        )

    op.drop_table("incident")


def _begin_to_search() -> None:
    op.create_table(
        "search_document",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("ref_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
    )
    with op.batch_alter_table("search_document", schema=None) as batch_op:
        batch_op.create_index("ux_search_document_ref", ["kind", "ref_id"], unique=True)

    op.create_table(
        "search_mark",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("seen_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "walked_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_search_mark")),
    )
    if op.get_bind().dialect.name == "sqlite":
        _index_words_on_sqlite()
    else:
        _index_words_on_postgresql()


def _stop_searching() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words")
    op.drop_table("search_mark")
    op.drop_table("search_document")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION search_words(text)")


def _index_words_on_sqlite() -> None:
    """Keep a full-text index of the documents, which stay where they are."""
    op.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5(kind, body, content='search_document', "
        "content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='3 4')"
    )
    forget = (
        "INSERT INTO search_words (search_words, rowid, kind, body) "
        "VALUES ('delete', old.id, old.kind, old.body);"
    )
    learn = "INSERT INTO search_words (rowid, kind, body) VALUES (new.id, new.kind, new.body);"
    for when, does in (("INSERT", learn), ("DELETE", forget), ("UPDATE", f"{forget} {learn}")):
        op.execute(
            f"CREATE TRIGGER search_document_{when.lower()} AFTER {when} ON search_document "
            f"BEGIN {does} END"
        )


def _index_words_on_postgresql() -> None:
    """Take words apart as SQLite does: no accents, and a word ends at whatever is no letter.

    An index for each kind, without the list of what is pending, which every search would read.
    """
    marks, letters = _punctuation(), _accented()
    plain = " " * len(marks) + "".join(letters.values())
    op.execute(
        _FUNCTION.format(
            known=_quoted(marks + "".join(letters)), plain=_quoted(plain), symbols=_SYMBOLS
        )
    )
    op.execute(
        "ALTER TABLE search_document ADD COLUMN words tsvector "
        "GENERATED ALWAYS AS (search_words(body)) STORED"
    )
    for kind in ("seller", "ticket", "message"):
        op.execute(
            f"CREATE INDEX ix_search_document_{kind} ON search_document USING gin (words) "
            f"WITH (fastupdate = off) WHERE kind = '{kind}'"
        )


_FUNCTION = """
CREATE FUNCTION search_words(body text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT pg_catalog.to_tsvector(
        'pg_catalog.simple'::pg_catalog.regconfig,
        pg_catalog.regexp_replace(
            pg_catalog.translate(body, {known}, {plain}), '{symbols}', ' ', 'g'
        )
    )
$$
"""
_SYMBOLS = r"[\u2000-\u2BFF\u3000-\u303F\uFE00-\uFE0F\U0001F000-\U0001FAFF]"
"""Signs and emoji: in the locale "C" PostgreSQL takes them for letters."""
_LATIN = range(0x80, 0x250)


def _punctuation() -> str:
    signs = (chr(code) for code in _LATIN if not chr(code).isalnum())
    return string.punctuation + "".join(signs)


def _accented() -> dict[str, str]:
    """Return the letter that is left of each accented one."""
    bases = {chr(code): unicodedata.normalize("NFD", chr(code))[0] for code in _LATIN}
    return {letter: base for letter, base in bases.items() if letter != base and base.isascii()}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
