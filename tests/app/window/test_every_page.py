"""Every page and dialog, empty and full, at three sizes in two languages, read as a person would.

No outcome without its mark, no interval that contradicts its word, no drop-down list that is cut, no words
cut, over each other or beyond their place, no mnemonic twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from scolioapp.painting.theme import SchemeChoice, Theme
from tests.app import screenshots
from tests.app.page_reader import faults, said_on, too_high, unmarked

SIZES = {
    "1024x700": (1024, 700),
    "1920x1080 at 150 %": (1280, 720),
    "1920x1080 at 200 %": (960, 540),
}
"""Room for the window, logical px."""

VALIDATED = ("result-why-fullest", "result-why-fullest-trust")
"""States in which a validated model has judged."""


class Reader(screenshots.Gallery):
    """Walks through the program and reads instead of photographing."""

    size = (1024, 700)

    def tour(self) -> None:
        """Take the size before anything is shown, so that dialogs are bounded by it."""
        self.wrong: list[str] = []
        self.seen: list[str] = []
        self.words = 0
        self.program.window.resize(*self.size)
        super().tour()

    def shoot(
        self,
        name: str,
        widget: QWidget | None = None,
        *,
        sizes: tuple[tuple[int, int], ...] = (),
        before: Callable[[], None] = lambda: None,
    ) -> None:
        """Read the window or a dialog as it is."""
        window = self.program.window
        screenshots.settle()
        before()
        screenshots.settle()
        assert (window.width(), window.height()) == self.size
        page = widget or window
        assert page.isVisible()
        found = [*faults(page), *too_high(page)]
        if name in VALIDATED:
            # No mark is due there; that it is missed shows that the reader looks.
            missed = unmarked(page)
            assert missed
            found = [words for words in found if words not in missed]
        if widget is not None and not window.rect().contains(widget.rect()):
            found.append(f"{widget.width()} x {widget.height()} px, larger than the window")
        self.wrong += [f"{name}: {words}" for words in found]
        self.seen.append(name)
        self.words += sum(1 for _ in said_on(page))


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Return a language; afterwards everything speaks English again."""
    before = qapp.font()
    yield str(request.param)
    for installed in qapp.findChildren(QTranslator):
        qapp.removeTranslator(installed)
        installed.deleteLater()
    qapp.setProperty("language", "en")
    qapp.setFont(before)
    Theme(qapp).choose(SchemeChoice.SYSTEM)


# The offscreen platform says so of every list that drops down.
@pytest.mark.qt_log_ignore("propagateSizeHints|raise|grabbing the keyboard")
@pytest.mark.heavy
@pytest.mark.parametrize("room", SIZES)
def test_nothing_misleads_or_is_cut_anywhere(
    qapp: QApplication,
    tmp_path: Path,
    language: str,
    room: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Reader, "size", SIZES[room])
    reader = Reader(qapp, tmp_path, "", tmp_path / "home", language)
    try:
        reader.tour()
    finally:
        reader.end()
    assert len(reader.seen) > 40
    assert reader.words > 2000
    assert reader.wrong == []
