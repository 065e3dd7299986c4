"""Printed pages of a signature, and a kind of container for them, which rebuilds the table of containers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_CHECK = "ck_containers_kind"
_TABLE = """
CREATE TABLE pages (
    id TEXT NOT NULL,
    signature TEXT NOT NULL,
    container TEXT NOT NULL,
    language TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    made TEXT DEFAULT '' NOT NULL,
    made_by TEXT NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_pages PRIMARY KEY (id),
    CONSTRAINT fk_pages_signature FOREIGN KEY(signature) REFERENCES signatures (id) ON DELETE CASCADE,
    CONSTRAINT fk_pages_container FOREIGN KEY(container) REFERENCES containers (id) ON DELETE CASCADE,
    CONSTRAINT fk_pages_made_by FOREIGN KEY(made_by) REFERENCES users (id) ON DELETE RESTRICT
)
"""


def upgrade(op: Operations) -> None:
    """Make the table, and allow the kind."""
    with op.batch_alter_table("containers") as containers:
        containers.drop_constraint(op.f(_CHECK), type_="check")
        containers.create_check_constraint(op.f(_CHECK), "kind in ('video', 'judgement', 'pages')")
    op.execute(_TABLE.strip())
    for column in ("container", "made_by", "signature"):
        op.execute(f"CREATE INDEX ix_pages_{column} ON pages ({column})")
    op.execute("CREATE UNIQUE INDEX uq_pages_signature_language ON pages (signature, language)")
    op.execute(
        "CREATE TRIGGER pages_no_update BEFORE UPDATE ON pages "
        "BEGIN SELECT RAISE(ABORT, 'pages are never changed'); END"
    )


def downgrade(op: Operations) -> None:
    """Take both away; refused afterwards where pages are kept, for rows would be lost."""
    op.execute("DROP TABLE pages")
    op.execute("DELETE FROM containers WHERE kind = 'pages'")
    with op.batch_alter_table("containers") as containers:
        containers.drop_constraint(op.f(_CHECK), type_="check")
        containers.create_check_constraint(op.f(_CHECK), "kind in ('video', 'judgement')")
