"""The installed models as a table: a few lines in a cell, the first of them the main one.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from scolioapp.i18n import render
from scolioapp.viewmodels.lines_table import LinesTable
from scolioapp.viewmodels.model_manager import ModelManager
from scolioapp.words.model_words import (
    HASH_SHOWN,
    inputs_words,
    main_figures,
    main_hash,
    network_words,
    origin_words,
    size_words,
    status_words,
)

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import InstalledModel


class Column(IntEnum):
    """Columns of the table, from the first."""

    MODEL = 0
    NETWORK = 1
    STATUS = 2
    FIGURES = 3
    FILES = 4


class ModelTable(LinesTable["InstalledModel"]):
    """What `ModelManager` knows, as rows."""

    def __init__(self, manager: ModelManager, parent: QObject | None = None) -> None:
        super().__init__(manager.models, parent)
        self._manager = manager
        manager.models_changed.connect(lambda: self.show_things(manager.models))

    def key(self, thing: InstalledModel) -> str:
        """Return its name."""
        return thing.name

    def titles(self) -> Sequence[str]:
        """Return the titles of the columns."""
        return (
            self.tr("Model"),
            self.tr("Network, inputs"),
            self.tr("Status, origin"),
            self.tr("Figures (95 % interval)"),
            self.tr("Size, hash"),
        )

    def lines(self, thing: InstalledModel, column: int) -> Sequence[str]:
        """Return the lines of a cell."""
        if column == Column.MODEL:
            return self._names(thing)
        card = thing.card
        if card is None:
            return self._broken_lines(thing, column)
        if column == Column.NETWORK:
            return [network_words(card.kind), inputs_words(card.inputs)]
        if column == Column.STATUS:
            return self._worth(thing, card.status)
        if column == Column.FIGURES:
            return main_figures(card)
        return [size_words(thing.size), main_hash(card)[:HASH_SHOWN]]

    def _names(self, model: InstalledModel) -> list[str]:
        second = model.card.version if model.card is not None else ""
        judges = model.problem is None and model.name == self._manager.default
        if judges:
            default = self.tr("default")
            second = f"{second} · {default}" if second else default
        return [model.name, second]

    def _worth(self, model: InstalledModel, status: str) -> list[str]:
        if model.problem is not None:
            return [self.tr("cannot be used"), render(model.problem)]
        return [status_words(status), origin_words(model)]

    def _broken_lines(self, model: InstalledModel, column: int) -> list[str]:
        if column == Column.STATUS:
            return self._worth(model, "")
        if column == Column.FILES:
            return [size_words(model.size)]
        return []
