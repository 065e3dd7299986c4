"""Translation of every sentence, the engine's included.

The engine makes its sentences as `engine.core.text.Text`: an English template and values. `render`
translates the template in the context ``engine`` and fills in the values. The window's own
sentences go through ``self.tr``. Must not know QtGui or QtWidgets.

``python -m scolioapp.i18n.update_translations`` collects all of them into ``resources/translations``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from engine.core.resources import resource
from engine.core.text import Text, Value
from scolioapp.i18n import kept_words

CONTEXT = kept_words.CONTEXT
"""Context under which the engine's templates are translated."""

CHINESE = "zh_CN"
"""Simplified Chinese."""

_NAMES = {"en": "English", CHINESE: "简体中文"}
_DATES = {CHINESE: "yyyy-MM-dd"}
_CHINESE_FONTS = {"win32": "Microsoft YaHei UI", "darwin": "PingFang SC"}
_REASONS = frozenset({"reason", "why", "runtime", "where"})
"""Fields whose value may be words of the engine itself."""


def render(sentence: Text) -> str:
    """Return an engine sentence in the window's language.

    A translation whose fields do not match its template is passed over for the English sentence.
    """
    template = QCoreApplication.translate(CONTEXT, sentence.template)
    values = {name: _value(name, value) for name, value in sentence.params.items()}
    try:
        return template.format(**values)
    except (KeyError, IndexError, ValueError):
        return str(sentence)


def _value(name: str, value: Value) -> Value:
    if isinstance(value, tuple):
        return listed(value)
    if name in _REASONS and isinstance(value, str) and value:
        return kept_words.said(value)
    return value


def listed(words: Iterable[str]) -> str:
    """Tell several things in one line, joined as the window's language does it; empty ones are left out."""
    between = "、" if current() == CHINESE else ", "
    return between.join(each for each in words if each)


def languages() -> dict[str, str]:
    """Return the languages that can be chosen: code to the language's own name."""
    found = {"en": _NAMES["en"]}
    folder = resource("translations")
    for path in sorted(folder.glob("scolioapp_*.qm")):
        code = path.stem.removeprefix("scolioapp_")
        found[code] = _NAMES.get(code, QLocale(code).nativeLanguageName() or code)
    return found


def spoken(language: str, wanted: Sequence[str] | None = None) -> str:
    """Return the code of the language to speak.

    Only the first language of the system counts: English has no file of its own, so that Qt would
    pass it over for the second. Every Chinese written in simplified signs is served by `CHINESE`.

    Args:
        language: The setting; "" follows the system.
        wanted: The languages that the system asks for, the first first; None looks.
    """
    if language:
        return language
    asked = QLocale.system().uiLanguages() if wanted is None else wanted
    system = QLocale(next(iter(asked), "en"))
    simplified = system.script() is QLocale.Script.SimplifiedChineseScript
    return CHINESE if simplified else system.name()


def current() -> str:
    """Return the code of the language that was installed last; English where none was."""
    app = QCoreApplication.instance()
    code = app.property("language") if app is not None else None
    return code if isinstance(code, str) else "en"


def date_pattern() -> str:
    """Return Qt's pattern of a date in the installed language."""
    return _DATES.get(current(), "d MMM yyyy")


def font_families(language: str = "") -> list[str]:
    """Return the fonts to try before the ordinary ones, of a language or of the installed one.

    Without them Qt may show Chinese by the Japanese forms of its signs, and measures lines by a
    font whose letters are lower.
    """
    if (language or current()) != CHINESE:
        return []
    return [_CHINESE_FONTS.get(sys.platform, "Noto Sans CJK SC")]


def install(app: QCoreApplication, language: str) -> None:
    """Translate ``app`` into a language before the first window is built.

    Args:
        app: The application; it owns the translators.
        language: A code of `languages`, or "" for the system's language.
    """
    code = spoken(language)
    app.setProperty("language", code)
    locale = QLocale(code)
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("scolioapp", str(resource("translations"))),
    ):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)


def said_in(language: str, context: str, sentence: str) -> str:
    """Return a sentence of the window in a language that is not installed; English without one."""
    translator = QTranslator()
    file = resource("translations") / f"scolioapp_{spoken(language)}.qm"
    if not file.exists() or not translator.load(str(file)):
        return sentence
    return translator.translate(context, sentence) or sentence
