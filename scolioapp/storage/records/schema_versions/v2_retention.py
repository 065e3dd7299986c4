"""Until when a patient is kept, and a check of the sex, which rebuilds the table of patients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, Text

if TYPE_CHECKING:
    from alembic.operations import Operations

_CHECK = "ck_patients_sex"


def upgrade(op: Operations) -> None:
    """Add the column and the check."""
    with op.batch_alter_table("patients") as patients:
        patients.add_column(Column("keep_until", Text, nullable=False, server_default=""))
        patients.create_check_constraint(op.f(_CHECK), "sex in ('', 'female', 'male', 'other')")


def downgrade(op: Operations) -> None:
    """Take both away; until when somebody was to be kept is lost."""
    with op.batch_alter_table("patients") as patients:
        patients.drop_constraint(op.f(_CHECK), type_="check")
        patients.drop_column("keep_until")
