"""The results on disk, written by the engine's own store."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from engine.core.classes import Outcome
from engine.core.findings import Verdict
from engine.core.resources import resource
from engine.pipeline.analysis import Analysis
from engine.pipeline.judgement import Screening
from scolioapp.jobs.model_library import KeptRecording, ModelLibrary
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


def test_two_models_do_not_judge_what_was_refused(tmp_path: Path) -> None:
    library = ModelLibrary(tmp_path / "models")
    walk = resource("samples", "sports2d_demo.gait.npz")
    kept = []
    for verdict in (Verdict.USABLE, Verdict.REPEAT):
        folder = tmp_path / verdict
        folder.mkdir()
        made = screening_of_nobody().result
        quality = made.quality.model_copy(update={"verdict": verdict})
        words = made.model_copy(update={"quality": quality}).to_json()
        (folder / "result.json").write_text(words, encoding="utf-8")
        shutil.copy(walk, folder / "sequence.gait.npz")
        kept.append(KeptRecording(verdict, f"{verdict}.mp4", made.provenance.started, folder))
    (model,) = library.installed()
    rows = library.compare((model, model), kept)
    assert [row.usable for row in rows] == [True, False]
    assert [row.same for row in rows] == [True, None]


def test_the_engines_store_gives_a_kept_result_another_label_and_keeps_the_rest(
    tmp_path: Path,
) -> None:
    made = screening_of_nobody()
    analysis = Analysis(made.analysis.recording, (), 15.0, "2026-11-22T10:00:00+00:00", {})
    made = Screening(made.result, None, analysis)
    store, screener = ResultStore(tmp_path / "results"), PipelineScreener()
    entry = store.keep(made.result, tmp_path / "anna.mp4", partial(screener.save, made))
    store.entries()
    renamed = store.relabel(entry.identifier, "Anna", screener.relabel)
    assert store.entries() == [renamed]
    assert renamed.title == "Anna"
    loaded = screener.load(store.folder(entry.identifier))
    assert loaded.result == made.result.named("Anna", None)
