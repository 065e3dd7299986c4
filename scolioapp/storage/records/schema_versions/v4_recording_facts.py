"""What is known of what a camera recorded: rate, losses, where the walk is, how it was converted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, Text

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Add the column."""
    op.add_column("recordings", Column("facts", Text, nullable=False, server_default=""))


def downgrade(op: Operations) -> None:
    """Take it away; what is known of the recordings is lost, the recordings are not."""
    op.drop_column("recordings", "facts")
