"""Words for datasets: what they are, what a check and a split found, whether they can be trained on.

Must not know QtGui or QtWidgets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from engine.core.findings import Severity
from engine.core.text import by_number
from scolioapp.i18n import listed, render
from scolioapp.words.model_card_words import Line, Section
from scolioapp.words.model_words import class_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.core.progress import ProgressReport
    from engine.datasets.check_report import DatasetFinding, DatasetReport
    from scolioapp.storage.dataset_facts import Facts
    from scolioapp.storage.dataset_requests import SplitFacts
    from scolioapp.storage.known_datasets import KnownDataset

CLASS_ORDER = ("positive", "neutral", "negative")
"""Order in which classes are shown; it carries no meaning."""

PARTS = ("train", "validation", "test")

_LEVELS = {"broken": Severity.REPEAT, "warning": Severity.CARE, "note": Severity.INFO}
_STOPS_AT_ONCE = frozenset({"unknown_class", "same_id"})


def kind_words(kind: str) -> str:
    """Say where a dataset comes from."""
    translate = QCoreApplication.translate
    words = {
        "simulated": translate("Datasets", "simulated walkers"),
        "extracted": translate("Datasets", "from your own videos"),
        "scoliosis1k": translate("Datasets", "Scoliosis1K"),
    }
    return words.get(kind, kind)


def form_words(dataset: KnownDataset, facts: Facts) -> str:
    """Say what its files are."""
    translate = QCoreApplication.translate
    words = {
        "prepared": translate("Datasets", "one file per sequence"),
        "raw": translate("Datasets", "images and JSON, one file per frame"),
        "packed": translate("Datasets", "packed store"),
    }
    if dataset.packed:
        return words["packed"]
    return words.get(facts.report.form, "") if facts.report is not None else ""


def level_of(severity: str) -> Severity:
    """Return the severity whose sign goes with a finding of a dataset."""
    return _LEVELS[severity]


def severity_words(severity: str) -> str:
    """Say how much a finding matters."""
    translate = QCoreApplication.translate
    words = {
        "broken": translate("Datasets", "broken"),
        "warning": translate("Datasets", "warning"),
        "note": translate("Datasets", "note"),
    }
    return words.get(severity, severity)


def part_words(part: str) -> str:
    """Return the name of a part of a split."""
    translate = QCoreApplication.translate
    words = {
        "train": translate("Datasets", "training"),
        "validation": translate("Datasets", "validation"),
        "test": translate("Datasets", "test"),
    }
    return words.get(part, part)


def leak_words(kind: str) -> str:
    """Say what stands on two sides."""
    translate = QCoreApplication.translate
    words = {
        "subject": translate("Datasets", "same person"),
        "content": translate("Datasets", "same silhouettes"),
        "near_duplicate": translate("Datasets", "look alike"),
    }
    return words.get(kind, kind)


def number(value: int) -> str:
    """Return a whole number in the window's language."""
    return QLocale().toString(value)


def classes_line(dataset: KnownDataset) -> str:
    """Return the sequences of each class in one line."""
    return listed(
        f"{class_words(name)} {number(dataset.classes[name])}"
        for name in CLASS_ORDER
        if name in dataset.classes
    )


def split_line(dataset: KnownDataset) -> str:
    """Say whether a dataset is split."""
    if dataset.partition is None:
        return QCoreApplication.translate("Datasets", "not split")
    return QCoreApplication.translate("Datasets", "split")


def percent(share: float) -> str:
    """Return a share as ``15 %``."""
    return f"{round(100 * share)} %"


def time_words(seconds: float) -> str:
    """Return a duration as ``1:10`` or ``1:02:03``."""
    minutes, left = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def progress_words(said: str, report: ProgressReport) -> str:
    """Say what is being done, how far it is, and how long it will take."""
    if report.fraction is None:
        return said
    words = f"{said} {percent(report.fraction)}"
    if report.count is not None:
        done, total = report.count
        of_all = QCoreApplication.translate("Datasets", "{done} of {total} people")
        words = f"{said} {of_all.format(done=done, total=total)}"
    if report.seconds_left is None or report.seconds_left < 1:
        return words
    left = QCoreApplication.translate("Datasets", "{time} left")
    return f"{words} · {left.format(time=time_words(report.seconds_left))}"


def counted(report: DatasetReport) -> dict[str, int]:
    """Count the findings of each severity, worst first."""
    found = [finding.severity.value for finding in report.findings]
    return {name: found.count(name) for name in _LEVELS}


def where_words(finding: DatasetFinding) -> str:
    """Name the sequence that a finding is about, or the whole."""
    return finding.sequence or QCoreApplication.translate("Datasets", "whole dataset")


def check_words(report: DatasetReport) -> tuple[str, Severity]:
    """Sum up a check, with its worst finding."""
    translate = QCoreApplication.translate
    counts = counted(report)
    if counts["broken"]:
        worst = report.findings[0]
        words = translate(
            "Datasets", "Checked. Broken: {count}. The first: {where}: {what} {remedy}"
        )
        return (
            words.format(
                count=counts["broken"],
                where=where_words(worst),
                what=render(worst.message),
                remedy=render(worst.remedy),
            ),
            Severity.REPEAT,
        )
    words = by_number(
        report.sequences,
        translate("Datasets", "Checked: one sequence, nothing broken."),
        translate("Datasets", "Checked: {count} sequences, nothing broken."),
    )
    words = words.format(count=number(report.sequences))
    if counts["warning"]:
        more = translate("Datasets", "Warnings: {count}, listed below.")
        words = f"{words} {more.format(count=counts['warning'])}"
    return words, Severity.INFO


