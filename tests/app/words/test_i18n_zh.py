"""Simplified Chinese: nothing is left out, nothing is exchanged, and the file made of it is new."""

from __future__ import annotations

import re
import shutil
import string
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from engine.core.classes import Outcome, Side
from engine.core.measurands import MEASURANDS
from engine.core.resources import resource
from engine.core.result import Measurement
from engine.core.text import text
from engine.models.cards import read_card
from engine.report import measurement_words, wording
from engine.runtime.device import CPU, ProviderChoice
from scolioapp import i18n
from scolioapp.bootstrap import Program
from scolioapp.i18n import kept_words, update_translations
from scolioapp.painting.overlay import side_sign
from scolioapp.painting.theme import font
from scolioapp.paths import AppPaths
from scolioapp.settings import Settings
from scolioapp.views.main_window import ABOUT, HELP, RESULTS, SCREEN, SETTINGS
from scolioapp.views.settings_page import SettingsPage
from tests.app.fakes import made_up
from tests.app.words.test_words import texts
from tests.patience import SECONDS

TS = update_translations.TRANSLATIONS / f"scolioapp_{i18n.CHINESE}.ts"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SIDE = re.compile(r"\b(left|right|l|r)\b")
"""A side, also by the letter that is painted on pictures."""
NOT_SIDES = (
    "{time} left",
    "min left",
    "left out",
    "are left for",
    "it is right",
    "put it right",
    "put them right",
    "left where it is",
    "i, l or o",
    "ctrl+r",
    "ctrl+l",
    "is left of it",
    "set it right",
    "that are left",
    "left over",
    "left where it was",
)
SAME_IN_EVERY_LANGUAGE = re.compile(
    r"((Ctrl|Alt)\+.*|F1|Esc|[^A-Za-z]*|/.*|sconet_mt_demo.*|ScolioApp|anna\.mp4|English)"
)
UPDATE = (
    "run: python -m scolioapp.i18n.update_translations zh_CN, translate what is unfinished, "
    "and run it again"
)


@dataclass(frozen=True)
class Message:
    """One sentence in both languages; the forms of a plural are joined."""

    context: str
    source: str
    comment: str
    translation: str
    finished: bool


def messages(path: Path) -> list[Message]:
    found = []
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            said = message.find("translation")
            assert said is not None
            if said.get("type") in {"vanished", "obsolete"}:
                continue
            words = "".join(said.itertext()).strip()
            found.append(
                Message(
                    context.findtext("name", ""),
                    message.findtext("source", ""),
                    message.findtext("comment", ""),
                    words,
                    bool(words) and said.get("type") != "unfinished",
                )
            )
    return found


KEPT = messages(TS)


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[QTranslator]:
    """Speak Chinese by the file that is kept; afterwards English again."""
    before = qapp.font()
    i18n.install(qapp, i18n.CHINESE)
    translator = QTranslator()
    assert translator.load(str(TS.with_suffix(".qm")))
    yield translator
    for installed in qapp.findChildren(QTranslator):
        qapp.removeTranslator(installed)
        installed.deleteLater()
    qapp.setProperty("language", "en")
    qapp.setFont(before)


def test_every_sentence_of_window_and_engine_is_translated(tmp_path: Path) -> None:
    shutil.copy(TS, tmp_path)
    update_translations.update([i18n.CHINESE], folder=tmp_path)
    collected = messages(tmp_path / TS.name)
    assert len(collected) > 500
    missing = [f"{m.context}: {m.source}" for m in collected if not m.finished]
    assert not missing, UPDATE
    kept = {(m.context, m.source) for m in KEPT if m.finished}
    assert {(m.context, m.source) for m in collected} <= kept, UPDATE


def test_a_new_sentence_stays_english_until_somebody_translates_it(tmp_path: Path) -> None:
    ts = tmp_path / TS.name
    kept = TS.read_text(encoding="utf-8")
    source, guess = "<source>right side lower</source>", "<translation>右侧较低</translation>"
    assert source in kept
    assert guess in kept
    renamed = kept.replace(source, "<source>right side a bit lower</source>")
    ts.write_text(
        renamed.replace("<translation>左侧较低", '<translation type="unfinished">左侧较低'),
        encoding="utf-8",
    )
    update_translations.update([i18n.CHINESE], folder=tmp_path)
    translator = QTranslator()
    assert translator.load(str(ts.with_suffix(".qm")))
    assert not translator.translate(i18n.CONTEXT, "right side lower")
    assert not translator.translate(i18n.CONTEXT, "left side lower")
    assert translator.translate(i18n.CONTEXT, "to the left")


