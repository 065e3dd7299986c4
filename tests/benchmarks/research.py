"""Memory of the window over a day of research: what each kind of work leaves behind.

    python -m tests.benchmarks.research             each work three times
    python -m tests.benchmarks.research --times 5

A dataset of made-up walks is opened and checked, sequences are looked at, the curves of long runs are shown,
a small model is evaluated, added and calibrated, each through the window's own state. It ends with an error
where the window is over 200 MB above its start at the end, or grows by over 20 MB with work done before.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "*=false")

from PySide6.QtWidgets import QApplication  # noqa: TID251  # the window itself is measured

from engine.runtime.memory import share_one_heap
from scolioapp.bootstrap import Program, build
from scolioapp.paths import AppPaths
from scolioapp.qt_guard import guard_singletons
from scolioapp.viewmodels.research import DATASET, EVALUATION, TRAINING
from scolioapp.views.dataset_dialogs import AgreementDialog
from scolioapp.views.dataset_page import DatasetPage
from scolioapp.views.evaluation_page import EvaluationPage
from scolioapp.views.main_window import RESEARCH
from scolioapp.views.research_area import ResearchArea
from scolioapp.views.sequence_viewer import SequenceViewer
from scolioapp.views.training_page import TrainingPage
from tests.benchmarks.window import resident_mb, say, settle, wait

MOST_ABOVE_MB = 200.0
MOST_GROWTH_MB = 20.0
PEOPLE, FRAMES = 120, 60
HEAVY = ("torch", "sklearn", "scipy", "onnxruntime", "onnx", "pyqtgraph", "matplotlib", "pandas")


def prepare(home: Path, steps: int) -> None:
    """Write a dataset, a small model and long runs; in a process of its own, which may import torch."""
    from engine.datasets.partitions import write_partition
    from engine.datasets.scoliosis1k import write_sequence
    from engine.training.run import train
    from tests.app.made_runs import made_run
    from tests.engine.models.made import blobs
    from tests.engine.training.tiny_run import ORDER, write_config

    for number in range(PEOPLE):
        walk = blobs(FRAMES, seed=number, lean=(0, 5, 10)[number % 3])
        write_sequence(home / "data", f"{number:05d}", ORDER[number % 3], walk)
    steps_of_model = {"iterations": 3, "milestones": []}
    config = write_config(home / "tiny.yaml", optimiser=steps_of_model, precisions=True)
    ids = [f"{number:05d}" for number in range(PEOPLE)]
    write_partition(home / "parts.json", ids[:60], ids[80:], ids[60:80])
    train(config, run=paths_in(home).runs / "tiny", cache=home / "cache")
    for number in range(3):
        made_run(paths_in(home), home / "data", f"long-{number}", "stopped", steps=steps)


def paths_in(home: Path) -> AppPaths:
    return AppPaths(home / "config", home / "of-program", home / "logs")


class Day:
    """What is done in the window, one work after the other."""

    def __init__(self, program: Program, data: Path, model: Path) -> None:
        self.program, self.data, self.model = program, data, model
        program.window.show_page(RESEARCH)
        area = program.window.page(RESEARCH)
        assert isinstance(area, ResearchArea)
        self.area = area

    def idle(self) -> None:
        research = self.program.research
        wait(lambda: not research.datasets.task.running and not research.evaluation.task.running)
        wait(lambda: not self.program.worker.busy)
        settle(0.5)

    def check(self) -> None:
        self.area.show_page(DATASET)
        page = self.area.page(DATASET)
        assert isinstance(page, DatasetPage)
        if self.program.research.datasets.dataset(self.data) is None:
            page.open_folder(self.data)
            wait(lambda: isinstance(page.dialog, AgreementDialog))
            dialog = page.dialog
            assert isinstance(dialog, AgreementDialog)
            dialog.box.setChecked(True)
            dialog.action_button.click()
        else:
            self.program.research.datasets.check(self.data)
        self.idle()

    def look(self) -> None:
        page = self.area.page(DATASET)
        assert isinstance(page, DatasetPage)
        dataset = self.program.research.datasets.dataset(self.data)
        assert dataset is not None
        page.open_viewer(dataset)
        viewer = page.dialog
        assert isinstance(viewer, SequenceViewer)
        wait(lambda: viewer.rows.rowCount() > 0)
        for row in range(20):
            viewer.list.setCurrentIndex(viewer.rows.index(row, 0))
            wait(lambda: not self.program.worker.busy)
        viewer.reject()
        self.idle()

    def curves(self) -> None:
        self.area.show_page(TRAINING)
        page = self.area.page(TRAINING)
        assert isinstance(page, TrainingPage)
        wait(lambda: page.bench is not None and self.program.research.training.known)
        training = self.program.research.training
        training.follow([run.folder.path for run in training.runs])
        wait(lambda: bool(training.curves))
        self.idle()

    def evaluate(self) -> None:
        self.area.show_page(EVALUATION)
        page = self.area.page(EVALUATION)
        assert isinstance(page, EvaluationPage)
        model, before = self.program.research.evaluation, self.program.research.evaluation.kept
        model.choose(self.model, self.data)
        wait(lambda: model.ready and model.model is not None and not self.program.worker.busy)
        model.evaluate()
        wait(lambda: len(model.kept) > len(before))
        self.idle()

    def calibrate(self) -> None:
        """Fit on the validation people of a split; lower precisions are measured anew."""
        research = self.program.research
        dataset = research.shelf.dataset(self.data)
        assert dataset is not None
        partition = self.data.with_name("parts.json")
        research.shelf.put(dataset.model_copy(update={"partition": partition}))
        self.idle()
        assert research.evaluation.can_calibrate
        done: list[object] = []
        research.evaluation.calibrated.connect(done.append)
        research.evaluation.calibrate(sensitivity=None, inconclusive=0.05, scale_only=False)
        wait(lambda: bool(done))
        self.idle()

    def add(self) -> None:
        evaluation = self.program.research.evaluation
        evaluation.add_to_models(self.model)
        self.idle()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="how often each work is done")
    parser.add_argument("--steps", type=int, default=5000, help="steps of the run that is shown")
    options = parser.parse_args()
    guard_singletons()
    share_one_heap()
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        return day(app, Path(name), options.times, options.steps)


def day(app: QApplication, home: Path, times: int, steps: int) -> int:
    process = multiprocessing.get_context("spawn").Process(target=prepare, args=(home, steps))
    process.start()
    process.join()
    model = paths_in(home).runs / "tiny" / "model"
    program = build(app, paths_in(home))
    program.start()
    settle(1.0)
    start = resident_mb()
    say(f"start {start:21.0f} MB")
    done = Day(program, home / "data", model)
    works: dict[str, Callable[[], None]] = {
        "check": done.check, "look": done.look, "curves": done.curves,
        "evaluate": done.evaluate, "add": done.add, "calibrate": done.calibrate,
    }  # fmt: skip
    grown: dict[str, float] = {}
    for what, work in works.items():
        seen, heavy = [], {one for one in HEAVY if one in sys.modules}
        for _ in range(times if what not in ("add", "calibrate") else 1):
            work()
            seen.append(resident_mb())
        new = sorted({one for one in HEAVY if one in sys.modules} - heavy)
        grown[what] = seen[-1] - seen[0]
        say(f"{what:10s} " + " ".join(f"{one:7.0f}" for one in seen) + f"  {', '.join(new)}")
    above = resident_mb() - start
    say(f"above the start {above:11.0f} MB")
    program.end()
    settle()
    return int(above > MOST_ABOVE_MB or max(grown.values()) > MOST_GROWTH_MB)


if __name__ == "__main__":
    sys.exit(main())
