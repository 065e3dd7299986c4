"""What a person is told about why an answer came out and how far to trust it."""

import csv
import re

import pytest

from engine.cli.screening_text import summary
from engine.core.classes import ClassName
from engine.core.explanation import BodyLevel, Stability
from engine.core.text import text
from engine.export import screening_table
from engine.report import trust_words, why_words
from tests.engine import made_explanation as made
from tests.engine.made_up import result
from tests.engine.report.test_wording import FORBIDDEN


def explained(**changes):
    return result(explanation=made.explanation(), trust=made.trust(), **changes)


def validated():
    model = result().model.model_copy(
        update={"status": "validated", "notice": None, "calibrated": True, "report": made.report()}
    )
    return explained(model=model)


def every_sentence():
    for explanation in (made.explanation(gates=True), made.explanation(picture="maps")):
        yield why_words.explanation_sentence(explanation)
        yield from why_words.explanation_notes(explanation)
        yield from why_words.strip_ends(explanation)
        yield why_words.frames_sentence(explanation)
    yield why_words.gates_sentence(made.explanation(gates=True).gates)
    yield why_words.gates_help()
    for answer in (result(), explained(), validated(), result(model=None, probabilities=None)):
        yield why_words.why_not(answer) or ""
        for line in (*trust_words.trust_lines(answer), trust_words.predictive_line(answer)):
            if line is not None:
                yield line.title
                yield from (*line.words, *line.detail)
    yield trust_words.precision_words("int8")
    yield trust_words.distance_words(made.trust(unlike=True).distance)


def test_no_sentence_diagnoses():
    for sentence in every_sentence():
        assert not FORBIDDEN.search(str(sentence)), sentence


def test_the_sentence_names_the_levels_and_what_they_spoke_for():
    said = why_words.explanation_sentence(made.explanation())
    assert said == (
        "What the model saw at the trunk and the shoulders counted most towards borderline "
        "features."
    )
    positive = made.explanation(towards=ClassName.POSITIVE)
    assert "towards features associated with" in why_words.explanation_sentence(positive)
    three = made.explanation(levels=(BodyLevel.HEAD, BodyLevel.PELVIS, BodyLevel.TRUNK))
    assert "the head, the pelvis and the trunk" in why_words.explanation_sentence(three)


def test_levels_that_spoke_against_are_said_to():
    against = made.explanation(levels=(BodyLevel.LOWER_LEGS,))
    said = why_words.explanation_sentence(against)
    assert "the lower legs counted most against features" in said


def test_levels_are_said_in_the_readers_language():
    said = why_words.explanation_sentence(made.explanation(), lambda sentence: f"<{sentence}>")
    assert said.startswith("<What the model saw at <<the trunk> and <the shoulders>>")


def test_an_earlier_result_says_why_it_cannot_be_explained():
    earlier = result(schema_="scolioapp.screening/1")
    assert "earlier version" in str(why_words.why_not(earlier))
    assert "No model answered" in str(why_words.why_not(result(model=None, probabilities=None)))
    assert "cannot give reasons" in str(why_words.why_not(result()))
    assert why_words.why_not(explained()) is None


def test_stability_and_likeness_in_words():
    assert str(trust_words.stability_words(made.trust().stability)) == (
        "7 of 8 random halves of the recording gave the same answer; score from 62 to 81 of 100."
    )
    steady = Stability(halves=8, same=8, low=0.801, high=0.804)
    assert "score 80 of 100 in each" in str(trust_words.stability_words(steady))
    assert "too short" in str(trust_words.stability_words(None))
    assert ("do not use its answer") in str(
        trust_words.distance_words(made.trust(unlike=True).distance)
    )
    assert "nothing to compare recordings with" in str(trust_words.distance_words(None))


def test_scores_are_never_called_probabilities_without_calibration():
    lines = " ".join(
        str(words) for line in trust_words.trust_lines(explained()) for words in line.words
    )
    assert "not probabilities" in lines
    assert "estimate" not in lines
    lines = " ".join(
        str(words) for line in trust_words.trust_lines(validated()) for words in line.words
    )
    assert "not probabilities" not in lines


def test_device_and_reduced_precision_are_said():
    model = result().model.model_copy(
        update={"precision": "int8", "device_reason": text("No graphics card was found.")}
    )
    lines = {
        str(line.title): " ".join(map(str, (*line.words, *line.detail)))
        for line in trust_words.trust_lines(explained(model=model))
    }
    assert lines["Run on"] == "ONNX Runtime on CPU. No graphics card was found."
    assert "less exactly" in lines["Precision"]
    assert "2 of 100" in lines["Precision"]
    assert "Precision" not in {str(line.title) for line in trust_words.trust_lines(explained())}


def test_predictive_values_are_for_models_with_a_report_only():
    assert "no evaluation report" in str(trust_words.predictive_line(explained()).detail[0])
    assert trust_words.predictive_line(result(model=None, probabilities=None)) is None
    line = trust_words.predictive_line(validated(), 0.02)
    plain = " ".join(map(str, line.words))
    assert "If 2 of 100 people have such features: of 100 people with reported features" in plain
    assert "about 27 have them (14 to 49)" in plain
    assert "about 2 have them nonetheless (1 to 5)" in plain
    assert "PPV" not in plain
    said = " ".join(map(str, line.detail))
    assert "PPV 27 % (14 to 49 %)" in said
    assert "NPV 99.8 % (99.5 to 99.9 %)" in said
    assert "two schools, 2025 (412 people, signed by A. Example)" in said


@pytest.mark.parametrize("answer", [result(), explained(), validated()])
def test_the_command_line_says_why_and_how_far(answer):
    said = "\n".join(summary(answer))
    assert "\nWhy (" in said or "\nWhy: " in said
    for title in (
        "Scores",
        "Stability",
        "What it learned from",
        "Run on",
        "How often it is correct",
    ):
        assert f"Trust: {title}: " in said
    assert said.splitlines()[0].endswith(")") is (answer.model.status != "validated")
    calibrated = answer.model.calibrated
    assert ("of 100" in said[: said.index("Why")]) is calibrated
    assert ("[###" in said) is not calibrated
    assert (
        said.index("Shoulder tilt")
        < said.index("Why")
        < said.index("Trust:")
        < said.index("Limit:")
    )


def test_the_table_holds_levels_stability_distance_and_precision(tmp_path):
    path = tmp_path / "result.csv"
    screening_table.write_csv(validated(), path, prevalence=0.02)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        table = {row[0]: row for row in csv.reader(stream)}
    assert float(table["level_trunk"][1]) == pytest.approx(0.34 + 0.42 + 0.3)
    assert float(table["strip_06"][1]) == pytest.approx(0.42)
    assert table["precision"][1] == "fp32"
    assert float(table["stability_same_answer"][1]) == pytest.approx(7 / 8)
    assert [float(cell) for cell in table["stability_score"][2:4]] == [0.62, 0.81]
    assert float(table["distance_from_training_data"][1]) == pytest.approx(0.8)
    assert float(table["deciding_frame_2"][1]) == pytest.approx(1.2)
    assert float(table["ppv"][1]) == pytest.approx(0.018 / 0.067)
    assert len(table) == len(set(table))
    screening_table.write_csv(result(), path)
    plain = path.read_text(encoding="utf-8-sig")
    assert "cannot give reasons" in plain
    assert not re.search(r"^(ppv|level_)", plain, re.M)
