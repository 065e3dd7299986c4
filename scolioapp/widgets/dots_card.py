"""The adhesive dots of a recording as a card: which were found, and how to correct them before they count."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from engine.core.sites import SITES, Site
from engine.report.picture_view import FilmedFrom
from scolioapp.i18n import render
from scolioapp.painting.layouts import STRETCH, add_to, in_column
from scolioapp.painting.theme import space
from scolioapp.viewmodels.dots_review import site_words, sites_to_show
from scolioapp.viewmodels.result import ResultViewModel
from scolioapp.widgets.page import heading, note, paragraph, primary_button

_LEAST_ROW = space(4)


class DotsCard(QFrame):
    """A list of landmarks with what can be said about the dot of each; hidden where no dots were used."""

    def __init__(self, model: ResultViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._model = model
        self._sites: list[Site] = []
        self.heading = heading("", self)
        self.heading.setWordWrap(True)
        self.words = paragraph("", self)
        self.table = self._make_table()
        self.rename_button, self.drop_button, self.pick_button, self.undo_button = (
            QPushButton(self) for _ in range(4)
        )
        self.pick_button.setCheckable(True)
        self.rename_menu = QMenu(self)
        self.rename_actions = {site: QAction(self) for site in SITES}
        for site, action in self.rename_actions.items():
            action.triggered.connect(partial(self._rename, site))
        self.rename_menu.addActions(list(self.rename_actions.values()))
        self.rename_button.setMenu(self.rename_menu)
        self.rename_button.setProperty("hasMenu", "true")
        self.confirm_button = primary_button("", self)
        self.problem = note("", self)
        self.problem.setProperty("role", "problem")
        self._lay_out()
        self._set_words()
        self._connect()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the Tab key stops at, in its order."""
        return (
            self.table,
            self.rename_button,
            self.drop_button,
            self.pick_button,
            self.undo_button,
            self.confirm_button,
        )

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 2, self)
        table.verticalHeader().setVisible(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _lay_out(self) -> None:
        corrections, end = QHBoxLayout(), QHBoxLayout()
        buttons = (
            (corrections, (self.rename_button, self.drop_button)),
            (end, (self.pick_button, self.undo_button)),
        )
        for row, members in buttons:
            row.setSpacing(space(1))
            add_to(row, *members, STRETCH)
        in_column(
            self.heading,
            self.words,
            self.table,
            corrections,
            end,
            self.problem,
            (self.confirm_button, 0, Qt.AlignmentFlag.AlignLeft),
            gap=1,
            margins=(2, 1.5, 2, 2),
            parent=self,
        )

    def _connect(self) -> None:
        review = self._model.dots
        review.changed.connect(self._show)
        self._model.judging_changed.connect(self._show)
        self._model.screening_changed.connect(self._show)
        self.table.currentCellChanged.connect(self._select)
        self.drop_button.clicked.connect(self._drop)
        self.pick_button.clicked.connect(self._pick)
        self.undo_button.clicked.connect(review.undo)
        self.confirm_button.clicked.connect(review.confirm)

    # What is shown

    def _show(self) -> None:
        review = self._model.dots
        self.setVisible(review.used)
        if not review.used:
            return
        front = self._model.display.filmed_from is FilmedFrom.FRONT
        self._fill(sites_to_show(front, review.seen))
        checked = review.checked
        self.heading.setText(
            self.tr("Adhesive dots: checked")
            if checked
            else self.tr("Adhesive dots: not yet checked")
        )
        self.words.setText(self._advice(checked))
        self.problem.setVisible(review.problem is not None)
        if review.problem is not None:
            self.problem.setText(f"{render(review.problem.what)} {render(review.problem.remedy)}")
        self._show_buttons(checked)

    def _advice(self, checked: bool) -> str:
        review = self._model.dots
        if review.picking is not None:
            words = self.tr(
                "Click the dot in the picture: {landmark}. Dotted rings mark other spots."
            )
            return words.format(landmark=render(site_words(review.picking)))
        if checked:
            return self.tr("Somebody has looked at these dots; the measurements stand on them.")
        if not review.seen:
            return self.tr(
                "No dot was found. Choose where one was stuck on, then point at it in the picture."
            )
        return self.tr(
            "Look at the picture: does each ring lie on the dot that it names? Correct what is wrong, "
            "then confirm."
        )

    def _fill(self, sites: list[Site]) -> None:
        review = self._model.dots
        self._sites = sites
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(sites))
            for row, site in enumerate(sites):
                share = review.seen.get(site)
                words = (
                    self.tr("not found")
                    if share is None
                    else self.tr("{share} % of frames").format(share=round(100 * share))
                )
                self.table.setItem(row, 0, QTableWidgetItem(render(site_words(site))))
                self.table.setItem(row, 1, QTableWidgetItem(words))
            if review.selected in sites:
                self.table.setCurrentCell(sites.index(review.selected), 0)
        high_row = max(_LEAST_ROW, self.table.fontMetrics().height() + space(1.5))
        self.table.verticalHeader().setDefaultSectionSize(high_row)
        high = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(high_row * len(sites) + high + 8)

    def _show_buttons(self, checked: bool) -> None:
        review = self._model.dots
        site = review.selected if review.selected in self._sites else None
        has_dot = site is not None and site in review.seen
        free = self._model.can_correct_dots and self._model.judging is None
        self.rename_button.setEnabled(has_dot and free)
        self.drop_button.setEnabled(has_dot and free)
        self.pick_button.setEnabled(site is not None and free)
        self.pick_button.setChecked(review.picking is not None)
        self.undo_button.setEnabled(review.can_undo and free)
        self.confirm_button.setEnabled(not checked and free)
        for other, action in self.rename_actions.items():
            action.setVisible(other in self._sites)
            action.setEnabled(other is not site)

    # What is done

    def _select(self, row: int, *_: int) -> None:
        self._model.dots.select(self._sites[row] if 0 <= row < len(self._sites) else None)

    def _rename(self, to: Site, _checked: bool = False) -> None:
        site = self._model.dots.selected
        if site is not None:
            self._model.dots.rename(site, to)

    def _drop(self) -> None:
        site = self._model.dots.selected
        if site is not None:
            self._model.dots.drop(site)

    def _pick(self, on: bool) -> None:
        if on:
            self._model.playback.set_playing(False)
            self._model.vertical.cancel()
        self._model.dots.pick(self._model.dots.selected if on else None)

    def _set_words(self) -> None:
        self.table.setHorizontalHeaderLabels([self.tr("Where"), self.tr("Seen in")])
        self.table.setAccessibleName(self.tr("Adhesive dots"))
        for site, action in self.rename_actions.items():
            action.setText(render(site_words(site)))
        self.rename_button.setText(self.tr("&Rename…"))
        self.rename_button.setToolTip(
            self.tr(
                "Say where this dot is stuck on; a dot that has that name changes places with it"
            )
        )
        self.drop_button.setText(self.tr("&No dot"))
        self.drop_button.setToolTip(self.tr("Say that this is no dot"))
        self.pick_button.setText(self.tr("Po&int at it"))
        self.pick_button.setToolTip(self.tr("Click in the picture where this dot is"))
        self.undo_button.setText(self.tr("&Undo"))
        self.undo_button.setToolTip(self.tr("Take the last correction back"))
        self.confirm_button.setText(self.tr("Confirm t&he dots"))
        self.confirm_button.setToolTip(self.tr("The dots are correct; measure again with them"))
        self._show()
