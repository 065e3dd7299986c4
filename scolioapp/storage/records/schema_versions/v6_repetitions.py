"""What a recording repeats, which visits came with a recording, and where days and videos were taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, Text

if TYPE_CHECKING:
    from alembic.operations import Operations

_ADDED: Final = (
    ("recordings", "repeats"),
    ("recordings", "screened_before"),
    ("recordings", "video_origin"),
    ("visits", "made_for"),
    ("days", "origin"),
)
_ONCE: Final = (("days", "origin"), ("recordings", "video_origin"))


def upgrade(op: Operations) -> None:
    """Add the columns; a day, and a video, is taken over once."""
    for table, name in _ADDED:
        op.add_column(table, Column(name, Text, nullable=False, server_default=""))
    for table, name in _ONCE:
        op.execute(f"CREATE UNIQUE INDEX uq_{table}_{name} ON {table} ({name}) WHERE {name} != ''")


def downgrade(op: Operations) -> None:
    """Take them away; what they held is lost, no row is."""
    for table, name in _ONCE:
        op.execute(f"DROP INDEX uq_{table}_{name}")
    for table, name in reversed(_ADDED):
        op.drop_column(table, name)