def by_person_words(split: SplitFacts) -> str:
    """Say whether a split keeps people apart."""
    translate = QCoreApplication.translate
    if split.by_person:
        return translate("Datasets", "By person: nobody should be in two parts.")
    return translate(
        "Datasets",
        "By sequence, leakage possible: nothing says which person each sequence shows, so the "
        "same person may be in two parts.",
    )


def split_words(split: SplitFacts) -> tuple[str, Severity]:
    """Sum up a split."""
    translate = QCoreApplication.translate
    words = by_person_words(split)
    if split.leaks:
        leaks = translate("Datasets", "Leaks found: {count}, listed below.")
        return f"{words} {leaks.format(count=len(split.leaks))}", Severity.CARE
    none = translate("Datasets", "No leaks were found.")
    words = f"{words} {none}"
    return words, Severity.INFO if split.by_person else Severity.CARE


def likeness_words(split: SplitFacts) -> str:
    """Say how a split was made and how likeness was judged."""
    translate = QCoreApplication.translate
    if split.completed:
        made = translate("Datasets", "Test set taken from {file}.").format(file=split.completed)
    else:
        made = translate("Datasets", "Seed {seed}.").format(seed=split.seed)
    if split.model:
        seen = translate("Datasets", "Similarity judged by the model “{name}”.")
        return f"{made} {seen.format(name=split.model)}"
    seen = translate("Datasets", "Similarity judged by the mean silhouette.")
    return f"{made} {seen}"


def train_words(dataset: KnownDataset, facts: Facts, *, missing: bool) -> tuple[bool, str]:
    """Say whether a dataset can be trained on, and what to know before."""
    translate = QCoreApplication.translate
    if missing:
        return False, translate(
            "Datasets",
            "Its folder is missing. Connect the drive it is on, or remove it from the list.",
        )
    if not dataset.sequences:
        return False, translate("Datasets", "It contains no sequences to train on.")
    problems = set()
    if facts.report is not None:
        problems = {one.problem.value for one in facts.report.findings if one.severity == "broken"}
    if problems & _STOPS_AT_ONCE:
        return False, translate(
            "Datasets",
            "Training cannot read it: correct the folders named by the check, then check again.",
        )
    if problems:
        return True, translate(
            "Datasets",
            "Training stops at anything broken: repair it, or pack the dataset, which leaves out "
            "what cannot be read.",
        )
    if dataset.partition is None and dataset.subjects is not None:
        return True, translate(
            "Datasets",
            "Not split yet, and training does not know its list of people: split it here first, "
            "so that nobody is in two parts.",
        )
    if dataset.partition is None:
        return True, translate(
            "Datasets",
            "Not split yet: training would split it with default shares. Split it here to set the "
            "shares and to check for leaks.",
        )
    return True, ""


def sections(dataset: KnownDataset, facts: Facts) -> tuple[Section, ...]:
    """Return what is known of a dataset, for reading and copying."""
    translate = QCoreApplication.translate
    found = [
        Section(translate("Datasets", "What it is"), tuple(_what(dataset, facts))),
        Section(translate("Datasets", "Terms"), tuple(_terms(dataset))),
        Section(translate("Datasets", "Location"), tuple(_where(dataset))),
    ]
    return tuple(section for section in found if section.lines)


def _what(dataset: KnownDataset, facts: Facts) -> Iterator[Line]:
    translate = QCoreApplication.translate
    yield Line(translate("Datasets", "Origin"), kind_words(dataset.kind))
    if form := form_words(dataset, facts):
        yield Line(translate("Datasets", "Form"), form)
    yield Line(translate("Datasets", "Keypoints"), dataset.keypoint_set)
    report = facts.report
    if report is None:
        never = translate("Datasets", "not checked yet")
        yield Line(translate("Datasets", "Check"), never)
        return
    sound = by_number(
        report.usable,
        translate("Datasets", "{sound} of {count} sequences is usable"),
        translate("Datasets", "{sound} of {count} sequences are usable"),
    )
    sound = sound.format(sound=number(report.usable), count=number(report.sequences))
    yield Line(translate("Datasets", "Check"), f"{sound} ({facts.checked})")
    yield Line(translate("Datasets", "Frames"), number(report.frames))


def _terms(dataset: KnownDataset) -> Iterator[Line]:
    translate = QCoreApplication.translate
    none = translate("Datasets", "none")
    if dataset.kind == "simulated":
        none = translate("Datasets", "none: nobody was recorded")
    yield Line(translate("Datasets", "Licence"), dataset.licence or none)
    if dataset.agreed:
        yield Line(translate("Datasets", "Agreed on"), dataset.agreed)


def _where(dataset: KnownDataset) -> Iterator[Line]:
    translate = QCoreApplication.translate
    yield Line(translate("Datasets", "Folder"), str(dataset.path), fixed=True)
    if dataset.pose is not None:
        yield Line(translate("Datasets", "Poses"), str(dataset.pose), fixed=True)
    if dataset.subjects is not None:
        yield Line(translate("Datasets", "People"), str(dataset.subjects), fixed=True)
    if dataset.partition is not None:
        yield Line(translate("Datasets", "Partition"), str(dataset.partition), fixed=True)
