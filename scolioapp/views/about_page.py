"""The About page: version, notice, models and licences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal, qVersion
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

import engine
from scolioapp.jobs.release_feed import FEED
from scolioapp.painting.layouts import STRETCH, add_to, in_row
from scolioapp.viewmodels.updates import Updates, UpdateState
from scolioapp.views.newer_version import open_release
from scolioapp.widgets.page import Page, card, heading, note, paragraph
from scolioapp.words.model_words import model_words

if TYPE_CHECKING:
    from scolioapp.jobs.model_library import InstalledModel


class AboutPage(Page):
    """What this program is, and what it is made of.

    Signals:
        examination_asked: This computer is to be checked.
    """

    examination_asked = Signal()

    def __init__(self, updates: Updates, parent: QWidget | None = None) -> None:
        super().__init__("", narrow=True, parent=parent)
        self.title.setText(self.tr("About ScolioApp"))
        self._updates = updates
        self.examine_button = QPushButton(self.tr("&Check this computer"), self)
        self.examine_button.setToolTip(self.tr("Check that everything the program needs is there"))
        self.header.addWidget(self.examine_button)
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
                "This program is not a medical device. Its output is not a diagnosis; decisions "
                "about a person belong to a qualified clinician who examines that person."
            ),
        )
        self._add_updates()
        self._models = self._add(self.tr("Installed models"), "…")
        self._add(
            self.tr("Licences"),
            self.tr(
                "ScolioApp: Apache-2.0. Qt {qt} with PySide6: LGPL-3.0, dynamically linked, so it "
                "can be replaced. Pose networks: MediaPipe Pose by Google, Apache-2.0. The file "
                "NOTICE lists every bundled model and video with its source."
            ).format(qt=qVersion()),
        )
        self.content.addStretch(1)
        self._connect_signals()
        self._follow()

    def _connect_signals(self) -> None:
        self.examine_button.clicked.connect(self.examination_asked)
        self.look_button.clicked.connect(self._updates.look)
        self.open_button.clicked.connect(lambda: open_release(self._updates))
        self._updates.changed.connect(self._follow)

    def _add_updates(self) -> None:
        frame, column = card(self)
        column.addWidget(heading(self.tr("Newer versions"), frame))
        self.update_words = paragraph("", frame)
        column.addWidget(self.update_words)
        self.look_button = QPushButton(self.tr("Check &now"), frame)
        self.open_button = QPushButton(frame)
        row = in_row(self.look_button, self.open_button, STRETCH, gap=1)
        add_to(
            column,
            row,
            note(
                self.tr(
                    "Checking asks {host} once over the internet, and sends nothing about you, "
                    "this computer or your recordings. Nothing is downloaded."
                ).format(host=QUrl(FEED).host()),
                frame,
            ),
        )
        self.content.addWidget(frame)

    def _follow(self) -> None:
        updates = self._updates
        self.update_words.setText(updates.words())
        self.look_button.setEnabled(updates.state is not UpdateState.LOOKING)
        words = self.tr("&Open the page of version {version}").format(version=updates.version)
        self.open_button.setText(words)
        self.open_button.setToolTip(updates.link)
        self.open_button.setVisible(bool(updates.link))

    def show_models(self, models: Sequence[InstalledModel]) -> None:
        """List these models; they arrive a moment after the page."""
        words = [model_words(model) for model in models]
        self._models.setText("\n".join(words) or self.tr("No model is installed."))

    def _add(self, title: str, words: str) -> QLabel:
        frame, column = card(self)
        column.addWidget(heading(title, frame))
        label = paragraph(words, frame)
        column.addWidget(label)
        self.content.addWidget(frame)
        return label