def test_the_file_that_the_window_loads_says_the_same(chinese: QTranslator) -> None:
    old = [
        message
        for message in KEPT
        if chinese.translate(message.context, message.source, message.comment or None, 2)
        != message.translation
    ]
    assert not old, UPDATE


def fields(template: str) -> list[str]:
    return sorted(re.findall(r"\{[^{}]*\}", template))


def mnemonics(words: str) -> list[str]:
    return [letter.upper() for letter in re.findall(r"&(\w)", words)]


def sides_agree(message: Message) -> bool:
    """Tell whether the same sides are named, and the first and the last are the same."""
    source = re.sub(r"&(\w)", r"\1", message.source.lower())
    for phrase in NOT_SIDES:
        source = source.replace(phrase, "")
    named = ["左" if side[0] == "l" else "右" for side in SIDE.findall(source)]
    said = re.findall("[左右]", message.translation)
    return set(named) == set(said) and named[:1] == said[:1] and named[-1:] == said[-1:]


def test_left_and_right_are_never_exchanged() -> None:
    assert not [message for message in KEPT if not sides_agree(message)]
    assert sum(bool(SIDE.search(message.source.lower())) for message in KEPT) > 20


def test_fields_and_quotes_are_those_of_the_source() -> None:
    for message in KEPT:
        source, said = message.source, message.translation
        assert fields(said) == fields(source)
        assert said.count("“") == said.count("”") == source.count("“")
        if message.context == i18n.CONTEXT:
            list(string.Formatter().parse(said))


def test_mnemonics_are_those_of_the_source_and_so_as_unique() -> None:
    for message in KEPT:
        said = message.translation
        assert mnemonics(said) == mnemonics(message.source)
        assert ("&" in said.replace("& ", "")) == bool(re.search(r"\(&[A-Z]\)", said)), said


def made_measurement(name: str, side: Side) -> Measurement:
    value = 5.0 if side is Side.LEFT else -5.0
    return Measurement(
        value=value,
        low=value - 1,
        high=value + 1,
        unit=MEASURANDS[name].unit,
        measurable=True,
        side=side,
    )


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("name", MEASURANDS)
def test_a_measurement_keeps_its_side(name: str) -> None:
    for side, sign, other in ((Side.LEFT, "左", "右"), (Side.RIGHT, "右", "左")):
        said = i18n.render(measurement_words.measurement_words(name, made_measurement(name, side)))
        assert sign in said
        assert other not in said
    positive, negative = (
        i18n.render(label) for label in measurement_words.side_labels(MEASURANDS[name].sign)
    )
    assert "左" in positive
    assert "右" in negative


@pytest.mark.usefixtures("chinese")
def test_the_outcomes_are_said_with_care() -> None:
    said = {outcome: i18n.render(wording.outcome_title(outcome)) for outcome in Outcome}
    assert said[Outcome.DETECTED] == "检出与脊柱侧弯相关的特征"
    assert said[Outcome.BORDERLINE] == "临界特征"
    assert said[Outcome.NOT_DETECTED] == "本段视频未检出此类特征"
    assert said[Outcome.INCONCLUSIVE].startswith("无法判断")
    assert "不能排除脊柱侧弯" in i18n.render(wording.outcome_sentence(Outcome.NOT_DETECTED))


def test_no_sentence_makes_a_diagnosis() -> None:
    for message in KEPT:
        denied = re.sub(r"(不是|不作)诊断", "", message.translation)
        assert not re.search(r"诊断|确诊|患有|患者|病人|健康|正常|严重|治疗|Cobb|阳性|阴性", denied)


@pytest.mark.usefixtures("chinese")
def test_a_reason_within_a_sentence_is_translated_too() -> None:
    said = i18n.render(
        text("“{name}” is not a gait sequence: {why}.", name="a", why="it is upside down")
    )
    assert said.endswith("it is upside down。")
    said = i18n.render(
        text("“{name}” is not a gait sequence: {why}.", name="a", why="a part is missing")
    )
    assert said.endswith("缺少某一部分。")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (["zh-Hans-CN", "zh-CN", "zh"], "zh_CN"),
        (["zh-CN"], "zh_CN"),
        (["zh-SG"], "zh_CN"),
        (["zh-TW"], "zh_TW"),
        (["en-US", "zh-CN"], "en_US"),
        ([], "en_US"),
    ],
)
def test_the_first_language_of_the_system_is_spoken(wanted: list[str], code: str) -> None:
    assert i18n.spoken("", wanted) == code
    assert i18n.spoken("en", wanted) == "en"


