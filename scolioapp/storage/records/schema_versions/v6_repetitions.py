"""Which earlier recording one repeats, which visits came with a recording, and where a day was taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, Text

if TYPE_CHECKING:
    from alembic.operations import Operations

_ADDED: Final = (
    ("recordings", "repeats"),
    ("recordings", "screened_before"),
    ("visits", "made_for"),
    ("days", "origin"),
)


def upgrade(op: Operations) -> None:
    """Add the columns; a day is taken over once."""
    for table, name in _ADDED:
        op.add_column(table, Column(name, Text, nullable=False, server_default=""))
    op.execute("CREATE UNIQUE INDEX uq_days_origin ON days (origin) WHERE origin != ''")


def downgrade(op: Operations) -> None:
    """Take them away; what they held is lost, no row is."""
    op.execute("DROP INDEX uq_days_origin")
    for table, name in reversed(_ADDED):
        op.drop_column(table, name)
