"""How everything looks: the 8 px grid, three text sizes, two palettes, and the outcome colours.

A widget asks `tokens(self.palette())` when it paints, so that it follows a change of scheme without
being told; it repaints by itself, because Qt sends every widget a PaletteChange. Colours are never
written anywhere else. Must not know: pages, jobs, results.

Outcome colours are those of Okabe and Ito (2008), told apart by people with any colour vision, and
each goes with a shape and words.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from engine.core.classes import Outcome
from engine.core.findings import Severity, Verdict
from engine.core.resources import resource
from scolioapp.i18n import font_families

GRID = 8
"""Logical pixels between everything."""


def space(steps: float = 1) -> int:
    """Return a distance on the grid, logical px: ``space(3)`` is the margin of a page."""
    return round(GRID * steps)


class TextSize(Enum):
    """The three text sizes, in logical pixels before the person's own font scale."""

    TITLE = 20
    BODY = 14
    NOTE = 12


class Shape(StrEnum):
    """The shape that goes with an outcome."""

    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    CIRCLE = "circle"
    DASHED_CIRCLE = "dashed_circle"


OUTCOME_SHAPES: Mapping[Outcome, Shape] = MappingProxyType(
    {
        Outcome.DETECTED: Shape.TRIANGLE,
        Outcome.BORDERLINE: Shape.DIAMOND,
        Outcome.NOT_DETECTED: Shape.CIRCLE,
        Outcome.INCONCLUSIVE: Shape.DASHED_CIRCLE,
    }
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme, as ``#rrggbb``.

    Attributes:
        dark: Whether this is the dark scheme.
        window: Behind everything.
        rail: Behind the rail and the jobs strip.
        surface: Cards, tables and fields.
        sunken: Hovered rows, tracks of progress bars, quiet fills.
        text: Words; at least 7:1 on ``window`` and ``surface``.
        muted: Notes; at least 4.5:1 on both.
        border: Thin lines; decoration only.
        strong_border: Edges of things one can act on; at least 3:1.
        accent: The one primary action, links and focus.
        on_accent: Words on ``accent``.
        accent_soft: Selected rows and the drop highlight.
        vermilion: Okabe-Ito, for this background.
        amber: Okabe-Ito, for this background (a fill: words on it use ``on_amber``).
        blue: Okabe-Ito, for this background.
        grey: Neutral, for this background.
        on_amber: Words and edges on ``amber``.
        left: The person's own left side in pictures and charts.
        right: The person's own right side.
        body: A silhouette that heat is laid over.
        heat: The hottest place of a heat map; colder ones let more of what lies below shine through.
            One hue that differs in lightness from ``body``, so that any colour vision reads it, and
            none of the sides' or outcomes'.
    """

    dark: bool
    window: str
    rail: str
    surface: str
    sunken: str
    text: str
    muted: str
    border: str
    strong_border: str
    accent: str
    on_accent: str
    accent_soft: str
    vermilion: str
    amber: str
    blue: str
    grey: str
    on_amber: str
    left: str
    right: str
    body: str
    heat: str

    def outcome(self, outcome: Outcome) -> QColor:
        """Return the fill of an outcome's shape."""
        names = {
            Outcome.DETECTED: self.vermilion,
            Outcome.BORDERLINE: self.amber,
            Outcome.NOT_DETECTED: self.blue,
            Outcome.INCONCLUSIVE: self.grey,
        }
        return QColor(names[outcome])

    def severity(self, severity: Severity) -> QColor:
        """Return the colour of a finding."""
        names = {
            Severity.INFO: self.blue,
            Severity.CARE: self.amber,
            Severity.REPEAT: self.vermilion,
        }
        return QColor(names[severity])

    def verdict(self, verdict: Verdict) -> QColor:
        """Return the colour of a verdict on a recording."""
        names = {
            Verdict.USABLE: self.blue,
            Verdict.USABLE_WITH_CARE: self.amber,
            Verdict.REPEAT: self.vermilion,
        }
        return QColor(names[verdict])


LIGHT = Tokens(
    dark=False,
    window="#f4f5f7",
    rail="#e9ecf0",
    surface="#ffffff",
    sunken="#e8ebef",
    text="#1a1e24",
    muted="#555e69",
    border="#d3d8df",
    strong_border="#848d98",
    accent="#0069a8",
    on_accent="#ffffff",
    accent_soft="#dcecf7",
    vermilion="#d55e00",
    amber="#e69f00",
    blue="#0072b2",
    grey="#767f8a",
    on_amber="#5c3d00",
    left="#0072b2",
    right="#b34d00",
    body="#b9c1ca",
    heat="#8c1d6b",
)

DARK = Tokens(
    dark=True,
    window="#16191e",
    rail="#101317",
    surface="#1f2329",
    sunken="#2b3038",
    text="#e9ebee",
    muted="#a7afba",
    border="#363c45",
    strong_border="#7b8591",
    accent="#5cb6ea",
    on_accent="#0a1218",
    accent_soft="#1d3a4e",
    vermilion="#f07f2e",
    amber="#e8a916",
    blue="#56b4e9",
    grey="#97a0ac",
    on_amber="#fbe3ab",
    left="#56b4e9",
    right="#f0955a",
    body="#5a636e",
    heat="#ff9ad8",
)


def tokens(palette: QPalette | None = None) -> Tokens:
    """Return the colours that go with ``palette`` (default: the application's)."""
    palette = palette if palette is not None else QGuiApplication.palette()
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def curve_colours(now: Tokens) -> tuple[str, ...]:
    """Return the colours of curves that are drawn over each other, Okabe-Ito, for this background.

    The first three are told apart best; who needs more has dashes and labels, too.
    """
    if now.dark:
        return (now.blue, now.vermilion, "#3fc79a", "#e59ac4", now.amber, now.grey)
    return (now.blue, now.vermilion, "#007a5a", "#a3527f", "#9a6a00", now.grey)


def font_scale() -> float:
    """Return the person's own font size over an ordinary one; never below 1."""
    system = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    return max(1.0, system.pixelSize() / 13.5)


def font(size: TextSize = TextSize.BODY, *, bold: bool = False, tabular: bool = False) -> QFont:
    """Return the system font in one of the three sizes.

    Args:
        size: One of the three.
        bold: Semi-bold, for titles and outcomes.
        tabular: Figures of equal width, for tables and times that change.
    """
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    result.setFamilies([*font_families(), *result.families()])
    result.setPixelSize(round(size.value * font_scale()))
    if bold:
        result.setWeight(QFont.Weight.DemiBold)
    if tabular:
        result.setFeature(QFont.Tag("tnum"), 1)
    return result


def palette_of(scheme: Tokens) -> QPalette:
    """Make Qt's palette from the colours of a scheme."""
    role = QPalette.ColorRole
    colours = {
        role.Window: scheme.window,
        role.WindowText: scheme.text,
        role.Base: scheme.surface,
        role.AlternateBase: scheme.sunken,
        role.Text: scheme.text,
        role.Button: scheme.surface,
        role.ButtonText: scheme.text,
        role.BrightText: scheme.on_accent,
        role.ToolTipBase: scheme.surface,
        role.ToolTipText: scheme.text,
        role.PlaceholderText: scheme.muted,
        role.Highlight: scheme.accent,
        role.HighlightedText: scheme.on_accent,
        role.Accent: scheme.accent,
        role.Link: scheme.accent,
        role.LinkVisited: scheme.accent,
        role.Mid: scheme.border,
        role.Midlight: scheme.sunken,
        role.Light: scheme.surface,
        role.Dark: scheme.strong_border,
    }
    palette = QPalette()
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(scheme.strong_border))
    return palette


