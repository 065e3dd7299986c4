"""What a person is told: complete, translatable, and never a diagnosis."""

import csv
import re

import pytest

from engine.core.classes import Outcome, Side
from engine.core.findings import FindingCode, Severity, Verdict
from engine.core.measurands import MEASURANDS, Sign
from engine.core.model_status import mark_of
from engine.core.result import Measurement
from engine.export import screening_table
from engine.report import measurement_words, trust_words, wording
from tests.engine.made_up import result

FORBIDDEN = re.compile(
    r"diagnos|cobb|severe|healthy|treat|\bill\b|disease|patient|subject|normal", re.I
)


def every_sentence():
    yield from (wording.outcome_title(o) for o in Outcome)
    yield from (wording.outcome_sentence(o) for o in Outcome)
    yield from (wording.next_step(o) for o in Outcome)
    yield from (wording.verdict_label(v) for v in Verdict)
    yield from (wording.severity_label(s) for s in Severity)
    yield from (wording.finding_title(c) for c in FindingCode)
    yield from wording.limits(result())
    yield from wording.score_words(calibrated())
    yield measurement_words.usual_range_words()


def test_no_sentence_diagnoses():
    for sentence in every_sentence():
        said = str(sentence).replace("not a diagnosis", "")
        assert not FORBIDDEN.search(said), said


def test_every_outcome_has_its_own_words():
    assert len({str(wording.outcome_title(o)) for o in Outcome}) == len(Outcome)
    assert "does not rule out" in str(wording.outcome_sentence(Outcome.NOT_DETECTED))


@pytest.mark.parametrize("sign", Sign)
def test_every_sign_has_words_for_either_side(sign):
    left, right = map(str, measurement_words.side_labels(sign))
    assert left.replace("left", "right") == right


def measured(name, value, low, high):
    side = Side.LEFT if low > 0 else Side.RIGHT if high < 0 else None
    unit = MEASURANDS[name].unit
    return Measurement(value=value, low=low, high=high, unit=unit, measurable=True, side=side)


@pytest.mark.parametrize(
    ("name", "numbers", "said"),
    [
        ("trunk_lean", (-1.5, -2.0, -1.0), "1.5° to the right, 1.0 to 2.0"),
        ("trunk_lean", (1.5, 1.0, 2.0), "1.5° to the left, 1.0 to 2.0"),
        (
            "trunk_lean",
            (-0.75, -2.0, 0.5),
            "0.8°, no clear side: between 0.5 to the left and 2.0 to the right",
        ),
        ("shoulder_tilt", (2.46, 1.46, 3.46), "2.5°, left side lower, 1.5 to 3.5"),
        ("lateral_shift", (-1.8, -2.5, -1.1), "1.8 % of height to the right, 1.1 to 2.5"),
        ("arm_swing_asymmetry", (-14.0, -23.0, -5.0), "14.0 %, right swings more, 5.0 to 23.0"),
        (
            "step_asymmetry",
            (-3.0, -9.0, 3.0),
            "3.0 %, no clear side: from a left step 3.0 longer to a right step 9.0 longer",
        ),
    ],
)
def test_numbers_carry_no_sign_and_intervals_a_side(name, numbers, said):
    assert str(measurement_words.measurement_words(name, measured(name, *numbers))) == said


@pytest.mark.parametrize("name", MEASURANDS)
@pytest.mark.parametrize("numbers", [(2.5, 1.5, 3.5), (-2.5, -3.5, -1.5), (0.2, -1.0, 1.4)])
def test_no_interval_contradicts_its_words(name, numbers):
    said = str(measurement_words.measurement_words(name, measured(name, *numbers)))
    assert not re.search(r"[-+\N{MINUS SIGN}]\s*\d", said)
    sides = {side for side in Side if side in said}
    assert (
        sides
        == {
            2.5: {Side.LEFT},
            -2.5: {Side.RIGHT},
            0.2: {Side.LEFT, Side.RIGHT},
        }[numbers[0]]
    )


def test_what_is_not_measurable_gives_its_reason_and_no_number():
    hips = result().measurements["hip_tilt"]
    assert str(measurement_words.measurement_words("hip_tilt", hips)) == "The hips are hidden."


def calibrated():
    model = result().model
    return result(model=model.model_copy(update={"calibrated": True}))


def test_a_model_that_is_not_calibrated_gives_bars_without_figures():
    assert wording.score_words(result()) == ()
    bars = wording.score_bars(result())
    assert str(bars[0][0]) == "resembles scoliosis"
    assert sum(share for _, share in bars) == pytest.approx(1.0)
    scores = next(line for line in trust_words.trust_lines(result()) if str(line.title) == "Scores")
    said = " ".join(map(str, scores.words))
    assert "Resembles scoliosis: 30," in said
    assert "not probabilities" in said


def test_a_calibrated_model_gives_its_scores_without_decimals():
    assert str(wording.score_words(calibrated())[0]) == "Resembles scoliosis: 30 of 100"
    assert wording.score_bars(calibrated()) == ()


def test_every_outcome_of_a_model_without_validation_has_its_mark():
    model = result().model
    assert str(wording.warning_mark(result())) == "demo"
    for status, mark in (("research", "local, unvalidated"), ("validated", None)):
        made = result(model=model.model_copy(update={"status": status}))
        found = wording.warning_mark(made)
        assert (found and str(found)) == mark
    assert wording.warning_mark(result(model=None, probabilities=None)) is None
    assert str(mark_of("something newer")) == "not validated"


def test_the_models_notice_is_the_first_limit():
    assert "simulated walkers" in str(wording.limits(result())[0])


def test_the_table_holds_every_number_and_no_formula(tmp_path):
    evil = result()
    video = evil.provenance.video.model_copy(update={"name": "=cmd()|x.mp4"})
    evil = evil.model_copy(
        update={"provenance": evil.provenance.model_copy(update={"video": video})}
    )
    path = tmp_path / "结果.csv"
    screening_table.write_csv(evil, path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        table = {row[0]: row for row in csv.reader(stream)}
    assert table["video"][1] == "'=cmd()|x.mp4"
    assert table["shoulder_tilt"][1:6] == ["2.5", "1.0", "4.0", "degrees", "left"]
    assert table["hip_tilt"][1:4] == ["", "", ""]
    assert table["score_positive"][1] == "0.3"
    assert "simulated" in table["model_notice"][6]
    assert "(demo)" in table["outcome"][6]
