"""Screening days: their children, who are patients, and the changes that each went through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from alembic.operations import Operations

_TABLES: Final = """
CREATE TABLE days (
    id TEXT NOT NULL,
    began TEXT NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    made_by TEXT NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_days PRIMARY KEY (id),
    CONSTRAINT fk_days_made_by FOREIGN KEY(made_by) REFERENCES users (id) ON DELETE RESTRICT
);
CREATE INDEX ix_days_began ON days (began);
CREATE INDEX ix_days_made_by ON days (made_by);
CREATE TABLE day_children (
    id TEXT NOT NULL,
    day TEXT NOT NULL,
    patient TEXT NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    known TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_day_children PRIMARY KEY (id),
    CONSTRAINT ck_day_children_known CHECK (known in ('', 'yes', 'no')),
    CONSTRAINT fk_day_children_day FOREIGN KEY(day) REFERENCES days (id) ON DELETE CASCADE,
    CONSTRAINT fk_day_children_patient FOREIGN KEY(patient) REFERENCES patients (id) ON DELETE CASCADE
);
CREATE INDEX ix_day_children_day ON day_children (day);
CREATE INDEX ix_day_children_patient ON day_children (patient);
CREATE UNIQUE INDEX uq_day_children_day_patient ON day_children (day, patient);
CREATE TABLE day_changes (
    id TEXT NOT NULL,
    day TEXT NOT NULL,
    number INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    document TEXT NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_day_changes PRIMARY KEY (id),
    CONSTRAINT fk_day_changes_day FOREIGN KEY(day) REFERENCES days (id) ON DELETE CASCADE,
    CONSTRAINT fk_day_changes_made_by FOREIGN KEY(made_by) REFERENCES users (id) ON DELETE RESTRICT
);
CREATE INDEX ix_day_changes_day ON day_changes (day);
CREATE INDEX ix_day_changes_made_by ON day_changes (made_by);
CREATE UNIQUE INDEX uq_day_changes_day_number ON day_changes (day, number)
"""


def upgrade(op: Operations) -> None:
    """Make the tables of days; a change of a day is never changed itself."""
    for statement in _TABLES.split(";"):
        op.execute(statement.strip())
    op.execute(
        "CREATE TRIGGER day_changes_no_update BEFORE UPDATE ON day_changes "
        "BEGIN SELECT RAISE(ABORT, 'day_changes are never changed'); END"
    )


def downgrade(op: Operations) -> None:
    """Take the days away; what was recorded on them stays."""
    for table in ("day_changes", "day_children", "days"):
        op.drop_table(table)