def style_sheet(scheme: Tokens) -> str:
    """Fill the colours and distances of ``resources/theme/window.qss``."""
    template = string.Template(resource("theme", "window.qss").read_text(encoding="utf-8"))
    scale = font_scale()
    values: dict[str, str] = {
        name: str(getattr(scheme, name)) for name in Tokens.__slots__ if name != "dark"
    }
    values |= {f"size_{size.name.lower()}": f"{round(size.value * scale)}px" for size in TextSize}
    values |= {"half": f"{GRID // 2}px", "one": f"{GRID}px", "two": f"{2 * GRID}px"}
    values["icons"] = resource("icons").as_posix()
    values["tone"] = "dark" if scheme.dark else "light"
    return template.substitute(values)


class SchemeChoice(StrEnum):
    """What the person chose under Settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_QT_SCHEMES: Mapping[SchemeChoice, Qt.ColorScheme] = MappingProxyType(
    {
        SchemeChoice.SYSTEM: Qt.ColorScheme.Unknown,
        SchemeChoice.LIGHT: Qt.ColorScheme.Light,
        SchemeChoice.DARK: Qt.ColorScheme.Dark,
    }
)


class Theme(QObject):
    """Keeps the application in the chosen scheme, and follows the system live.

    Signals:
        changed: The colours have changed.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = SchemeChoice.SYSTEM
        self._applied: Tokens | None = None
        style = QStyleFactory.create("Fusion")
        if style is not None:
            app.setStyle(style)
        app.setFont(font())
        app.setWindowIcon(QIcon(str(resource("icons", "scolioapp.svg"))))
        # The entry of the menus that a desktop shows the window under.
        app.setDesktopFileName("scolioapp")
        app.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def choose(self, choice: SchemeChoice) -> None:
        """Follow the system, or stay light or dark."""
        self._choice = choice
        self._app.setStyleSheet("")
        self._app.styleHints().setColorScheme(_QT_SCHEMES[choice])
        self._apply()

    def _wanted(self) -> Tokens:
        if self._choice is not SchemeChoice.SYSTEM:
            return DARK if self._choice is SchemeChoice.DARK else LIGHT
        return DARK if self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT

    def _apply(self) -> None:
        scheme, before = self._wanted(), self._applied
        if scheme is before and self._app.styleSheet():
            return
        self._applied = scheme
        # Where one sheet or palette takes the place of another below a sheet, Qt styles each widget
        # anew for each widget above it: seconds, with every page built. From none it does so once.
        self._app.setStyleSheet("")
        self._app.setPalette(palette_of(scheme))
        self._app.setStyleSheet(style_sheet(scheme))
        if scheme is not before:
            self.changed.emit()
