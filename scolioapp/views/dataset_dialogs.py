"""Small questions of the Dataset page: the release agreement, and where poses and people are listed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from engine.core.text import Text
from scolioapp.i18n import render
from scolioapp.settings import Settings
from scolioapp.storage.dataset_facts import Offer
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.views.dataset_form import FormDialog
from scolioapp.widgets.page import card, note, paragraph
from scolioapp.widgets.path_field import PathKind


class AgreementDialog(FormDialog):
    """Has the person confirm the release agreement; without it the dataset is not taken in."""

    def __init__(
        self, offer: Offer, agreement: Text, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "", settings, parent)
        self.setWindowTitle(self.tr("Release agreement"))
        self.action_button.setText(self.tr("&Add it"))
        self._offer = offer
        words = self.tr(
            "“{name}” does not say that it was simulated or made from your own videos, so it is "
            "treated as Scoliosis1K, which is released under an agreement."
        )
        self.say(words.format(name=offer.seen.path.name))
        frame, inside = card(self)
        self.agreement = paragraph(render(agreement), frame)
        inside.addWidget(self.agreement)
        self.column.addWidget(frame)
        self.box = QCheckBox(
            self.tr(
                "&I have signed the release agreement, or work for someone who has, and abide by "
                "it."
            ),
            self,
        )
        self.column.addWidget(self.box)
        kept = self.tr("The date is stored with the dataset and in the card of every model.")
        self.column.addWidget(note(kept, self))
        self.box.toggled.connect(self.show_state)
        self.show_state()
        self.box.setFocus()

    def missing_words(self) -> str:
        """Ask for the tick."""
        return "" if self.box.isChecked() else self.tr("Tick the box to agree.")

    def request(self) -> Offer:
        """Return the dataset."""
        return self._offer


@dataclass(frozen=True, slots=True)
class FilesTold:
    """Where the poses and the list of people of a dataset lie; None: in the dataset."""

    path: Path
    pose: Path | None
    subjects: Path | None


class FilesDialog(FormDialog):
    """Asks where poses and people are, when they are not in the dataset."""

    def __init__(
        self, dataset: KnownDataset, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "", settings, parent)
        self.setWindowTitle(self.tr("Poses and people of “{name}”").format(name=dataset.name))
        self.action_button.setText(self.tr("&Use and check"))
        self._dataset = dataset
        self.say(self.tr("Leave a field empty if the dataset has its own."))
        self.pose = self.path_field(
            self.tr("Poses folder"), PathKind.FOLDER, hint=self.tr("pose in the dataset")
        )
        self.subjects = self.path_field(
            self.tr("List of people"),
            PathKind.FILE,
            filters=self.tr("Lists (*.csv)"),
            hint=self.tr("subjects.csv in the dataset"),
        )
        self.pose.set_path(dataset.pose)
        self.subjects.set_path(dataset.subjects)
        self.pose.setEnabled(not dataset.packed)
        self.add(
            self.tr("&Poses folder"),
            self.pose,
            self.tr("A store contains its own poses.")
            if dataset.packed
            else self.tr("With the same folders as the silhouettes."),
        )
        self.add(
            self.tr("&List of people"),
            self.subjects,
            self.tr(
                "CSV with the columns id and subject, which say which person each sequence shows. "
                "With another list, split again."
            ),
        )
        self.show_state()

    def request(self) -> FilesTold:
        """Return the two places."""
        return FilesTold(self._dataset.path, self.pose.path, self.subjects.path)
