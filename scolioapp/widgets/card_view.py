"""Sections of labelled lines to read, select and copy. Must not know what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontDatabase, QFontMetrics, QTextOption
from PySide6.QtWidgets import QTextBrowser, QWidget

from scolioapp.painting.theme import TextSize, font, space, tokens
from scolioapp.words.model_card_words import Section

_WIDEST_LABEL = 176
"""Width of the labels at most, logical px; longer ones are wrapped."""


class CardView(QTextBrowser):
    """A text that follows the colours of the window; read-only, reached by Tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: tuple[Section, ...] = ()
        self.setProperty("role", "reading")
        self.setOpenLinks(False)
        # Files are dropped on the page, not into the text.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A hash has no spaces.
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(space(1))

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show these; the place that was scrolled to stays."""
        place = self.verticalScrollBar().value()
        self._sections = tuple(sections)
        self._write()
        self.verticalScrollBar().setValue(place)

    def changeEvent(self, event: QEvent) -> None:
        """Take on the colours of the other scheme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._sections:
            self._write()

    def _write(self) -> None:
        now = tokens(self.palette())
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        small = font(TextSize.NOTE).pixelSize()
        self.document().setDefaultFont(font())
        self.document().setDefaultStyleSheet(
            f"h4 {{ margin: {space(1)}px 0 {space(0.5)}px 0; }}"
            f"td {{ padding: 2px {space(1.5)}px 2px 0; }}"
            f".label {{ color: {now.muted}; }}"
            f".fixed {{ font-family: '{fixed}'; font-size: {small}px; }}"
        )
        width = self._label_width()
        self.setHtml("".join(_html(section, width) for section in self._sections))

    def _label_width(self) -> int:
        """Return the labels as much room as the longest takes, unless that is very long."""
        metrics = QFontMetrics(font())
        labels = (line.label for section in self._sections for line in section.lines)
        widest = max((metrics.horizontalAdvance(label) for label in labels), default=0)
        return min(widest + space(2), _WIDEST_LABEL)


def _html(section: Section, label_width: int) -> str:
    rows = []
    for line in section.lines:
        value = escape(line.value)
        if line.fixed:
            value = f'<span class="fixed">{value}</span>'
        if line.alert:
            value = f"<b>{value}</b>"
        rows.append(
            f'<tr><td class="label" width="{label_width}">{escape(line.label)}</td>'
            f"<td>{value}</td></tr>"
        )
    return f'<h4>{escape(section.title)}</h4><table width="100%">{"".join(rows)}</table>'
