"""The shared types: sentences, verdicts, files written beside, results as JSON."""

import threading

import pytest
from pydantic import ValidationError

from engine.core.errors import CancelledError, OutputError, VideoError
from engine.core.files import sha256_of, write_text, written_beside
from engine.core.findings import Finding, FindingCode, Severity, Verdict, verdict
from engine.core.progress import Cancel, check
from engine.core.result import ScreeningResult
from engine.core.text import Text, by_number, text
from tests.engine.made_up import result
from tests.patience import SECONDS


def finding(severity):
    return Finding(
        code=FindingCode.TOO_DARK, severity=severity, message=text("Dark."), remedy=text("Light.")
    )


def test_a_sentence_keeps_its_values_apart():
    sentence = text("{count} people in “{name}”", count=2, name="走路.mp4")
    assert str(sentence) == "2 people in “走路.mp4”"
    assert sentence.template == "{count} people in “{name}”"


def test_an_error_says_what_happened_and_what_to_do():
    error = VideoError(text("“{name}” is empty.", name="a.mp4"), text("Choose another file."))
    assert str(error) == "“a.mp4” is empty. Choose another file."
    assert error.exit_code == 2


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], Verdict.USABLE),
        ([Severity.INFO], Verdict.USABLE),
        ([Severity.INFO, Severity.CARE], Verdict.USABLE_WITH_CARE),
        ([Severity.CARE, Severity.REPEAT, Severity.INFO], Verdict.REPEAT),
    ],
)
def test_the_worst_finding_decides_the_verdict(severities, expected):
    assert verdict(finding(severity) for severity in severities) is expected


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "result.json"
    write_text(path, "old")

    def fail_in_the_middle():
        with written_beside(path) as beside:
            beside.write_text("half")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail_in_the_middle()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="could not be written"):
        write_text(tmp_path / "file" / "result.json", "content")


def test_hashing_is_of_the_content_and_can_be_cancelled(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    assert sha256_of(path).startswith("ba7816bf")
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        sha256_of(path, cancel=cancel)


def test_cancel_reaches_another_thread():
    cancel, stopped = Cancel(), threading.Event()

    def work():
        try:
            while True:
                check(cancel)
        except CancelledError:
            stopped.set()

    thread = threading.Thread(target=work)
    thread.start()
    cancel.set()
    thread.join(SECONDS)
    assert stopped.is_set()


def test_a_result_survives_its_json():
    before = result()
    assert ScreeningResult.from_json(before.to_json()) == before


def test_json_holds_the_agreed_names():
    import json

    content = json.loads(result().to_json())
    assert content["schema"] == "scolioapp.screening/3"
    assert {"outcome", "quality", "probabilities", "model", "provenance", "measurements"} <= set(
        content
    )
    assert set(content["quality"]) == {"verdict", "findings"}
    assert {"value", "low", "high", "unit", "measurable"} <= set(
        content["measurements"]["shoulder_tilt"]
    )


def test_a_result_of_another_schema_is_refused():
    with pytest.raises(ValidationError):
        ScreeningResult.from_json(result().to_json().replace("screening/3", "screening/4"))


def test_one_thing_and_several_have_their_own_sentences():
    one, more = text("One camera was found."), text("{count} cameras were found.", count=3)
    assert by_number(1, one, more) is one
    assert by_number(0, one, more) is more
    assert by_number(3, one, more) is more


def test_a_list_of_words_is_kept_apart_from_how_it_is_joined():
    said = text("Missing: {names}.", names=("av", "numpy"))
    assert str(said) == "Missing: av, numpy."
    again = Text.model_validate_json(said.model_dump_json())
    assert again == said
    assert hash(again) == hash(said)
