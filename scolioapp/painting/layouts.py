"""Rows, columns and forms of widgets, each in one expression. Distances are steps of the grid (`space`)."""

from __future__ import annotations

from typing import Final, TypeAlias, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from scolioapp.painting.theme import space

STRETCH: Final = 1
"""Among the items: empty space that grows."""

Item: TypeAlias = (
    QWidget | QLayout | int | tuple[QWidget | QLayout, int] | tuple[QWidget, int, Qt.AlignmentFlag]
)
"""A widget or a layout, alone or with its stretch and alignment; an int is empty space of that stretch."""

Margins: TypeAlias = float | tuple[float, float, float, float]
"""All round, or left, top, right and bottom; steps of the grid."""

_Box = TypeVar("_Box", bound=QBoxLayout)


def in_row(
    *items: Item,
    gap: float | None = None,
    margins: Margins | None = None,
    parent: QWidget | None = None,
) -> QHBoxLayout:
    """Return items beside each other; without ``gap`` and ``margins`` these are the style's."""
    return _laid_out(QHBoxLayout() if parent is None else QHBoxLayout(parent), items, gap, margins)


def in_column(
    *items: Item,
    gap: float | None = None,
    margins: Margins | None = None,
    parent: QWidget | None = None,
) -> QVBoxLayout:
    """Return items below each other; without ``gap`` and ``margins`` these are the style's."""
    return _laid_out(QVBoxLayout() if parent is None else QVBoxLayout(parent), items, gap, margins)


def in_form(*rows: tuple[str, QWidget]) -> QFormLayout:
    """Lay out fields under each other, each with its label, which is its accessible name, too."""
    form = QFormLayout()
    form.setHorizontalSpacing(space(2))
    form.setVerticalSpacing(space(1))
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    for words, field in rows:
        form.addRow(words, field)
        field.setAccessibleName(words.replace("&", ""))
    return form


def add_to(layout: QBoxLayout, *items: Item) -> None:
    """Add items at the end of a row or a column."""
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
            continue
        part, stretch, *alignment = item if isinstance(item, tuple) else (item, 0)
        if isinstance(part, QLayout):
            layout.addLayout(part, stretch)
        else:
            layout.addWidget(part, stretch, *alignment)


def _laid_out(
    layout: _Box, items: tuple[Item, ...], gap: float | None, margins: Margins | None
) -> _Box:
    if gap is not None:
        layout.setSpacing(space(gap))
    if margins is not None:
        sides = margins if isinstance(margins, tuple) else (margins,) * 4
        layout.setContentsMargins(*(space(side) for side in sides))
    add_to(layout, *items)
    return layout
