"""One result at a time, from the disk to the page that shows it, and back where it was changed."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from engine.core.errors import ScolioError
from engine.core.findings import Severity
from engine.core.progress import Cancel, Progress
from scolioapp import i18n
from scolioapp.bootstrap.built_pages import results_area
from scolioapp.bootstrap.result_loading import ReadResult, load, load_both
from scolioapp.jobs.queue import Job
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.jobs.worker import Priority, Worker
from scolioapp.settings import Settings
from scolioapp.storage.record_results import RecordEntry
from scolioapp.storage.result_keeper import ResultKeeper
from scolioapp.storage.result_links import Links, links_of
from scolioapp.storage.results import Judgement, ResultEntry
from scolioapp.viewmodels.results_table import ResultsModel
from scolioapp.views.main_window import RESULTS, SCREEN, MainWindow

if TYPE_CHECKING:
    from engine.core.level import Level
    from engine.core.result import ScreeningResult
    from engine.dots.dot_set import Dots
    from scolioapp.jobs.screener import Screening
    from scolioapp.viewmodels.result import ResultViewModel
    from scolioapp.views.repeat_page import RepeatPage
    from scolioapp.views.result_page import ResultPage
    from scolioapp.widgets.link_bar import LinkBar


BLINDED: Final = "records_blinded"
"""Code of the error that the records give where the examiner's own finding comes first."""


