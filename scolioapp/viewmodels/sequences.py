"""The state of the viewer of sequences: which there are, which is shown, which frame of it.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from engine.core.errors import ScolioError
from scolioapp.i18n import render
from scolioapp.jobs.sequence_reading import (
    Answer,
    SequenceFrames,
    list_sequences,
    read_answers,
    read_sequence,
)
from scolioapp.jobs.worker import Worker
from scolioapp.storage.dataset_requests import DatasetFiles
from scolioapp.words.model_words import class_words

if TYPE_CHECKING:
    from engine.datasets.entries import Entry


class SequencesModel(QObject):
    """Sequences of a dataset to look at; with the answers of a model, those that it judged.

    Args:
        answers: The table of a model's answers, or None.

    Attributes:
        frames: The arrays of the sequence that is shown, or None while it is read.
        frame: Number of the frame that is shown.
        problem: Why nothing is shown, or "".
        known: Whether it is known which sequences there are.

    Signals:
        listed: The sequences that are offered are others now.
        shown: Another sequence, or another frame, is shown.
    """

    listed = Signal()
    shown = Signal()

    def __init__(
        self,
        files: DatasetFiles,
        worker: Worker,
        answers: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._entries: tuple[Entry, ...] = ()
        self._answers: Mapping[str, Answer] = {}
        self._sought, self._wrong_only = "", answers is not None
        self._current: Entry | None = None
        self.judged = answers is not None
        self.frames: SequenceFrames | None = None
        self.frame = 0
        self.problem = ""
        self.known = False
        worker.run(
            lambda: (list_sequences(files), {} if answers is None else read_answers(answers)),
            done=self._on_listed,
            failed=self._on_failed,
        )

    # Which there are

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The sequences that are offered: those judged, or all; then those that were sought."""
        return tuple(entry for entry in self._entries if self._offers(entry))

    @property
    def wrong_only(self) -> bool:
        """Whether only those are offered that the model judged wrongly."""
        return self._wrong_only

    def _offers(self, entry: Entry) -> bool:
        answer = self._answers.get(entry.id)
        if self.judged and (answer is None or (self._wrong_only and not answer.wrong)):
            return False
        return self._sought in self.words(entry).casefold()

    def words(self, entry: Entry) -> str:
        """Say what a sequence is: its id, whose, its class, and what the model answered."""
        parts = [entry.id, class_words(entry.class_name)]
        if entry.subject:
            parts.insert(1, entry.subject)
        answer = self._answers.get(entry.id)
        if answer is not None and answer.wrong:
            said = QCoreApplication.translate("Sequences", "model: {answer}")
            parts.append(said.format(answer=class_words(answer.answered)))
        return " · ".join(parts)

    def seek(self, words: str) -> None:
        """Offer those whose words hold these."""
        self._sought = words.strip().casefold()
        self.listed.emit()

    def show_wrong_only(self, wrong: bool) -> None:
        """Offer those that were judged wrongly, or all that were judged."""
        self._wrong_only = wrong
        self.listed.emit()

    def _on_listed(self, found: tuple[tuple[Entry, ...], Mapping[str, Answer]]) -> None:
        self._entries, self._answers = found
        self.known = True
        self.listed.emit()

    def _on_failed(self, error: ScolioError) -> None:
        self.known = True
        self.frames = None
        self.problem = f"{render(error.what)} {render(error.remedy)}"
        self.shown.emit()

    # Which is shown

    @property
    def current(self) -> Entry | None:
        """The sequence that is shown, or None."""
        return self._current

    def show_entry(self, entry: Entry | None) -> None:
        """Show a sequence from its first frame."""
        if entry is self._current:
            return
        self._current, self.frames, self.frame, self.problem = entry, None, 0, ""
        self.shown.emit()
        if entry is not None:
            self._worker.run(
                partial(read_sequence, entry),
                done=partial(self._on_read, entry),
                failed=partial(self._on_unreadable, entry),
            )

    def _on_read(self, entry: Entry, frames: SequenceFrames) -> None:
        if entry is self._current:
            self.frames = frames
            self.shown.emit()

    def _on_unreadable(self, entry: Entry, error: ScolioError) -> None:
        if entry is self._current:
            self._on_failed(error)

    @property
    def count(self) -> int:
        """Number of frames of the sequence that is shown."""
        return 0 if self.frames is None else len(self.frames.silhouettes)

    def go_to(self, frame: int) -> None:
        """Show a frame; beyond an end, the one at that end."""
        frame = max(0, min(frame, self.count - 1))
        if frame != self.frame:
            self.frame = frame
            self.shown.emit()

    def go_on(self) -> None:
        """Show the next frame, and after the last the first."""
        if self.count:
            self.go_to((self.frame + 1) % self.count)
