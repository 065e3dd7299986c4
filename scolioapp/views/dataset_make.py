"""Asks for what a dataset is made of: own videos, or simulated walkers."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from scolioapp.painting.theme import space
from scolioapp.settings import Settings
from scolioapp.storage.dataset_requests import ExtractRequest, SimulateRequest
from scolioapp.views.dataset_form import FormDialog, number_box
from scolioapp.widgets.path_field import PathKind

MOST_PEOPLE = 100_000
"""As many numbers as five digits have."""


class ExtractDialog(FormDialog):
    """Videos, their labels, where the dataset goes, and what its use is bound to."""

    def __init__(
        self,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        before: ExtractRequest | None = None,
    ) -> None:
        super().__init__("", "", settings, parent)
        self.setWindowTitle(self.tr("Dataset from your own videos"))
        self.setMinimumWidth(space(92))
        self.action_button.setText(self.tr("&Read the videos"))
        self.say(
            self.tr(
                "The walker in each video is followed as in a screening, and stored as "
                "silhouettes and keypoints; the pictures are not stored. You can stop at any "
                "time: with the same folders it continues where it stopped."
            )
        )
        self._build_fields()
        self._add_fields()
        if before is not None:
            self.videos.set_path(before.videos)
            self.labels.set_path(before.labels)
            self.out.set_path(before.out)
            self.licence.setText(before.licence)
        self.show_state()
        self.videos.setFocus()

    def _build_fields(self) -> None:
        self.videos = self.path_field(self.tr("Videos folder"), PathKind.FOLDER)
        self.labels = self.path_field(
            self.tr("Labels"), PathKind.FILE, filters=self.tr("Lists (*.csv)")
        )
        self.out = self.path_field(self.tr("Dataset folder"), PathKind.NEW_FOLDER)
        self.licence = QLineEdit(self)
        self.licence.setPlaceholderText(
            self.tr("For example: consent for research at our school, not to be passed on")
        )

    def _add_fields(self) -> None:
        self.add(self.tr("&Videos folder"), self.videos)
        self.add(
            self.tr("&Labels"),
            self.labels,
            self.tr(
                "CSV with the columns video and class (positive, neutral or negative) and, if "
                "known, subject: who walks. One line per video."
            ),
        )
        self.add(
            self.tr("Dataset &folder"),
            self.out,
            self.tr("A new folder, or one in which this was started."),
        )
        self.add(
            self.tr("&Terms of use"),
            self.licence,
            self.tr("Copied into the card of every model trained on it."),
        )

    def missing_words(self) -> str:
        """Ask for the three places."""
        if self.videos.path is None:
            return self.tr("Choose the videos folder.")
        if self.labels.path is None:
            return self.tr("Choose the list of labels.")
        if self.out.path is None:
            return self.tr("Choose a folder for the dataset.")
        return ""

    def request(self) -> ExtractRequest:
        """Return what was told."""
        videos, labels, out = self.videos.path, self.labels.path, self.out.path
        if videos is None or labels is None or out is None:
            raise ValueError("asked for before everything was told")
        return ExtractRequest(videos, labels, out, self.licence.text().strip())


class SimulateDialog(FormDialog):
    """How many people, which ones, how long, and where."""

    def __init__(
        self,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        before: SimulateRequest | None = None,
    ) -> None:
        super().__init__("", "", settings, parent)
        self.setWindowTitle(self.tr("Simulated dataset"))
        self.action_button.setText(self.tr("&Simulate"))
        self.say(
            self.tr(
                "Simulated walkers, each with a known asymmetry. Good for learning how the "
                "program works and for trying out training; what a model learns from them says "
                "nothing about real people, and its card says so."
            )
        )
        self.folder = self.path_field(self.tr("New folder"), PathKind.NEW_FOLDER)
        self.people = number_box(3, MOST_PEOPLE, 400)
        self.seed = number_box(0, 2**31 - 1, 0)
        self.frames = number_box(10, 1000, 45)
        self.add(self.tr("New &folder"), self.folder)
        self.add(
            self.tr("&People"),
            self.people,
            self.tr("Each walks once; all classes are equally common."),
        )
        self.add(self.tr("F&rames"), self.frames, self.tr("Per walk, at 15 a second: 45 are 3 s."))
        self.add(self.tr("S&eed"), self.seed, self.tr("The same seed gives the same people."))
        if before is not None:
            self.folder.set_path(before.folder)
            self.people.setValue(before.people)
            self.seed.setValue(before.seed)
            self.frames.setValue(before.frames)
        self.show_state()
        self.folder.setFocus()

    def missing_words(self) -> str:
        """Ask for the folder."""
        return self.tr("Choose a new folder.") if self.folder.path is None else ""

    def request(self) -> SimulateRequest:
        """Return what was told."""
        folder = self.folder.path
        if folder is None:
            raise ValueError("asked for before everything was told")
        return SimulateRequest(folder, self.people.value(), self.seed.value(), self.frames.value())
