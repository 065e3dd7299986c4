"""The state of the import of a checkpoint: file, what was recognised, what was told, how far it is.

A checkpoint does not say which output is which class, so the order is asked for and has no default.
Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.core.classes import ClassName
from engine.core.errors import ScolioError
from scolioapp.jobs.model_library import ImportRequest
from scolioapp.viewmodels.model_manager import ModelManager, sentence
from scolioapp.words.model_words import order_words

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import CheckpointFacts

SINCE_2025 = (ClassName.NEGATIVE, ClassName.NEUTRAL, ClassName.POSITIVE)
"""OpenGait's order since 27 August 2025 (commit 437a24d)."""

BEFORE_2025 = (ClassName.NEGATIVE, ClassName.POSITIVE, ClassName.NEUTRAL)
"""OpenGait's order before, and that of the checkpoint of DRF's authors."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class ImportPhase(StrEnum):
    """Where the import stands."""

    EMPTY = "empty"
    READING = "reading"
    REFUSED = "refused"
    READY = "ready"
    IMPORTING = "importing"
    STOPPING = "stopping"
    DONE = "done"

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self in {ImportPhase.READING, ImportPhase.IMPORTING, ImportPhase.STOPPING}


def name_for(checkpoint: Path) -> str:
    """Suggest a name for the model of a checkpoint."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", checkpoint.stem).strip("._-")[:50]


class ModelImport(QObject):
    """One import, from the choice of a file to the installed model.

    Signals:
        changed: Anything that is shown.
    """

    changed = Signal()

    def __init__(self, manager: ModelManager, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.phase = ImportPhase.EMPTY
        self.path: Path | None = None
        self.recognised: CheckpointFacts | None = None
        self.error = ""
        self.order: tuple[ClassName, ...] = ()
        self.name = ""
        self.licence = ""
        self.origin = ""
        self.made = ""
        manager.task.changed.connect(self._on_task)

    # The file

    def choose(self, path: Path) -> None:
        """Look into a checkpoint; nothing in it is run."""
        if self.phase.busy:
            return
        self.path, self.recognised, self.error, self.order = path, None, "", ()
        self.name = name_for(path)
        library = self._manager.library
        begun = self._manager.task.run(
            lambda progress, cancel: library.inspect(path),
            done=self._on_recognised,
            failed=self._on_refused,
            cancelled=self._on_not_read,
        )
        if begun:
            self.phase = ImportPhase.READING
        else:
            self.error = self.tr(
                "Another task is running. Wait for it to finish, then choose again."
            )
            self.phase = ImportPhase.REFUSED
        self.changed.emit()

    def _on_recognised(self, recognised: CheckpointFacts) -> None:
        self.recognised = recognised
        self.phase = ImportPhase.READY
        self.changed.emit()

    def _on_refused(self, error: ScolioError) -> None:
        self.error = sentence(error)
        self.phase = ImportPhase.REFUSED
        self.changed.emit()

    def _on_not_read(self) -> None:
        self.path = None
        self.phase = ImportPhase.EMPTY
        self.changed.emit()

    @property
    def outputs(self) -> int:
        """Outputs of the network; 0 while it is not known."""
        return self.recognised.config.classes if self.recognised is not None else 0

    @property
    def earlier(self) -> str:
        """Say that this very file was imported before, or ""."""
        if self.recognised is None or self.phase is ImportPhase.DONE:
            return ""
        for model in self._manager.models:
            card = model.card
            if card is None or card.origin is None:
                continue
            if card.origin.sha256 == self.recognised.sha256:
                words = self.tr(
                    "This file has already been imported as “{name}”, with the order {order}."
                )
                return words.format(name=model.name, order=order_words(card.class_order))
        return ""

    # What is told

    def tell_order(self, order: tuple[ClassName, ...]) -> None:
        """Take the class of each output; an order that does not fit is no order."""
        fits = len(order) == self.outputs and len(set(order)) == len(order)
        self.order = order if fits else ()
        self.changed.emit()

    def tell_name(self, name: str) -> None:
        """Take the name."""
        self.name = name.strip()
        self.changed.emit()

    def tell_rest(self, *, licence: str, origin: str) -> None:
        """Take licence and origin."""
        self.licence, self.origin = licence.strip(), origin.strip()

    @property
    def wanting(self) -> str:
        """Say what keeps the import from being started, or ""."""
        if self.phase is not ImportPhase.READY:
            return "" if self.phase.busy else self.tr("Choose a checkpoint.")
        if not self.order:
            return self.tr("Choose what each output means.")
        if not _NAME.fullmatch(self.name):
            return self.tr("Enter a name: Latin letters, digits, dots, hyphens and underscores.")
        return ""

    @property
    def can_start(self) -> bool:
        """Whether everything that must be told was told."""
        return self.phase is ImportPhase.READY and not self.wanting

    # The import

    def start(self) -> None:
        """Import; the answer arrives by `changed`."""
        if not self.can_start or self.path is None:
            return
        request = ImportRequest(
            checkpoint=self.path,
            class_order=self.order,
            name=self.name,
            licence=self.licence,
            origin=self.origin,
        )
        library = self._manager.library
        self.error = ""
        begun = self._manager.task.run(
            lambda progress, cancel: library.import_checkpoint(
                request, progress=progress, cancel=cancel
            ),
            done=self._on_imported,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
        )
        if begun:
            self.phase = ImportPhase.IMPORTING
            self.changed.emit()

    def cancel(self) -> None:
        """Stop what is being done."""
        self._manager.task.cancel()

    def _on_task(self) -> None:
        if self.phase.busy and self._manager.task.stopping:
            self.phase = ImportPhase.STOPPING
            self.changed.emit()

    def _on_imported(self, name: str) -> None:
        self.made = name
        self.phase = ImportPhase.DONE
        self._manager.take_added(name)
        self.changed.emit()

    def _on_failed(self, error: ScolioError) -> None:
        self.error = sentence(error)
        self.phase = ImportPhase.READY
        self.changed.emit()

    def _on_cancelled(self) -> None:
        self.error = self.tr("Cancelled. Nothing was installed.")
        self.phase = ImportPhase.READY
        self.changed.emit()
