"""What changed from visit to visit of one patient, out of the protected records. Must not know widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from engine.core.classes import Outcome
from engine.core.errors import ScolioError
from engine.core.findings import Verdict
from scolioapp.viewmodels.patient_file import user_names
from scolioapp.viewmodels.records_door import RecordsDoor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.report.trend import Reading, Trend, Value, VisitValues
    from scolioapp.storage.records.judgements import DatedJudgement, KeptJudgement
    from scolioapp.storage.records.record_store import RecordStore
    from scolioapp.storage.records.visits import ScoliometerReading, Visit


class TrendModel(QObject):
    """The trend of the patient who is looked at.

    Args:
        door: The records.
        parent: Owner.

    Signals:
        changed: Another `Trend` is there, or None.
        failed: The `ScolioError` for which it cannot be read.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, door: RecordsDoor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._patient = ""
        self._trend: Trend | None = None
        door.locked.connect(self.clear)

    @property
    def trend(self) -> Trend | None:
        """What was read, or None."""
        return self._trend

    def show(self, patient: str) -> None:
        """Read the trend of a patient; the one that is shown goes at once where it is another's."""
        if patient != self._patient:
            self.clear()
        self._patient = patient

        def take(trend: Trend) -> None:
            # Whoever owns this may be gone, with the page of the patient.
            if isValid(self) and self._patient == patient:
                self._trend = trend
                self.changed.emit(trend)

        self._door.run(lambda store: trend_in(store, patient), done=take, failed=self._fail)

    def clear(self) -> None:
        """Forget whose trend it was."""
        self._patient = ""
        if self._trend is not None:
            self._trend = None
            self.changed.emit(None)

    def _fail(self, error: ScolioError) -> None:
        if isValid(self):
            self.failed.emit(error)


def trend_in(store: RecordStore, patient: str) -> Trend:
    """Read what holds of each visit of a patient, and compare.

    Raises:
        ScolioError: The records are locked or damaged.
    """
    from engine.report.trend import trend_of

    names = user_names(store)
    by_visit: dict[str, list[DatedJudgement]] = {}
    for dated in store.judgements.of_patient(patient):
        by_visit.setdefault(dated.visit, []).append(dated)
    hidden = sum(
        all(one.judgement.hidden for one in judgements) for judgements in by_visit.values()
    )
    visits = (
        _visit_values(store, visit, by_visit.get(visit.id, ()), names)
        for visit in store.visits.of(patient)
    )
    return trend_of((one for one in visits if one is not None), hidden=hidden)


def _visit_values(
    store: RecordStore,
    visit: Visit,
    judgements: Iterable[DatedJudgement],
    names: Mapping[str, str],
) -> VisitValues | None:
    """Return what holds of a visit; None where nothing is known of it."""
    from engine.report.trend import VisitValues

    found = store.visits.findings(visit.id)
    readings = _readings(found[0].found.scoliometer) if found else ()
    held = holding_of([one.judgement for one in judgements if not one.judgement.hidden])
    if held is None:
        return VisitValues(visit.id, visit.date, readings=readings) if readings else None
    outcome = Outcome(held.outcome) if held.outcome in set(Outcome) else None
    line, override = held.line, held.override(names)
    return VisitValues(
        visit.id,
        visit.date,
        outcome,
        held.recording,
        line.model_sha256,
        line.model_status,
        _values(held),
        readings,
        "" if override is None else line.outcome,
        "" if override is None else override.name,
    )


def holding_of(judgements: list[KeptJudgement]) -> KeptJudgement | None:
    """Return what holds of one visit.

    Of a recording that is what a person reviewed or signed last, else the newest judgement. Of several
    recordings it is one that was reviewed before one that was not, one that may be used before one that is to
    be repeated, the newest before older ones.

    Args:
        judgements: Of all its recordings, by the time of the recording.
    """
    from scolioapp.storage.records.table_rows import holding

    by_recording: dict[str, list[KeptJudgement]] = {}
    for one in judgements:
        by_recording.setdefault(one.recording, []).append(one)
    held = [holding((one.state, one.number, one) for one in ones) for ones in by_recording.values()]

    def rank(numbered: tuple[int, KeptJudgement]) -> tuple[bool, bool, int]:
        number, one = numbered
        checked = one.state in ("reviewed", "signed")
        return checked, one.line.verdict != Verdict.REPEAT, number

    there = [(number, one) for number, one in enumerate(held) if one is not None]
    return max(there, key=rank)[1] if there else None


def _values(judgement: KeptJudgement) -> tuple[Value, ...]:
    from engine.core.measuring_method import MeasuringMethod
    from engine.report.trend import Value

    # Where it was not noted how a value was measured, the model tells versions of the program apart.
    model = judgement.line.model_sha256
    return tuple(
        Value(
            one.name,
            one.value,
            one.low,
            one.high,
            MeasuringMethod.parse(one.method) if one.method else MeasuringMethod("", "", model),
        )
        for one in judgement.line.figures
    )


def _readings(made: Iterable[ScoliometerReading]) -> tuple[Reading, ...]:
    from engine.report.trend import Reading

    return tuple(Reading(each.level, each.side, each.degrees) for each in made)