@pytest.mark.parametrize("key", [SCREEN, RESULTS, SETTINGS, HELP, ABOUT])
@pytest.mark.usefixtures("chinese")
def test_no_word_of_a_page_stays_english(
    paths: AppPaths, start: Callable[[], Program], video: Callable[[str], Path], key: str
) -> None:
    Settings(paths.settings).language = i18n.CHINESE
    program = start()
    made = made_up(video("anna.mp4"), Outcome.BORDERLINE)
    program.store.keep(made.result, Path("anna.mp4"), program.screener.dump(made))
    program.window.show_page(key)
    for said in texts(program.window):
        assert CHINESE.search(said) or SAME_IN_EVERY_LANGUAGE.fullmatch(said), said
    assert font().families()[0] == i18n.font_families()[0]


def test_the_language_is_chosen_in_the_settings(program: Program) -> None:
    program.window.show_page(SETTINGS)
    page = program.window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    offered = [page.language.itemText(i) for i in range(page.language.count())]
    assert offered[1:] == ["English", "简体中文"]
    page.language.setCurrentIndex(page.language.findData(i18n.CHINESE))
    assert program.settings.language == i18n.CHINESE
    assert any("restart the program" in said and "重新启动" in said for said in texts(page))


def test_the_command_line_writes_the_report_in_the_language_of_the_window(tmp_path: Path) -> None:
    paths = AppPaths.of_this_computer()
    settings = Settings(paths.settings)
    settings.language = i18n.CHINESE
    settings.flush()
    code = (
        "import sys; from pathlib import Path\n"
        "from tests.app import result_fixtures as fx\n"
        "from scolioapp.__main__ import write_pdf\n"
        "write_pdf(fx.screening(), Path(sys.argv[1]))\n"
        "write_pdf(fx.long_screening(), Path(sys.argv[2]))\n"
    )
    reports = [tmp_path / "report.pdf", tmp_path / "long.pdf"]
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, reports)],
        cwd=update_translations.ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for report in reports:
        pages = pypdf.PdfReader(report).pages
        assert len(pages) == 2
        words = unicodedata.normalize("NFKC", pages[0].extract_text()).replace("\n", "")
        for expected in (
            "步态筛查报告",
            "行走时的测量值",
            "左侧较低",
            "不能排除脊柱侧弯",
            "不是诊断",
        ):
            assert expected in words


@pytest.mark.usefixtures("chinese")
def test_the_words_of_a_card_that_the_program_wrote_are_translated() -> None:
    card = read_card(resource("models") / "sconet_mt_demo")
    assert card.calibration is not None
    assert card.evaluation is not None
    kept = (
        card.description,
        card.silhouette_source,
        card.training.data,
        card.training.licence,
        card.evaluation.data,
        card.calibration.fitted_on,
        *(cost.measured_on for cost in card.precisions.values()),
    )
    assert not [words for words in kept if not CHINESE.search(kept_words.said(words))]
    assert "种子 11" in kept_words.said(card.training.data)
    assert kept_words.said(card.calibration.fitted_on) == "120 个验证序列"
    assert (
        kept_words.said("ONNX Runtime 1.28.0 on NVIDIA H200")
        != "ONNX Runtime 1.28.0 on NVIDIA H200"
    )
    assert kept_words.said("Mrs Smith's own words") == "Mrs Smith's own words"


@pytest.mark.usefixtures("chinese")
def test_why_a_graphics_card_is_not_used_is_translated_with_its_value() -> None:
    choice = ProviderChoice(
        ("CUDAExecutionProvider", CPU), text("A GPU is available and is faster.")
    )
    tried = choice.reason_for(CPU)
    told = i18n.render(text("{where}. {reason}", where="CPU", reason=str(tried)))
    assert "CUDA" in told
    assert "无法启动" in told


@pytest.mark.usefixtures("chinese")
def test_the_sides_are_written_in_chinese_on_pictures() -> None:
    assert (side_sign("L"), side_sign("R")) == ("左", "右")


ONE_WORD = (("录像", "视频"), ("步行者", "行走者"), ("人物", "受检者"), ("髋部", "骨盆"))


@pytest.mark.parametrize(("other", "word"), ONE_WORD)
def test_one_thing_has_one_word(other: str, word: str) -> None:
    assert not [message.source for message in KEPT if other in message.translation]
    assert [message for message in KEPT if word in message.translation]
