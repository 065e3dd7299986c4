"""The results on disk, written by the engine's own store."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from engine.core.labels import Outcome
from engine.pipeline.screening import Analysis, Screening
from scolioapp.jobs.screener import PipelineScreener
from scolioapp.storage.results import ResultStore
from tests.app.result_fixtures import screening_of_nobody


def test_the_engines_store_and_the_list_of_results_agree(tmp_path: Path) -> None:
    made = screening_of_nobody()
    analysis = Analysis(made.analysis.recording, (), 15.0, "2026-11-22T10:00:00+00:00", {})
    made = Screening(made.result, None, analysis)
    store = ResultStore(tmp_path / "results")
    screener = PipelineScreener()
    entry = store.keep(made.result, tmp_path / "anna.mp4", partial(screener.save, made))
    assert store.entries() == [entry]
    loaded = screener.load(store.folder(entry.identifier))
    assert loaded.result.outcome is Outcome.INCONCLUSIVE
    again = store.update(entry, made.result, partial(screener.save, made))
    assert store.entries() == [again]