class ResultOpener(QObject):
    """Opens results.

    Attributes:
        hidden: Tells of a recording, on a worker's thread, whether the examiner's own finding comes first.

    Signals:
        label_typed: Identifier and label of a kept result.
        job_label_typed: Number of a job whose result is not kept yet, and its label.
        exported: Identifier of a result that was written into a file.
        save_asked: Number of a job whose result is to be saved once more.
        held: Number of a job whose result is not kept yet, and the `Screening` to hold from now on.
        shown: A `ResultPage`, its `ResultViewModel`, the `ResultEntry` and the `Links` that were just shown.
        judged_anew: Number of the judgement that took the place of the one that is open.
        finding_asked: Identifier of a result that is shown after the examiner's own finding alone, and its
            `ResultEntry`, or None where it is not kept.
        filmed: A new film (`Path`), the `ScreeningResult` that it repeats and the `Repeats` that links them.
    """

    label_typed = Signal(str, str)
    job_label_typed = Signal(int, str)
    exported = Signal(str)
    save_asked = Signal(int)
    held = Signal(int, object)
    shown = Signal(object, object, object, object)
    judged_anew = Signal(int)
    finding_asked = Signal(str, object)
    filmed = Signal(object, object, object)

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        worker: Worker,
        screener: PipelineScreener,
        store: ResultKeeper,
        results: ResultsModel,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._worker = worker
        self._screener = screener
        self._store = store
        self._results = results
        self._asked = 0
        self._result: ResultViewModel | None = None
        self._entry: ResultEntry | None = None
        self._links = Links()
        self._unsaved = 0
        self.hidden: Callable[[str], bool] = lambda _: False
        self._to_add: deque[tuple[str, Screening]] = deque()
        self._adding = threading.Lock()
        results.modelReset.connect(self._show_links)
        window.chosen_again.connect(self._on_chosen_again)

    @property
    def opened(self) -> ResultViewModel | None:
        """The result that is open, or None."""
        return self._result

    def close(self) -> None:
        """Let go of what is open, and show nothing that is still being read."""
        self._asked += 1
        if self._window.has_page(RESULTS):
            results_area(self._window).close_result()

    def _on_chosen_again(self, key: str) -> None:
        """Go from what was opened on the Results page back to the page."""
        if key == RESULTS:
            self.close()

    def _begin(self, words: str) -> int:
        """Show that something is being opened; what was asked for before is not shown any more.

        Returns:
            The number under which it was asked for: what arrives later under another one is not shown.
        """
        self._asked += 1
        self._window.show_page(RESULTS)
        area = results_area(self._window)
        area.close_result()
        area.list_page.banner.say(words)
        return self._asked

    def open(self, entry: ResultEntry, judgement: int | None = None) -> None:
        """Read a result from disk and show it: one of its judgements, or the newest that can be read."""
        asked = self._begin(self.tr("Opening the result of {name}…").format(name=entry.title))
        self._worker.run(
            partial(load, self._screener, self._store, entry, judgement),
            done=partial(self._show_kept, asked, entry),
            failed=partial(self._on_load_failed, asked, entry.identifier, entry),
        )

    def _show_kept(self, asked: int, entry: ResultEntry, kept: ReadResult) -> None:
        """Show what was read, unless something else was asked for meanwhile."""
        if self._asked != asked:
            return
        self._show_result(entry, kept.screening, kept.links)
        page = results_area(self._window).result_page
        if page is not None and kept.instead:
            words = self.tr(
                "The newest judgement cannot be read: it is damaged or from another version. An "
                "earlier one is shown. Screen the video again to judge it anew."
            )
            page.banner.say(words, severity=Severity.CARE)

    def compare(self, newer: ResultEntry) -> None:
        """Show a recording beside the earlier one that it repeats; alone where that one is gone."""
        links = self._results.links_of(newer.identifier)
        if links.earlier is None:
            # The list may not have been read since the newer one was kept.
            links = links_of(newer.identifier, self._store.entries())
        if links.earlier is None:
            self.open(newer)
            return
        pair = (links.earlier, newer)
        asked = self._begin(self.tr("Opening both results of {name}…").format(name=newer.title))
        self._worker.run(
            partial(load_both, self._screener, self._store, pair),
            done=partial(self._show_both, asked, pair),
            failed=partial(self._on_load_failed, asked, newer.identifier, newer),
        )

    def _show_both(
        self, asked: int, pair: tuple[ResultEntry, ResultEntry], screenings: list[Screening]
    ) -> None:
        """Show two results that were read, unless something else was asked for meanwhile."""
        if self._asked != asked:
            return
        from scolioapp.views.repeat_page import RepeatPage, Side

        earlier, new = (Side(*both) for both in zip(pair, screenings, strict=True))
        area = results_area(self._window)
        area.list_page.banner.clear()
        page = RepeatPage(earlier, new, self._worker, hide_faces=self._settings.blur_faces)
        page.opened.connect(self.open)
        area.show_result(page, close=partial(self._let_pair_go, page))
        self._window.name_result(pair[1].title)

    def _let_pair_go(self, page: RepeatPage) -> None:
        self._window.name_result("")
        page.stop()
        page.destroyed.connect(self._give_memory_back)

    def take_label(self, kept: ResultEntry) -> None:
        """Show the label that is kept, where the result is open."""
        if self._result is not None and self._entry is not None:
            if self._entry.identifier == kept.identifier:
                self._entry = replace(self._entry, label=kept.label)
                self._result.take_label(kept.label)

    def open_unsaved(self, job: Job) -> None:
        """Show a result that could not be saved, from memory."""
        if job.screening is None:
            return
        recording = job.request.recording
        if not recording:
            self._show_unsaved(job)
            return
        asked = self._begin(self.tr("Opening the result of {name}…").format(name=job.title))
        self._worker.run(
            partial(self.hidden, recording),
            done=partial(self._show_unless_hidden, asked, job),
            failed=partial(self._on_load_failed, asked, recording, None),
        )

    def _show_unless_hidden(self, asked: int, job: Job, hidden: bool) -> None:
        """Show what is in memory alone, unless the examiner's own finding comes first."""
        if self._asked != asked:
            return
        if hidden:
            self._say_blinded(job.request.recording, None)
        else:
            self._show_unsaved(job)

    def _show_unsaved(self, job: Job) -> None:
        if job.screening is None:
            return
        entry = ResultEntry.of("", job.screening.result, job.path)
        self._asked += 1
        self._unsaved = job.number
        self._window.show_page(RESULTS)
        self._show_result(entry, job.screening, Links())
        words = self.tr("This result is not saved yet. It will be lost when you close the window.")
        page = results_area(self._window).result_page
        if page is not None:
            page.banner.say(
                words,
                severity=Severity.CARE,
                action=self.tr("Try &saving again"),
                do=partial(self.save_asked.emit, job.number),
            )

    def _on_load_failed(
        self, asked: int, identifier: str, entry: ResultEntry | None, error: ScolioError
    ) -> None:
        """Say why a result is not shown, unless something else was asked for meanwhile."""
        if self._asked != asked:
            return
        page = results_area(self._window).list_page
        page.banner.clear()
        words = f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
        if error.code == BLINDED:
            self._say_blinded(identifier, entry)
        else:
            page.banner.say(words, severity=Severity.CARE)

    def _say_blinded(self, identifier: str, entry: ResultEntry | None) -> None:
        """Say that the examiner's own finding comes first, and lead to its form."""
        results_area(self._window).list_page.banner.say(
            self.tr(
                "Enter your own finding first. What the model says is shown afterwards, so that it does "
                "not lead you."
            ),
            action=self.tr("Enter my &finding…"),
            do=partial(self.finding_asked.emit, identifier, entry),
        )

    def _show_result(self, entry: ResultEntry, screening: Screening, links: Links) -> None:
        """Show a result; a judgement that a newer one replaced is only looked at."""
        from scolioapp.viewmodels.result import ResultViewModel
        from scolioapp.views.result_page import ResultPage

        video = Path(entry.video_path)
        model = ResultViewModel(
            screening,
            video,
            self._worker,
            judge=None if links.replaced else partial(self._judge, screening),
            remeasure=None if links.replaced else self._remeasure,
            write_overlay=self._write_overlay,
        )
        results_area(self._window).list_page.banner.clear()
        model.display.set_blur_faces(self._settings.blur_faces)
        model.set_prevalence(self._settings.prevalence)
        page = ResultPage(model)
        model.setParent(page)
        self._connect(model, page.cards.links, entry)
        model.prevalence_changed.connect(self._keep_prevalence)
        kept = self._settings.state("result_splitter")
        if kept is not None:
            page.splitter.restoreState(kept)
        results_area(self._window).show_result(page, close=partial(self._let_go, page, model))
        # Afterwards: whatever was open is let go of by now.
        self._result, self._entry, self._links = model, entry, links
        self._show_name()
        self._show_links()
        self.shown.emit(page, model, entry, links)
        behind = entry.identifier and entry.label != model.label
        if behind and not isinstance(entry, RecordEntry):
            # The list is behind: it was not written when the result was.
            self.label_typed.emit(entry.identifier, model.label)

    def _connect(self, model: ResultViewModel, links: LinkBar, entry: ResultEntry) -> None:
        model.screening_changed.connect(partial(self._keep_choice, entry, model))
        model.exported.connect(lambda _path: self.exported.emit(entry.identifier))
        model.repeat_requested.connect(self._film_again)
        model.label_asked.connect(self._keep_label)
        model.label_changed.connect(self._show_name)
        links.entry_asked.connect(self.open)
        links.judgement_asked.connect(self._on_judgement_asked)
        links.comparison_asked.connect(self._on_comparison)

    def _show_name(self) -> None:
        if self._result is not None:
            self._window.name_result(self._result.result.title)

    def _show_links(self) -> None:
        """Show what the open result is linked with now."""
        if self._result is not None and self._entry is not None:
            links = self._results.links_of(self._entry.identifier)
            own = self._links
            self._result.set_links(
                replace(links, judgements=own.judgements, judgement=own.judgement)
            )

    def _on_comparison(self, newer: ResultEntry | None) -> None:
        newer = newer or self._entry
        if newer is not None:
            self.compare(newer)

    def _on_judgement_asked(self, number: int) -> None:
        if self._entry is not None:
            self.open(self._entry, number)

    def _keep_label(self, label: str) -> None:
        """Keep the label that was typed for the open result."""
        if self._entry is not None and self._entry.identifier:
            self.label_typed.emit(self._entry.identifier, label)
        else:
            self.job_label_typed.emit(self._unsaved, label)

    def _judge(
        self,
        screening: Screening,
        person: int,
        /,
        *,
        slow_motion: float = 1.0,
        level: Level | None = None,
        dots: Dots | None = None,
        loose_clothes: bool = False,
    ) -> Screening:
        from engine.gait.by_hand import ByHand

        return self._screener.judge(
            screening,
            person=person,
            operator=self._settings.operator,
            device=self._settings.device,
            slow_motion=slow_motion,
            by_hand=ByHand(level=level, dots=dots, loose_clothes=loose_clothes),
        )

    def _remeasure(self, screening: Screening, dots: Dots) -> Screening:
        return self._screener.remeasure(screening, dots)

    def _keep_prevalence(self, share: float) -> None:
        self._settings.prevalence = share

    def _write_overlay(
        self, screening: Screening, path: Path, progress: Progress, cancel: Cancel
    ) -> None:
        """Write the opened result's video with overlay; runs on a worker's thread."""
        model = self._result
        if model is None or model.display.video is None:
            return
        self._screener.write_overlay(
            screening,
            model.display.video,
            path,
            blur_face=model.display.blur_faces,
            progress=progress,
            cancel=cancel,
        )

    def _keep_choice(self, entry: ResultEntry, model: ResultViewModel) -> None:
        """Keep the judgement that was just made beside the earlier ones."""
        screening = model.screening
        if not entry.identifier:
            self.held.emit(self._unsaved, screening)
            return
        self._to_add.append((entry.identifier, screening))
        self._worker.run(
            self._add_next,
            done=partial(self._on_added, model),
            failed=partial(self._on_not_added, entry, model),
        )

    def _add_next(self) -> tuple[ResultEntry, tuple[Judgement, ...]]:
        """Add the judgement that has waited longest; on a worker's thread, whichever comes first."""
        store = self._store
        with self._adding:
            identifier, screening = self._to_add.popleft()
            files = self._screener.dump(screening)
            entry = store.add_judgement(identifier, screening.result, files)
            return entry, store.judgements(identifier)

    def _on_added(
        self, model: ResultViewModel, added: tuple[ResultEntry, tuple[Judgement, ...]]
    ) -> None:
        entry, judgements = added
        if self._entry is not None and self._entry.identifier == entry.identifier:
            # Opened anew meanwhile, the page shows one that has just been replaced.
            shown = judgements[-1].number if self._result is model else self._links.judgement
            self._links = Links(judgements=judgements, judgement=shown)
            if self._result is model:
                self.judged_anew.emit(judgements[-1].number)
        self._results.refresh()

    def _on_not_added(self, entry: ResultEntry, model: ResultViewModel, error: ScolioError) -> None:
        """Say that a new judgement is not kept, where it is shown."""
        words = self.tr("The new judgement is not saved; the earlier one is kept. {reason}").format(
            reason=f"{i18n.render(error.what)} {i18n.render(error.remedy)}"
        )
        area = results_area(self._window)
        if self._result is model and area.result_page is not None:
            area.result_page.banner.say(
                words,
                severity=Severity.CARE,
                action=self.tr("Try &saving again"),
                do=partial(self._keep_choice, entry, model),
            )
        else:
            area.list_page.banner.say(words, severity=Severity.CARE)

    def _film_again(self) -> None:
        """Say what to change, and take the new film."""
        model, entry = self._result, self._entry
        page = results_area(self._window).result_page
        if model is None or entry is None or page is None:
            return
        if not entry.identifier:
            words = self.tr(
                "Save this result first, so that the new recording can be linked to it."
            )
            page.banner.say(
                words,
                severity=Severity.CARE,
                action=self.tr("Try &saving again"),
                do=partial(self.save_asked.emit, self._unsaved),
            )
            return
        from scolioapp.views.film_again import FilmAgainDialog

        folder = self._settings.last_folder
        dialog = FilmAgainDialog(model.result, Path(entry.video_path), folder, page)
        model.closed.connect(dialog.reject)
        dialog.filmed.connect(partial(self._take_film, model.result, entry))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_film(self, earlier: ScreeningResult, entry: ResultEntry, film: Path) -> None:
        """Screen the new film; both are shown side by side once it is done."""
        from engine.core.result import Repeats

        self.filmed.emit(film, earlier, Repeats.of(entry.identifier, earlier))
        results_area(self._window).close_result()
        self._window.show_page(SCREEN)

    def _let_go(self, page: ResultPage, model: ResultViewModel) -> None:
        self._settings.keep_state("result_splitter", page.splitter.saveState())
        self._window.name_result("")
        self._result = self._entry = None
        model.close()
        # Once the page is gone, which is when the window comes to it.
        model.destroyed.connect(self._give_memory_back)

    def _give_memory_back(self) -> None:
        self._worker.run(self._screener.close, priority=Priority.LATER)
