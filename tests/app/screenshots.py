"""Pictures of every page, in both schemes and several sizes: ``python -m tests.app.screenshots OUT``.

With ``--language zh_CN`` they are taken in that language. The report is written as PDF, too.
They are for looking at; nothing is compared. A fake screener stands in for the engine.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QWidget

from engine.capture.file_source import Script
from engine.capture.frame_source import CameraTrouble
from engine.core.classes import Outcome
from engine.core.errors import VideoError
from engine.core.examination import Check, State
from engine.core.findings import Severity
from engine.core.text import text
from engine.roster.day_changes import Analysis
from scolioapp.bootstrap import Program, build
from scolioapp.jobs.queue import Phase
from scolioapp.painting.theme import space
from scolioapp.paper.report_pdf import write_pdf
from scolioapp.paths import AppPaths
from scolioapp.qt_guard import guard_singletons
from scolioapp.settings import Settings
from scolioapp.storage.evaluations import About, EvaluationStore
from scolioapp.storage.known_datasets import KnownDataset
from scolioapp.storage.path_lists import PathList
from scolioapp.storage.result_links import Links
from scolioapp.storage.results import ResultEntry
from scolioapp.viewmodels.camera import CameraState
from scolioapp.viewmodels.research import DATASET, EVALUATION, TRAINING
from scolioapp.views.dataset_dialogs import AgreementDialog
from scolioapp.views.dataset_page import DatasetPage
from scolioapp.views.dataset_split import SplitDialog
from scolioapp.views.day_dialogs import MoveDialog
from scolioapp.views.day_page import DayPage
from scolioapp.views.evaluation_page import EvaluationPage
from scolioapp.views.film_again import FilmAgainDialog
from scolioapp.views.help_area import show_examination
from scolioapp.views.main_window import (
    ABOUT,
    DAY,
    HELP,
    MODELS,
    RECORD,
    RESEARCH,
    RESULTS,
    SCREEN,
    SETTINGS,
)
from scolioapp.views.models_page import ModelsPage
from scolioapp.views.repeat_page import RepeatPage
from scolioapp.views.research_area import ResearchArea
from scolioapp.views.result_page import ResultPage
from scolioapp.views.results_area import ResultsArea
from scolioapp.views.roster_import import RosterImport
from scolioapp.views.screen_page import ScreenPage
from scolioapp.views.training_page import TrainingPage
from scolioapp.widgets.dialog import resize_within
from tests.app import result_fixtures as fx
from tests.app.camera_fixtures import (
    STANDING,
    TOO_DARK,
    FileCamerasHere,
    Staged,
    StagedGuide,
    write_clip,
)
from tests.app.fake_models import FakeLibrary
from tests.app.fakes import FakeScreener, made_up
from tests.app.made_runs import made_run
from tests.app.pseudo_language import PSEUDO, PseudoTranslator
from tests.app.result_fixtures import write_video
from tests.app.window.test_film_again import keep_as, keep_dark, link
from tests.engine.datasets import made as made_data
from tests.engine.evaluation import made_reports
from tests.patience import SECONDS

SIZES = ((1280, 800), (1024, 700))
NAMES = (
    ("anna_walk.mp4", Outcome.BORDERLINE),
    ("ben_corridor_front.mov", Outcome.NOT_DETECTED),
    ("class_7b_2026-11-20_child_04_towards_camera_second_try.mp4", Outcome.DETECTED),
    ("dora_back.mkv", Outcome.INCONCLUSIVE),
    ("emil.mp4", Outcome.NOT_DETECTED),
)


def settle(seconds: float = 0.05) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not until():
        assert time.monotonic() < end
        settle(0.02)


class Gallery:
    """One run of the program whose pages are photographed."""

    def __init__(self, app: QApplication, out: Path, tag: str, home: Path, language: str) -> None:
        self.out, self.tag, self.home = out, tag, home
        self.screener = FakeScreener()
        paths = AppPaths(home / "config", home / "data", home / "logs")
        if language == PSEUDO:
            app.installTranslator(PseudoTranslator(app))
        Settings(paths.settings).language = "en" if language == PSEUDO else language
        self.library = FakeLibrary(paths.models)
        self.cameras = FileCamerasHere({})
        eyes = Staged(self.cameras, StagedGuide(STANDING, False, (TOO_DARK,))).eyes
        self.program: Program = build(app, paths, self.screener, self.library, eyes)
        self.program.start()
        settle()

    def shoot(
        self,
        name: str,
        widget: QWidget | None = None,
        *,
        sizes: tuple[tuple[int, int], ...] = SIZES,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        for scheme in ("light", "dark"):
            self.program.settings.scheme = scheme
            for width, height in sizes:
                self.program.window.resize(width, height)
                settle()
                before()
                target = self.out / f"{name}-{width}x{height}{self.tag}-{scheme}.png"
                (widget or self.program.window).grab().save(str(target))
                if widget is not None:
                    break

    def tour(self) -> None:
        """Bring every page and dialog into view, in every state."""
        self.empty()
        self.recording()
        self.examination()
        self.full()
        self.day()
        self.models()
        self.datasets()
        self.evaluation()
        self.training()
        self.crash()

    def empty(self) -> None:
        self.shoot("screen-empty")
        self.program.window.show_page(RESULTS)
        self.shoot("results-empty")
        for key in (SETTINGS, HELP, ABOUT):
            self.program.window.show_page(key)
            self.shoot(key)
        self.program.window.show_page(MODELS)
        self.shoot("models-empty")

    def recording(self) -> None:
        """Record somebody who stands, until the verdict."""
        window, model = self.program.window, self.program.camera_wiring.model
        self.program.settings.hands_free = False
        window.show_page(RECORD)
        self.shoot("record-without-camera")
        clip = write_clip(self.home / "corridor.mp4")
        self.cameras.clips["Corridor"] = (clip, Script(loop=True))
        model.choose_subject("017", "Ada Lovelace")
        self.cameras.changed.emit()
        wait(lambda: model.guidance is not None and model.guidance.cue is not None)
        self.shoot("record-live")
        model.start_recording()
        self.shoot("record-countdown")
        if model.state is CameraState.COUNTDOWN:
            model.advance()
        wait(lambda: model.recording is not None)
        self.shoot("record-recording")
        model.stop_recording()
        wait(lambda: model.state is CameraState.VERDICT)
        self.shoot("record-verdict")
        model.repeat()
        wait(lambda: model.state is CameraState.LIVE)
        for name, script in (
            ("refused", Script(refuse=CameraTrouble.PERMISSION)),
            ("unplugged", Script(unplug_at=0.5)),
        ):
            window.show_page(SCREEN)
            wait(lambda: model.state is CameraState.CLOSED)
            self.cameras.clips["Corridor"] = (clip, script)
            window.show_page(RECORD)
            wait(lambda: model.camera.problem is not None)
            self.shoot(f"record-{name}")
        model.choose_subject("")
        window.show_page(SCREEN)

    def examination(self) -> None:
        """Look at the page that checks this computer, with something of every kind."""
        model = self.program.examination
        show_examination(self.program.window)
        wait(lambda: model.whole)
        remedy = text("Free some space: not enough remains for a single screening.")
        facts = text("{folder} is writable; {free} GB free.", folder="~/ScolioApp", free=0.1)
        full = Check("folder:full", text("Results folder"), State.FAILS, facts, remedy)
        model.checks = (*model.checks, full)
        model.found.emit(full)
        self.shoot("examination")

    def full(self) -> None:
        folder = self.home / "Videos" / "November"
        folder.mkdir(parents=True)
        video = write_video(folder / "source.mp4").read_bytes()
        for name, outcome in NAMES:
            path = folder / name
            path.write_bytes(video)
            made = made_up(path, outcome)
            self.program.store.keep(made.result, path, self.screener.dump(made))
        (folder / "dora_back.mkv").unlink()
        (folder / "new.mp4").write_bytes(video)
        recent = [folder / "gone.mp4", folder / "new.mp4", *(folder / name for name, _ in NAMES)]
        PathList(self.program.paths.recent).write(recent)
        self.program.results.refresh()
        self.program.screen_model.refresh()
        page = self.program.window.page(SCREEN)
        assert isinstance(page, ScreenPage)
        wait(lambda: page.recent.count() == len(recent))
        self.program.window.show_page(SCREEN)
        self.shoot("screen-recent")
        self.program.window.show_page(RESULTS)
        area = self.program.window.page(RESULTS)
        assert isinstance(area, ResultsArea)
        area.list_page.table.selectRow(1)
        self.shoot("results-full")
        self._busy(folder, page)
        self.program.opener.open(self.program.store.entries()[-1])
        wait(lambda: area.result_page is not None)
        settle(1.0)
        self.shoot("result")
        self._why(area)
        self._by_hand(area)
        area.close_result()
        self._again(area)
        self.screener.release.set()
        wait(lambda: all(job.phase.over for job in self.program.queue.jobs))

    def _again(self, area: ResultsArea) -> None:
        """Look at a recording that is to be filmed again, what to change, and both side by side."""
        video = Path(self.program.store.entries()[-1].video_path)
        earlier = keep_dark(self.program, video)
        repeats = link(self.program, earlier)
        new = keep_as(self.program, video, label="Anna", repeats=repeats)
        page = self._opened(area, earlier)
        self.shoot("result-replaced")
        page.repeat_button.click()
        settle()
        dialog = page.findChild(FilmAgainDialog)
        assert dialog is not None
        self.shoot("film-again", dialog, sizes=SIZES[:1])
        dialog.reject()
        self.program.opener.compare(new)
        wait(lambda: isinstance(area.result_page, RepeatPage))
        settle(1.0)
        self.shoot("result-repeated")
        area.close_result()

    def _opened(self, area: ResultsArea, entry: ResultEntry) -> ResultPage:
        self.program.results.refresh()
        self.program.opener.open(entry)
        wait(lambda: area.result_page is not None)
        settle(1.0)
        page = area.result_page
        assert isinstance(page, ResultPage)
        return page

    def _why(self, area: ResultsArea) -> None:
        """Look at why and trust: as the demo model gives it, and at its fullest."""
        entry = self.program.store.entries()[-1]
        fullest = fx.screening(
            video=Path(entry.video_path),
            model=fx.validated_model(),
            explanation=fx.explanation(gates=True, picture="maps"),
        )
        for name, made in (("result-why", None), ("result-why-fullest", fullest)):
            if made is not None:
                opener = self.program.opener
                opener._show_result(entry, made, Links())  # type: ignore[arg-type]  # made up
                settle(1.0)
            page = area.result_page
            assert isinstance(page, ResultPage)
            for part in (page.cards.why, page.cards.trust):

                def show(page: ResultPage = page, part: QWidget = part) -> None:
                    page.cards.scroller.verticalScrollBar().setValue(part.y())
                    settle()

                sizes = (*SIZES, (1920, 1080))
                suffix = "" if part is page.cards.why else "-trust"
                self.shoot(name + suffix, sizes=sizes, before=show)

    def _by_hand(self, area: ResultsArea) -> None:
        """Look at dots that nobody has checked, and at the vertical while it is set by hand."""
        entry = self.program.store.entries()[-1]
        made = fx.with_dots(fx.with_level(fx.screening(video=Path(entry.video_path)), fx.level()))
        opener = self.program.opener
        opener._show_result(entry, made, Links())  # type: ignore[arg-type]  # made up
        settle(1.0)
        page = area.result_page
        assert isinstance(page, ResultPage)

        def show() -> None:
            page.cards.scroller.verticalScrollBar().setValue(page.cards.dots.y())
            settle()

        page.cards.dots.table.setCurrentCell(1, 0)
        self.shoot("result-dots", before=show)
        page.cards.dots.pick_button.click()
        self.shoot("result-dots-point", before=show)
        page.cards.measurements.vertical_button.click()
        for x, y in ((100.0, 60.0), (130.0, 420.0)):
            page.player.lines.point_at(page.player.canvas.placement().point(x, y))
        self.shoot("result-vertical", before=show)

    def _busy(self, folder: Path, page: ScreenPage) -> None:
        names = ("broken_clip.mp4", "slow_walk_of_a_child.mp4", "one.mp4", "two.mp4", "three.mp4")
        files = [folder / name for name in names]
        for path in files:
            path.write_bytes(b"video")
        self.program.window.show_page(SCREEN)
        self.program.screen_model.offer(files)
        wait(self.screener.started.is_set)
        wait(lambda: Phase.FAILED in [job.phase for job in self.program.queue.jobs])
        settle(0.3)
        self.shoot("screen-busy")
        page.drop_area.light(True)
        page.banner.say("“notes.txt” is not a video this program can read.", severity=Severity.INFO)
        self.shoot("screen-drag")
        page.drop_area.light(False)
        page.banner.clear()

    def models(self) -> None:
        self.library.fill()
        self.library.changed.add("skeleton_maps")
        self.program.window.show_page(MODELS)
        page = self.program.window.page(MODELS)
        assert isinstance(page, ModelsPage)
        self.program.models.refresh()
        wait(lambda: page.rows.rowCount() > 1)
        self.shoot("models-full")
        for name in ("drf_clinic_2026", "skeleton_maps", "half_copied"):
            page.table.select(name)
            settle(0.1)
            self.shoot(f"models-{name}")
        page.table.select("ScoNet-MT_scoliosis1k")
        self._models_busy(page)
        self._import(page)
        self._compare(page)
        model = page.selected
        assert model is not None
        page.open_validate(model)
        assert page.validate_dialog is not None
        page.validate_dialog.report.setText("/home/anna/notes.json")
        page.validate_dialog.by.setText("Dr Maria Lindqvist")
        page.validate_dialog.mark()
        wait(lambda: bool(page.validate_dialog and page.validate_dialog.banner.words))
        self.shoot("models-validate", page.validate_dialog)
        page.validate_dialog.reject()

    def _models_busy(self, page: ModelsPage) -> None:
        self.library.started.clear()
        page.import_pack(Path("slow_pack.scoliomodel"))
        wait(self.library.started.is_set)
        settle(0.2)
        self.shoot("models-busy")
        page.task_row.cancel_button.click()
        wait(lambda: not self.program.models.task.running)

    def _import(self, page: ModelsPage) -> None:
        page.open_import(None)
        dialog = page.import_dialog
        assert dialog is not None
        self.shoot("import-empty", dialog)
        dialog.model.choose(Path("bad_checkpoint.pt"))
        wait(lambda: not dialog.model.phase.busy)
        self.shoot("import-refused", dialog)
        dialog.model.choose(Path("slow_ScoNet-20000.pt"))
        wait(lambda: not dialog.model.phase.busy)
        self.shoot("import-recognised", dialog)
        dialog.resize(700, 500)
        self.shoot("import-small", dialog)
        resize_within(dialog, QSize(space(92), space(84)), page)
        dialog.since.setChecked(True)
        self.library.started.clear()
        dialog.start()
        wait(self.library.started.is_set)
        settle(0.2)
        self.shoot("import-busy", dialog)
        self.library.release.set()
        wait(lambda: not dialog.model.phase.busy)
        self.library.release.clear()
        self.shoot("import-done", dialog)
        dialog.reject()

    def _compare(self, page: ModelsPage) -> None:
        page.table.select("ScoNet-MT_scoliosis1k")
        page.open_compare()
        dialog = page.compare_dialog
        assert dialog is not None
        self.shoot("compare-before", dialog)
        dialog.compare()
        wait(lambda: dialog.comparison is not None)
        self.shoot("compare", dialog)
        dialog.reject()

    def evaluation(self) -> None:
        """Look at the Evaluation page: without reports, with one, compared, and with a broken one."""
        paths, model = self.program.paths, self.program.research.evaluation
        self.program.window.show_page(RESEARCH)
        area = self.program.window.page(RESEARCH)
        assert isinstance(area, ResearchArea)
        area.show_page(EVALUATION)
        page = area.page(EVALUATION)
        assert isinstance(page, EvaluationPage)
        wait(lambda: model.known)
        self.shoot("evaluation-empty")
        place = Path("/data/two schools 2026")
        self.program.research.shelf.put(KnownDataset(path=place, kind="simulated"))
        about = About(made="2026-11-23T10:00:00+01:00", model=Path("/models/x"), dataset=place)
        store = EvaluationStore(paths.evaluations)
        for name, compare in (("ScoNet-MT_scoliosis1k", False), ("drf_clinic_2026", True)):
            made = made_reports.report(name=name, compare=compare)
            store.keep(name, about, lambda _, made=made: made)
        (paths.evaluations / "20260101-broken").mkdir()
        model.refresh()
        wait(lambda: len(model.kept) == 3)
        page.table.selectRow(0)
        bar = page.view.verticalScrollBar()
        self.shoot("evaluation-full", before=lambda: bar.setValue(0))
        self.shoot("evaluation-figures", before=lambda: bar.setValue(bar.maximum() // 2))
        self.shoot("evaluation-compared", before=lambda: bar.setValue(bar.maximum()))
        page.table.selectRow(2)
        self.shoot("evaluation-broken")

    def day(self) -> None:
        """Look at the Day page: empty, asking about a list, in the middle of a day, and at its end."""
        model = self.program.day
        self.program.window.show_page(DAY)
        page = self.program.window.page(DAY)
        assert isinstance(page, DayPage)
        self.shoot("day-empty")
        roster = self.home / "Hill School 5a.csv"
        roster.write_text(
            "Number,Surname,First name,DOB,Sex,Class,Consent,Note\n"
            "001,Lee,Anna,03/04/2014,f,5a,yes,\n002,Lee,Hanna,03/04/2014,f,5a,yes,twin of 001\n"
            "003,Garcia Fernandez de la Vega,Maximiliano,05/06/2014,m,5a,,\n"
            "004,Okafor,Ben,01/02/2014,m,5a,yes,\n005,样例,小明,07/08/2014,m,5a,no,\n"
            "006,,Zoë,31/31/2014,q,5a,maybe,\n"
        )
        page.read_roster(roster)
        wait(lambda: page.dialog is not None)
        assert isinstance(page.dialog, RosterImport)
        self.shoot("day-import-asks", page.dialog)
        page.dialog.order.setCurrentIndex(1)
        self.shoot("day-import", page.dialog)
        page.dialog.begin_button.click()
        settle()
        model.choose("001")
        self.shoot("day-similar")
        model.attach(fx.recorded("001"))
        result = self.program.store.entries()[0].identifier
        analysis = Analysis(
            result=result, outcome="features_detected", verdict="usable", model_status="demo"
        )
        model.set_outcome("r001", analysis)
        model.choose("002")
        model.attach(fx.recorded("002"))
        error = VideoError(
            text("“{name}” ends in the middle.", name="video.mkv"), text("Copy it again.")
        )
        model.set_problem("r002", error)
        model.choose("003")
        page.list.table.select("001")
        self.shoot("day-consent")
        page.list.move_button.click()
        assert isinstance(page.dialog, MoveDialog)
        page.dialog.child.setCurrentIndex(1)
        self.shoot("day-move", page.dialog)
        page.dialog.reject()
        for name, ask in (("cards", page.open_cards), ("log", page.open_log)):
            ask()
            assert page.dialog is not None
            self.shoot(f"day-{name}", page.dialog)
            page.dialog.close()
            settle()
        page.end_button.click()
        self.shoot("day-end")
        model.leave()
        self.shoot("day-earlier")

    def datasets(self) -> None:
        """Look at the Dataset page: empty, asked for its terms, full, split, missing and asking."""
        self.program.window.show_page(RESEARCH)
        area = self.program.window.page(RESEARCH)
        assert isinstance(area, ResearchArea)
        area.show_page(DATASET)
        page, model = area.page(DATASET), self.program.research.datasets
        assert isinstance(page, DatasetPage)
        self.shoot("dataset-empty")
        folder = self.home / "data"
        walkers = made_data.dataset(folder / "walkers_2026", 30)
        real = made_data.dataset(folder / "Scoliosis1K_unpacked", 12, simulated=False)
        place = real / "silhouettes" / "00003"
        next(place.iterdir()).rename(place / "Postive")
        page.open_folder(walkers)
        wait(lambda: not model.task.running)
        page.open_folder(real)
        wait(lambda: page.dialog is not None)
        self.shoot("dataset-agreement", page.dialog)
        assert isinstance(page.dialog, AgreementDialog)
        page.dialog.box.setChecked(True)
        page.dialog.ask()
        wait(lambda: not model.task.running)
        self.shoot("dataset-full")
        page.table.select(walkers)
        page.details.split_button.click()
        self.shoot("dataset-split-asked", page.dialog)
        assert isinstance(page.dialog, SplitDialog)
        page.dialog.ask()
        wait(lambda: not model.task.running)
        self.shoot("dataset-split")
        for name, ask in (
            ("pack", page.details.pack_button.click),
            ("extract", page.open_extract),
            ("simulate", page.open_simulate),
        ):
            ask()
            self.shoot(f"dataset-{name}-asked", page.dialog)
            page.close_dialog()
        page.open_folder(folder / "gone")
        wait(lambda: not model.task.running)
        self.shoot("dataset-failed")

    def training(self) -> None:
        """Look at the Training page: empty, with a mistake, a run at work, a failed one, two compared."""
        self.program.window.show_page(RESEARCH)
        area = self.program.window.page(RESEARCH)
        assert isinstance(area, ResearchArea)
        area.show_page(TRAINING)
        page, model = area.page(TRAINING), self.program.research.training
        assert isinstance(page, TrainingPage)
        wait(lambda: page.bench is not None and model.known)
        assert page.bench is not None
        assert model.form is not None
        self.shoot("training-empty")
        data, paths = self.home / "clinic_2026", self.program.paths
        runs = [
            made_run(paths, data, name, state=state, steps=200, **more)
            for name, state, more in (
                ("first_try", "failed", {}),
                ("larger_margin", "done", {"losses": {"margin": 0.5}}),
                ("at_work", "running", {}),
            )
        ]
        model.look()
        for folder in reversed(runs):
            page.bench.table.select(folder.path)
            wait(lambda: bool(page.bench and page.bench.detail.curves.losses.lines))
            settle(0.3)
            self.shoot(f"training-{folder.path.name}")
        page.bench.table.select(*(folder.path for folder in runs[:2]))
        settle(0.5)
        self.shoot("training-compared")
        page.bench.detail.differences_button.click()
        self.shoot("training-differences")
        model.form.set("batches.skip", 3)
        page.start()
        settle(0.2)
        self.shoot("training-mistake")

    def crash(self) -> None:
        try:
            raise RuntimeError("made up for a picture, with /home/anna/anna_walk.mp4")
        except RuntimeError as error:
            self.program.crash.take(error)
        settle()
        dialog = self.program.crash.dialog
        assert dialog is not None
        self.shoot("crash", dialog)
        dialog.accept()

    def end(self) -> None:
        self.screener.release.set()
        self.library.release.set()
        self.program.settings.scheme = "system"
        self.program.end()
        settle()


def take(out: Path, tag: str, language: str) -> None:
    guard_singletons()
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as home:
        gallery = Gallery(app, out, tag, Path(home), language)
        gallery.tour()
        gallery.end()
    for name, made in (("report", fx.screening), ("report-long", fx.long_screening)):
        write_pdf(made(), out / f"{name}{tag}.pdf")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tag", default=None, help="take one set and add this to the names")
    parser.add_argument("--language", default="", help=f"such as zh_CN; {PSEUDO} is made up")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.tag is not None or arguments.language:
        tag = f"-{arguments.language}" if arguments.tag is None else arguments.tag
        take(arguments.out, tag, arguments.language)
        return
    # The scale is read once, when Qt starts: each set is a process of its own.
    pseudo = ["--language", PSEUDO]
    for tag, scale, more in (("", "1", []), ("-200", "2", []), ("-pseudo", "1", pseudo)):
        subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.app.screenshots",
                str(arguments.out),
                f"--tag={tag}",
                *more,
            ],
            env={**os.environ, "QT_SCALE_FACTOR": scale},
            check=True,
        )


if __name__ == "__main__":
    main()
