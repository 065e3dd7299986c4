"""The About page: version, notice, models and licences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QLabel, QWidget

import engine
from scolioapp.viewmodels.models import model_words
from scolioapp.widgets.page import Page, card, heading, paragraph
from scolioapp.widgets.theme import space

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import InstalledModel


class AboutPage(Page):
    """What this program is, and what it is made of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.title.setText(self.tr("About ScolioApp"))
        self._add(
            self.tr("Version {version}").format(version=engine.__version__),
            self.tr(
                "Screens the gait in a walking video for features associated with scoliosis, "
                "on this computer alone: nothing is sent anywhere."
            ),
        )
        self._add(
            self.tr("For research and education"),
            self.tr(
                "This program is not a medical device. Its output is no diagnosis; decisions about "
                "a person belong to a qualified clinician who examines that person."
            ),
        )
        self._models = self._add(self.tr("Installed models"), "…")
        self._add(
            self.tr("Licences"),
            self.tr(
                "ScolioApp: Apache-2.0. Qt {qt} with PySide6: LGPL-3.0, dynamically linked, so it can "
                "be exchanged. Pose networks: MediaPipe Pose by Google, Apache-2.0. The file NOTICE "
                "names every bundled model and video with its source."
            ).format(qt=qVersion()),
        )
        self.content.addStretch(1)

    def show_models(self, models: Sequence[InstalledModel]) -> None:
        """List these models; they arrive a moment after the page."""
        words = [model_words(model) for model in models]
        self._models.setText("\n".join(words) or self.tr("No model is installed."))

    def _add(self, title: str, words: str) -> QLabel:
        frame, column = card(self)
        frame.setMaximumWidth(space(110))
        column.addWidget(heading(title, frame))
        label = paragraph(words, frame)
        column.addWidget(label)
        self.content.addWidget(frame)
        return label
