"""The Help page: how to record and read, models and research, the keys, and what is not said."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from scolioapp.painting.layouts import STRETCH, add_to, in_row
from scolioapp.painting.theme import space
from scolioapp.widgets.page import Page, card, heading, paragraph
from scolioapp.widgets.technical_details import Details


class HelpPage(Page):
    """Two columns of cards.

    Signals:
        examination_asked: This computer is to be checked.
        dots_asked: The page about adhesive dots is to be saved, for printing.
    """

    examination_asked = Signal()
    dots_asked = Signal()

    def __init__(self, *, clinic: bool = False, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._clinic = clinic
        self.title.setText(self.tr("Help"))
        self.dots_button = QPushButton(self.tr("&Dots to print…"), self)
        self.dots_button.setToolTip(
            self.tr("Save a page on adhesive dots: where to put them, and dots to cut out")
        )
        self.dots_button.clicked.connect(self.dots_asked)
        self.header.addWidget(self.dots_button)
        self.examine_button = QPushButton(self.tr("&Check this computer"), self)
        self.examine_button.setToolTip(self.tr("Check that everything the program needs is there"))
        self.examine_button.clicked.connect(self.examination_asked)
        self.header.addWidget(self.examine_button)
        grid = QGridLayout()
        grid.setSpacing(space(2))
        grid.addWidget(self._list(self.tr("How to record"), self._recording()), 0, 0)
        grid.addWidget(self._list(self.tr("How to read a result"), self._reading()), 1, 0)
        grid.addWidget(self._list(self.tr("What the program does not say"), self._limits()), 1, 1)
        grid.addWidget(self._keys(), 0, 1)
        grid.addWidget(self._list(self.tr("Adhesive dots"), self._dots()), 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.content.addLayout(grid)
        if not clinic:
            self.content.addWidget(self._for_researchers())
        self.content.addStretch(1)

    def _for_researchers(self) -> Details:
        details = Details(self)
        row = in_row(
            (self._list(self.tr("Models"), self._models()), 1),
            (self._list(self.tr("Research"), self._research()), 1),
            gap=2,
        )
        details.column.addLayout(row)
        return details

    def _list(self, title: str, sentences: tuple[str, ...]) -> QWidget:
        frame, column = card(self)
        column.addWidget(heading(title, frame))
        for sentence in sentences:
            column.addWidget(paragraph(sentence, frame))
        column.addStretch(1)
        return frame

    def _recording(self) -> tuple[str, ...]:
        return (
            self.tr("Put the camera on a stand, at hip height, and keep it level and still."),
            self.tr(
                "Ask the person to walk straight towards the camera, or straight away from it, at "
                "their own pace: six steps or more."
            ),
            self.tr("Keep head and feet in the picture from the first step to the last."),
            self.tr(
                "Close-fitting clothes, hair tied up, even light, no window behind the person."
            ),
            self.tr(
                "One person in the picture is best; if there are several, you choose one "
                "afterwards."
            ),
        )

    def _dots(self) -> tuple[str, ...]:
        return (
            self.tr(
                "Round dots on the shoulders and hips (and on the neck and ankles, if you like) "
                "make these measurements more accurate; without dots, hip tilt is not measured at "
                "all."
            ),
            self.tr(
                "“Dots to print” saves a page that shows where they go, with dots of the correct "
                "size to cut out."
            ),
        )

    def _reading(self) -> tuple[str, ...]:
        return (
            self.tr("First check whether the recording is usable, then read the outcome."),
            self.tr(
                "Left and right are always the person's own sides, and are marked on every picture."
            ),
            self.tr(
                "Each measurement comes with the range it lies in; if the range includes zero, no "
                "side is named."
            ),
            self.tr(
                "“Why” shows which body levels and moments the model's answer came from; click "
                "the picture of a moment to see it in the video."
            ),
            self.tr(
                "“How far to trust it” says whether halves of the recording give the same answer, "
                "and whether the model has seen recordings like it."
            ),
        )

    def _limits(self) -> tuple[str, ...]:
        return (
            self.tr("It does not make a diagnosis, and does not replace an examination."),
            self.tr("It says nothing about the angle of the spine."),
            self.tr("A recording without these features does not rule out scoliosis."),
            self.tr(
                "The bundled model is a demo: it was trained on simulated walkers and has no "
                "clinical meaning."
            ),
            self.tr(
                "Videos, and the outlines and points taken from them, stay on this computer. They "
                "are not anonymous: people can be recognised by their gait."
            ),
        )

    def _models(self) -> tuple[str, ...]:
        return (
            self.tr(
                "“Models” lists the models that can judge a recording, and how well each one has "
                "been tested."
            ),
            self.tr(
                "Drop an OpenGait checkpoint or a model pack on the window. A checkpoint needs "
                "its class order: with the wrong order, its answers are mixed up."
            ),
            self.tr(
                "A model trained or imported here is local, unvalidated, until a named person "
                "declares it validated with an evaluation report on exactly its weights."
            ),
        )

    def _research(self) -> tuple[str, ...]:
        return (
            self.tr(
                "“Dataset” opens a folder of recordings, checks it, packs it and splits it by "
                "person."
            ),
            self.tr(
                "“Training” starts a run that continues when the window is closed; it can be "
                "paused, stopped and resumed."
            ),
            self.tr(
                "“Evaluation” shows how well a model does on people it has not learned from, with "
                "intervals, and adds it to Models."
            ),
        )

    def _page_keys(self) -> tuple[tuple[str, str], ...]:
        if self._clinic:
            return (
                ("Ctrl+1, 2, 5", self.tr("Screen, Results, Settings")),
                ("Ctrl+D", self.tr("the screening day")),
            )
        return (
            ("Ctrl+D", self.tr("the screening day")),
            ("Ctrl+1, 2, 3", self.tr("Screen, Results, Models")),
            ("Ctrl+4, 5", self.tr("Research, Settings")),
            ("Alt+1, 2, 3", self.tr("under Research: Dataset, Training, Evaluation")),
        )

    def _keys(self) -> QWidget:
        frame, column = card(self)
        column.addWidget(heading(self.tr("Keys"), frame))
        keys = (
            ("Ctrl+O", self.tr("open videos")),
            *self._page_keys(),
            ("Ctrl+F", self.tr("filter the results")),
            (self.tr("Enter"), self.tr("open the selected result")),
            (self.tr("Space"), self.tr("play or pause the video")),
            ("← →", self.tr("one frame back or forward")),
            ("Ctrl+← →", self.tr("previous or next deciding moment")),
            (self.tr("Esc"), self.tr("back to the list")),
            ("Ctrl+J", self.tr("show or hide the job list")),
            ("Ctrl+Z", self.tr("undo the last cancel, clear or delete")),
            ("F1", self.tr("this page")),
            ("Ctrl+Q", self.tr("close the program")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(1))
        grid.setColumnStretch(1, 1)
        for row, (key, words) in enumerate(keys):
            label = QLabel(key, frame)
            label.setProperty("role", "heading")
            grid.addWidget(label, row, 0)
            grid.addWidget(paragraph(words, frame), row, 1)
        add_to(column, grid, STRETCH)
        return frame
