"""The result page: the video with what was seen on the left, what it says on the right.

Puts the parts together and connects them once; every decision is the view-model's, every word
`engine.report.wording`'s. Must not know the pipeline, nor where results are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QDesktopServices,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QSplitter, QWidget

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.names import file_name
from scolioapp.i18n import render
from scolioapp.painting.layouts import add_to, in_column
from scolioapp.painting.wrapping_row import WrappingRow
from scolioapp.storage.records.recording_paths import recording_of
from scolioapp.viewmodels.result import ResultViewModel, Writer
from scolioapp.views import result_files
from scolioapp.widgets.busy_bar import BusyBar
from scolioapp.widgets.editable_title import EditableTitle
from scolioapp.widgets.page import Page, primary_button
from scolioapp.widgets.person_chooser import PersonChooser
from scolioapp.widgets.player import Player
from scolioapp.widgets.result_cards import ResultCards
from scolioapp.widgets.silhouette_strip import SilhouetteStrip
from scolioapp.widgets.speed_button import SpeedButton
from scolioapp.widgets.timeline import Timeline
from scolioapp.widgets.vertical_bar import VerticalBar

_WITH_STRIP, _WITH_TIMELINE = 600, 510
"""Height from which silhouettes, and the timeline, are shown, logical px."""

AskPath = Callable[[QWidget, str, str, str], tuple[str, str]]
"""Asks where to save: parent, title, suggested path, filter -> chosen path (or ""), filter."""


class ResultPage(Page):
    """One screening, to be looked at, questioned and saved."""

    def __init__(
        self,
        model: ResultViewModel,
        *,
        ask_path: AskPath = QFileDialog.getSaveFileName,
        parent: QWidget | None = None,
    ) -> None:
        """Take a view-model; whoever made it closes it."""
        super().__init__("", scrolls=False, parent=parent)
        self._model = model
        self.header.removeWidget(self.title)
        self.name = EditableTitle(self.title, self)
        self.header.insertWidget(0, self.name, 1)
        self._ask_path = ask_path
        self._folder = Path.home()
        self._build_columns()
        self._build_bottom()
        self._lay_out()
        self._set_words()
        self._show_screening()
        self._show_title()
        self._show_links()
        self._connect_signals()
        self.setFocusProxy(self.player.canvas)

    # Parts

    def _build_columns(self) -> None:
        self.player = Player(self._model, self)
        self.timeline = Timeline(self._model, self)
        self.strip = SilhouetteStrip(self._model, self)
        self.vertical = VerticalBar(self._model, self)
        self.cards = ResultCards(self._model, self)

    def _build_bottom(self) -> None:
        self.pdf_button = primary_button("", self)
        self.pdf_writer: Writer | None = None
        self.file_stem = ""
        self.print_button = QPushButton(self)
        self.print_button.hide()
        self.export_button = QPushButton(self)
        self.export_menu = QMenu(self)
        self.csv_action = QAction(self)
        self.xlsx_action = QAction(self)
        self.html_action = QAction(self)
        self.json_action = QAction(self)
        self.sequence_action = QAction(self)
        self.overlay_action = QAction(self)
        self.export_menu.addActions(
            [
                self.html_action,
                self.csv_action,
                self.xlsx_action,
                self.json_action,
                self.sequence_action,
                self.overlay_action,
            ]
        )
        self.export_button.setMenu(self.export_menu)
        self.person_button = QPushButton(self)
        self.speed_button = SpeedButton(self._model, self)
        self.repeat_button = QPushButton(self)
        self.move_button = QPushButton(self)
        self.move_button.hide()
        self.busy = BusyBar(self._model, self)

    def _lay_out(self) -> None:
        left = QWidget(self)
        in_column(
            self.vertical,
            (self.player, 1),
            self.timeline,
            self.strip,
            gap=1,
            margins=(0, 0, 1, 0),
            parent=left,
        )
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.cards)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 11)
        self.splitter.setStretchFactor(1, 9)
        self.splitter.setSizes([660, 540])
        bottom = WrappingRow(
            self.pdf_button,
            self.print_button,
            self.export_button,
            self.person_button,
            self.speed_button,
            self.repeat_button,
            self.move_button,
            self.busy,
            parent=self,
        )
        add_to(self.content, (self.splitter, 1), bottom)

    def _order_focus(self) -> None:
        """Lead the Tab key from the video over its controls down the right column to the buttons."""
        player = self.player
        order = (
            self.name.button,
            *self.vertical.buttons,
            player.zoom_box,
            player.side_button,
            player.canvas,
            player.lines,
            player.dots,
            player.back_button,
            player.play_button,
            player.forward_button,
            player.speed_box,
            player.overlay_button,
            self.timeline,
            self.strip,
            *self.cards.stops,
            self.pdf_button,
            self.print_button,
            self.export_button,
            self.person_button,
            self.speed_button,
            self.repeat_button,
            self.move_button,
            self.busy.cancel_button,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect_signals(self) -> None:
        model = self._model
        model.screening_changed.connect(self._show_screening)
        model.judging_changed.connect(self._show_busy)
        model.exporting_changed.connect(self._show_busy)
        model.exported.connect(self._say_saved)
        model.cancelled.connect(lambda: self.banner.say(self.tr("Cancelled. Nothing was saved.")))
        model.failed.connect(self._say_failed)
        model.vertical.active_changed.connect(self._make_room)
        self.pdf_button.clicked.connect(self.save_pdf)
        self.html_action.triggered.connect(self.save_html)
        self.csv_action.triggered.connect(self.save_csv)
        self.xlsx_action.triggered.connect(self.save_xlsx)
        self.json_action.triggered.connect(self.save_json)
        self.sequence_action.triggered.connect(self.save_sequence)
        self.overlay_action.triggered.connect(self.save_overlay)
        self.person_button.clicked.connect(self.choose_person)
        self.repeat_button.clicked.connect(model.repeat)
        self.name.renamed.connect(model.set_label)
        self.name.left.connect(self.player.canvas.setFocus)
        model.label_changed.connect(self._show_title)
        model.links_changed.connect(self._show_links)
        rename = QShortcut(QKeySequence(Qt.Key.Key_F2), self)
        rename.activated.connect(self.name.edit)
        model.display.video_problem_changed.connect(self._show_busy)

    # What is shown

    def _show_screening(self) -> None:
        self.cards.show_screening()
        self._order_focus()
        self._show_busy()

    def _make_room(self, _drawing: bool) -> None:
        """Enlarge the picture over the time controls while lines are drawn in it."""
        self._fit_height()
        self._show_busy()

    def _fit_height(self) -> None:
        """Leave out the silhouettes, then the timeline, where the window is too low for them."""
        drawing = self._model.vertical.active
        room = self.height() - (self.banner.height() if self.banner.isVisible() else 0)
        self.strip.setVisible(not drawing and room >= _WITH_STRIP)
        self.timeline.setVisible(not drawing and room >= _WITH_TIMELINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the height; the buttons at the bottom are never cut off."""
        super().resizeEvent(event)
        self._fit_height()

    def _show_busy(self, *_: object) -> None:
        model = self._model
        busy = self.busy.show_work()
        self.pdf_button.setEnabled(not busy)
        self.print_button.setEnabled(not busy)
        self.export_button.setEnabled(not busy)
        self.person_button.setVisible(model.can_choose_person)
        free = model.can_set_vertical and not busy and not model.vertical.active
        self.cards.measurements.vertical_button.setEnabled(free)
        self.cards.measurements.clothes_box.setEnabled(free)
        self.speed_button.show_speed()
        self.sequence_action.setEnabled(model.screening.sequence is not None)
        self.overlay_action.setEnabled(
            model.write_overlay is not None and model.display.video is not None
        )

    def _say_saved(self, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        self.banner.say(
            self.tr("Saved as “{name}”.").format(name=path.name),
            action=self.tr("Open folder"),
            do=lambda: _open(folder),
        )

    def _say_failed(self, error: ScolioError) -> None:
        words = f"{render(error.what)} {render(error.remedy)}"
        self.banner.say(words, severity=Severity.REPEAT)

    # Ask, then do

    def save_pdf(self) -> None:
        """Ask where, then save the report."""
        self._save(
            self.tr("Save report"),
            ".pdf",
            self.tr("PDF document"),
            self.pdf_writer or partial(result_files.write_pdf, prevalence=self._model.prevalence),
        )

    def save_letter(self, write: Writer) -> None:
        """Ask where, then save a letter to the parents."""
        self._save(self.tr("Save letter"), ".letter.pdf", self.tr("PDF document"), write)

    def save_fhir(self, write: Writer) -> None:
        """Ask where, then save the signed result as a bundle of FHIR."""
        self._save(self.tr("Save as FHIR"), ".fhir.json", self.tr("FHIR bundle (JSON)"), write)

    def save_csv(self) -> None:
        """Ask where, then save the table."""
        self._save(
            self.tr("Save table"),
            ".csv",
            self.tr("Table (CSV)"),
            partial(result_files.write_csv, prevalence=self._model.prevalence),
        )

    def save_xlsx(self) -> None:
        """Ask where, then save the table as a workbook."""
        self._save(
            self.tr("Save table"),
            ".xlsx",
            self.tr("Table (Excel)"),
            partial(result_files.write_xlsx, prevalence=self._model.prevalence),
        )

    def save_html(self) -> None:
        """Ask where, then save the report as an HTML page."""
        self._save(
            self.tr("Save report"),
            ".html",
            self.tr("Web page"),
            partial(result_files.write_html, prevalence=self._model.prevalence),
        )

    def save_json(self) -> None:
        """Ask where, then save the result as data."""
        self._save(
            self.tr("Save result"), ".json", self.tr("Result (JSON)"), result_files.write_json
        )

    def save_sequence(self) -> None:
        """Ask where, then save silhouettes and keypoints."""
        title, kind = self.tr("Save gait sequence"), self.tr("Gait sequence")
        # What goes to research carries no child's name, in it or about it.
        self._save(title, ".gait.npz", kind, result_files.write_sequence, named=False)

    def save_overlay(self) -> None:
        """Ask where, then save the video with the overlay drawn in."""
        write = self._model.write_overlay
        if write is not None:
            self._save(self.tr("Save video with overlay"), ".overlay.mp4", self.tr("Video"), write)

    def _save(
        self, title: str, suffix: str, kind: str, write: Writer, *, named: bool = True
    ) -> None:
        """Ask for a path, named after the label where ``named``, and write there."""
        result = self._model.result
        stem = Path(result.provenance.video.name).stem
        if named and result.label:
            stem = result.label
        if self.file_stem:
            # The name of a file is read by anybody; that of a patient stays out of it.
            stem = self.file_stem
        name = file_name(stem, suffix)
        ending = "." + suffix.rsplit(".", 1)[-1]
        chosen, _ = self._ask_path(self, title, str(self._folder / name), f"{kind} (*{ending})")
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != ending:
            path = path.with_name(path.name + ending)
        self._folder = path.parent
        self.banner.clear()
        self._model.export(path, write)

    def choose_person(self) -> None:
        """Ask whom the screening is about, then have that person judged."""
        model = self._model
        if model.refuses_change():
            return
        chooser = PersonChooser(model, self)
        model.closed.connect(chooser.reject)
        chooser.accepted.connect(partial(self._take_person, chooser))
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _take_person(self, chooser: PersonChooser) -> None:
        if chooser.person is not None:
            self._model.choose_person(chooser.person)

    # Keys, language, end

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays, arrows step, Home and End go to the ends; where no part uses the key itself."""
        first, last = self._model.span
        match event.key():
            case Qt.Key.Key_Space:
                self._model.playback.toggle_playing()
            case Qt.Key.Key_Left:
                self._model.playback.step(-1)
            case Qt.Key.Key_Right:
                self._model.playback.step(1)
            case Qt.Key.Key_Home:
                self._model.playback.seek(first)
            case Qt.Key.Key_End:
                self._model.playback.seek(last)
            case _:
                super().keyPressEvent(event)

    def _set_words(self) -> None:
        self.pdf_button.setText(self.tr("&Save PDF…"))
        self.pdf_button.setShortcut("Ctrl+S")
        self.pdf_button.setToolTip(self.tr("Save the report (Ctrl+S)"))
        self.print_button.setText(self.tr("Prin&t…"))
        self.print_button.setToolTip(self.tr("Print the report as it is kept with the records"))
        self.export_button.setText(self.tr("&Export…"))
        self.html_action.setText(self.tr("Report as &HTML…"))
        self.csv_action.setText(self.tr("&Table (CSV)…"))
        self.xlsx_action.setText(self.tr("Table (&Excel)…"))
        self.json_action.setText(self.tr("&Result (JSON)…"))
        self.sequence_action.setText(self.tr("&Gait sequence (.gait.npz)…"))
        self.overlay_action.setText(self.tr("&Video with overlay…"))
        self.person_button.setText(self.tr("&Choose person…"))
        self.repeat_button.setText(self.tr("Film a&gain…"))
        self.repeat_button.setToolTip(
            self.tr("See what to change, take a new video, and compare the two side by side")
        )

    def _show_title(self) -> None:
        result = self._model.result
        video = result.provenance.video.name
        # In the records a video has an id, which tells nobody anything.
        told = "" if result.label and recording_of(Path(video)) else video
        self.name.show_names(result.label, told)

    def _show_links(self) -> None:
        self.cards.links.show_links(self._model.links)
        if self._model.links.replaced:
            # A paper of it would say what is not held any more.
            for button in (self.pdf_button, self.export_button, self.repeat_button):
                button.hide()
            self.cards.outcome.film_button.hide()
            self.name.fix()
        self._order_focus()


def _open(folder: QUrl) -> None:
    QDesktopServices.openUrl(folder)
