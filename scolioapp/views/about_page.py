"""The About page: version, notice, models and licences."""

from __future__ import annotations

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

import engine
from scolioapp.widgets.page import Page, card, heading, paragraph
from scolioapp.widgets.theme import space


class AboutPage(Page):
    """What this program is, and what it is made of.

    Args:
        models: Name and words of every installed model.
    """

    def __init__(self, models: list[tuple[str, str]], parent: QWidget | None = None) -> None:
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
        listed = "\n".join(words for _, words in models) or self.tr("No model is installed.")
        self._add(self.tr("Installed models"), listed)
        self._add(
            self.tr("Licences"),
            self.tr(
                "ScolioApp: Apache-2.0. Qt {qt} with PySide6: LGPL-3.0, dynamically linked, so it can "
                "be exchanged. Pose networks: MediaPipe Pose by Google, Apache-2.0. The file NOTICE "
                "names every bundled model and video with its source."
            ).format(qt=qVersion()),
        )
        self.content.addStretch(1)

    def _add(self, title: str, words: str) -> None:
        frame, column = card(self)
        frame.setMaximumWidth(space(110))
        column.addWidget(heading(title, frame))
        column.addWidget(paragraph(words, frame))
        self.content.addWidget(frame)
