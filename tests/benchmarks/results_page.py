"""The Results page with 50,000 recordings in the records: opening, typing, finding older ones, scrolling.

    python -m tests.benchmarks.results_page
    python -m tests.benchmarks.results_page --patients 1000

Measured as `patients_page` is. It ends with an error where scrolling leaves the window without an answer for
more than 50 ms, or where older results are found after more than a second.
"""

from __future__ import annotations

import os
import random
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop

from scolioapp.bootstrap import Program
from scolioapp.bootstrap.built_pages import results_area
from scolioapp.storage.records.record_store import RecordStore
from scolioapp.storage.records.record_tables import CONTAINERS, JUDGEMENTS, RECORDINGS, VISITS
from scolioapp.views.main_window import RESULTS
from tests.app.storage.records.made_records import LINE
from tests.benchmarks.patients_page import LIMIT_MS, during, gaps, milliseconds, run, settle, told
from tests.benchmarks.records import fill, say

FOUND_MS = 1000.0
"""Until older results are shown."""
WORDS = ("anna", "S-00021", "王", "borderline", "2026-01", "zzz")


def fill_judged(store: RecordStore, patients: int) -> None:
    """Fill records, and put a recording with a judgement onto each visit, without containers."""
    fill(store, patients)
    session = store._session
    user = session.user.id
    with session.reading() as connection:
        visits = connection.execute(VISITS.select().order_by(VISITS.c.date)).all()
    for at in range(0, len(visits), 5000):
        with session.changing() as change:
            for number, visit in enumerate(visits[at : at + 5000]):
                made = f"{visit.date}T10:{number // 60 % 60:02d}:{number % 60:02d}.000+00:00"
                recording = change.insert(RECORDINGS, visit=visit.id, made=made, source="file")
                container = change.insert(
                    CONTAINERS, recording=recording, kind="judgement", wrapped=b"none"
                )
                change.insert(
                    JUDGEMENTS,
                    recording=recording,
                    number=1,
                    container=container,
                    digest="",
                    made=made,
                    made_by=user,
                    **LINE.dump(),
                )
            change.note("recordings.made", rows=min(5000, len(visits) - at))
    say(f"{len(visits)} recordings with a judgement")


def find(program: Program, words: str) -> float:
    """Return how long it takes until the older results of some words are shown, ms."""
    model, loop = program.results, QEventLoop()
    model._typed = words
    model.modelReset.connect(loop.quit)

    def ask() -> None:
        model._find()
        loop.exec()

    taken = milliseconds(ask)
    model.modelReset.disconnect(loop.quit)
    QCoreApplication.processEvents()
    return taken


def measure(program: Program, rounds: int) -> list[str]:
    first = milliseconds(lambda: (program.window.show_page(RESULTS), settle(program)))
    say(f"{'page built, and the rows there':44s} {first:14.1f} ms")
    page = results_area(program.window).list_page
    say(f"{program.results.rowCount()} of {program.results.total} results are listed")
    reading = during(1.5, program.results.refresh, 700)
    gap = gaps("the list read anew", [reading])
    found = [find(program, word) for _ in range(rounds) for word in WORDS]
    median = told(f"older results are found ({len(WORDS)} searches)", found)
    typing = iter([word[:end] for word in WORDS for end in range(1, len(word) + 1)] * 20)
    typed = [during(1.0, lambda: page.filter.setText(next(typing)), 60) for _ in range(rounds)]
    keys = gaps("typing", typed)
    page.filter.clear()
    settle(program)
    bar = page.table.verticalScrollBar()
    wheel = [during(1.0, lambda: bar.setValue(bar.value() + 3), 16) for _ in range(rounds)]
    scrolled = gaps("scrolling by the wheel", wheel)
    rows = random.Random(1)
    drag = [
        during(1.0, lambda: bar.setValue(rows.randrange(max(1, bar.maximum()))), 16)
        for _ in range(rounds)
    ]
    scrolled = max(scrolled, gaps("dragging the bar anywhere", drag))
    say(f"reading anew stops the window for {gap:.0f} ms, typing for {keys:.0f} ms")
    limits = {"finding": (median, FOUND_MS), "scrolling": (scrolled, LIMIT_MS)}
    return [what for what, (taken, limit) in limits.items() if taken > limit]


if __name__ == "__main__":
    sys.exit(run(__doc__, 3, fill_judged, measure))
