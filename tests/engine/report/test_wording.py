"""What a person is told: complete, translatable, and never a diagnosis."""

import csv
import re

import pytest

from engine.core.findings import FindingCode, Severity, Verdict
from engine.core.labels import ClassName, Outcome, Side
from engine.core.result import Measurement, Unit
from engine.gait import measurements
from engine.report import csv_export, wording
from tests.engine.made_up import result

FORBIDDEN = re.compile(
    r"diagnos|cobb|severe|healthy|treat|ill\b|disease|patient|subject|normal", re.I
)


def every_sentence():
    yield from (wording.outcome_title(o) for o in Outcome)
    yield from (wording.outcome_sentence(o) for o in Outcome)
    yield from (wording.next_step(o) for o in Outcome)
    yield from (wording.verdict_label(v) for v in Verdict)
    yield from (wording.severity_label(s) for s in Severity)
    yield from (wording.finding_title(c) for c in FindingCode)
    yield from (wording.class_label(c) for c in ClassName)
    yield from wording.limits(result())
    yield from wording.score_words(result())


def test_no_sentence_diagnoses():
    for sentence in every_sentence():
        said = str(sentence).replace("not a diagnosis", "")
        assert not FORBIDDEN.search(said), said


def test_every_outcome_has_its_own_words():
    assert len({str(wording.outcome_title(o)) for o in Outcome}) == len(Outcome)
    assert "does not rule out" in str(wording.outcome_sentence(Outcome.NOT_DETECTED))


def test_every_measurement_the_engine_makes_has_words():
    assert set(measurements.NAMES) == set(wording.MEASUREMENT_ORDER)


@pytest.mark.parametrize("name", wording.MEASUREMENT_ORDER)
@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT, None])
def test_a_measurement_is_said_with_its_side_and_interval(name, side):
    unit = {
        "shoulder_tilt": Unit.DEGREES,
        "hip_tilt": Unit.DEGREES,
        "trunk_lean": Unit.DEGREES,
        "lateral_shift": Unit.PERCENT_HEIGHT,
        "head_offset": Unit.PERCENT_HEIGHT,
    }.get(name, Unit.PERCENT)
    value = -2.46 if side is Side.RIGHT else 2.46
    measured = Measurement(
        value=value, low=value - 1, high=value + 1, unit=unit, measurable=True, side=side
    )
    said = str(wording.measurement_words(name, measured))
    assert "2.5" in said
    assert f"{value - 1:+.1f} to {value + 1:+.1f}" in said
    assert (side or "no clear side") in said


def test_what_is_not_measurable_gives_its_reason_and_no_number():
    hips = result().measurements["hip_tilt"]
    assert str(wording.measurement_words("hip_tilt", hips)) == "The hips are hidden."


def test_scores_of_an_uncalibrated_model_have_no_decimals_and_say_what_they_are():
    lines = [str(line) for line in wording.score_words(result())]
    assert lines[0] == "Resembles scoliosis: 30 of 100"
    assert "not probabilities" in lines[-1]


def test_the_models_notice_is_the_first_limit():
    assert "simulated walkers" in str(wording.limits(result())[0])


def test_the_table_holds_every_number_and_no_formula(tmp_path):
    evil = result()
    video = evil.provenance.video.model_copy(update={"name": "=cmd()|x.mp4"})
    evil = evil.model_copy(
        update={"provenance": evil.provenance.model_copy(update={"video": video})}
    )
    path = tmp_path / "结果.csv"
    csv_export.write_csv(evil, path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        table = {row[0]: row for row in csv.reader(stream)}
    assert table["video"][1] == "'=cmd()|x.mp4"
    assert table["shoulder_tilt"][1:6] == ["2.5", "1.0", "4.0", "degrees", "left"]
    assert table["hip_tilt"][1:4] == ["", "", ""]
    assert table["score_positive"][1] == "0.3"
    assert "simulated" in table["model_notice"][6]
