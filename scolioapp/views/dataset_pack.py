"""Asks for what a packed store is to be."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from scolioapp.painting.layouts import in_column
from scolioapp.painting.theme import space
from scolioapp.settings import Settings
from scolioapp.storage.dataset_facts import files_of
from scolioapp.storage.dataset_requests import PackWish
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.views.dataset_form import FormDialog, number_box
from scolioapp.widgets.page import note
from scolioapp.widgets.path_field import PathKind


class PackDialog(FormDialog):
    """Where the store goes, how maps are cropped, how many processes."""

    def __init__(
        self,
        dataset: KnownDataset,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        before: PackWish | None = None,
    ) -> None:
        super().__init__("", "", settings, parent)
        self._dataset = dataset
        self.setWindowTitle(self.tr("Pack “{name}”").format(name=dataset.name))
        self.action_button.setText(self.tr("&Pack"))
        self.say(
            self.tr(
                "A store holds all sequences in a few large files: training reads them many times "
                "faster, and skeleton maps are computed once. The dataset is not changed. "
                "Sequences that cannot be read are left out and listed."
            )
        )
        self._build_fields()
        wish = before or PackWish(
            files_of(dataset), dataset.path.with_name(f"{dataset.name}-store")
        )
        self.store.set_path(wish.store)
        self.own_crop.setChecked(wish.own_crop)
        self.workers.setValue(wish.workers or 0)
        self.instead.setChecked(wish.instead)
        self.show_state()

    def _build_fields(self) -> None:
        self.store = self.path_field(self.tr("New folder"), PathKind.NEW_FOLDER)
        self.add(self.tr("New &folder"), self.store)
        self.workers = number_box(0, 256, 0)
        self.workers.setSpecialValueText(self.tr("one per core"))
        self.add(
            self.tr("P&rocesses"),
            self.workers,
            self.tr("Fewer use less memory and leave the computer free for other work."),
        )
        self.own_crop = QCheckBox(
            self.tr("Crop the two &channels of skeleton maps separately"), self
        )
        self.instead = QCheckBox(self.tr("&List the store instead of the dataset"), self)
        self._add_box(
            self.own_crop,
            self.tr(
                "As published networks saw them; a bone and its joints then no longer line up. "
                "Leave it off for networks trained here."
            ),
        )
        self._add_box(self.instead, self.tr("The dataset folder is not touched."))

    def _add_box(self, box: QCheckBox, words: str) -> None:
        column = in_column(box, gap=0.25)
        label = note(words, self)
        label.setContentsMargins(space(3), 0, 0, 0)
        column.addWidget(label)
        box.setAccessibleDescription(words)
        self.form.addRow(column)

    def missing_words(self) -> str:
        """Ask for the folder."""
        return self.tr("Choose a new folder.") if self.store.path is None else ""

    def request(self) -> PackWish:
        """Return what was told."""
        store = self.store.path
        if store is None:
            raise ValueError("asked for before everything was told")
        return PackWish(
            files_of(self._dataset),
            store,
            own_crop=self.own_crop.isChecked(),
            workers=self.workers.value() or None,
            instead=self.instead.isChecked(),
        )
