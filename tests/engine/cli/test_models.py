"""``scolioapp models`` and ``evaluate`` as a person types them."""

import json
import os
import re
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from engine.cli.main import build
from engine.core import kept_result
from engine.core.classes import ClassName
from engine.core.findings import Verdict
from engine.core.kept_result import RESULT, SEQUENCE
from engine.datasets.scoliosis1k import write_sequence
from engine.gait.sequence import GaitSequence, SourceFacts
from engine.inference.predictor import load_predictor
from tests.engine.made_up import result
from tests.engine.models.made import blobs, small_folder

CHECKPOINT = Path(__file__).parents[2] / "data" / "goldens" / "opengait_sconet_mt_tiny-00000.pt"


@pytest.fixture
def user(tmp_path, monkeypatch):
    """The user's folder, not made yet."""
    monkeypatch.setenv("SCOLIOAPP_MODELS", str(tmp_path / "models"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "models"


def run(*arguments, code=0):
    done = CliRunner().invoke(build(), [str(one) for one in arguments])
    assert done.exit_code == code, done.output
    return done


def as_json(*arguments):
    return json.loads(run(*arguments, "--json").stdout)


def test_import_to_removal(user):
    """One model on its way through the library."""
    said = run("models", "import-opengait", CHECKPOINT, "--class-order",
               "negative, positive,neutral", "--name", "mine", "--licence", "academic",
               "--origin", "a friend").stdout  # fmt: skip
    assert "Recognised: sconet_mt, on silhouettes" in said
    assert "Class order: negative, positive, neutral" in said
    assert "Not for clinical decisions" in said
    assert os.listdir(user) == ["mine"]

    names = [model["name"] for model in as_json("models", "list")]
    assert names == ["sconet_mt_demo", "mine"]
    assert "mine (yours, " in run("models", "list").stdout
    card = as_json("models", "show", "mine")
    assert card["training"]["licence"] == "academic"
    assert card["origin"]["told"] == "a friend"
    assert "class_order:" in run("models", "show", "mine").stdout
    assert as_json("models", "verify") == {"sconet_mt_demo": None, "mine": None}

    packed = as_json("models", "pack", "mine", "gift")
    assert packed["file"] == "gift.scoliomodel"
    assert as_json("models", "unpack", "gift.scoliomodel")["card"]["name"] == "mine-2"
    assert "Removed: mine-2" in run("models", "remove", "mine-2").stdout
    assert as_json("models", "remove", "mine") == {"removed": "mine"}
    assert os.listdir(user) == []


def test_what_judged_a_kept_result_stays(user, tmp_path):
    folder = small_folder(user / "mine")
    kept = tmp_path / "results" / "one"
    kept.mkdir(parents=True)
    facts = load_predictor(folder).facts
    (kept / "result.json").write_text(result(model=facts).to_json(), encoding="utf-8")
    told = {"results": tmp_path / "results"}
    done = CliRunner().invoke(build(), ["models", "remove", "mine"], obj=told)
    assert done.exit_code == 2
    assert "could not be repeated without it: 1" in " ".join(done.output.split())
    assert folder.is_dir()
    (kept / "result.json").unlink()
    assert CliRunner().invoke(build(), ["models", "remove", "mine"], obj=told).exit_code == 0
    assert not folder.exists()


def test_what_made_a_judgement_that_was_replaced_stays_too(user, tmp_path):
    folder = small_folder(user / "mine")
    files = {RESULT: result(model=load_predictor(folder).facts).to_json().encode()}
    kept = tmp_path / "results" / "one"
    kept.parent.mkdir()
    kept_result.create(kept, files, "", {}, tmp_path / "part")
    kept_result.add(kept, {RESULT: result(model=None).to_json().encode()}, {}, tmp_path / "part")
    told = {"results": tmp_path / "results"}
    assert CliRunner().invoke(build(), ["models", "remove", "mine"], obj=told).exit_code == 2
    assert folder.is_dir()


def test_inspect(user):
    found = as_json("models", "inspect", CHECKPOINT)
    assert (found["kind"], found["parts"], found["inputs"]) == ("sconet_mt", 16, ["silhouettes"])
    assert "16 parts" in run("models", "inspect", CHECKPOINT).stdout
    assert not user.exists()


def test_the_class_order_is_asked_for_and_explained(user):
    missing = run("models", "import-opengait", CHECKPOINT, code=2)
    assert "--class-order" in re.sub(r"\x1b\[[0-9;]*m", "", missing.output)
    help_text = run("models", "import-opengait", "--help").stdout
    assert "2025-08-27" in help_text
    wrong = run("models", "import-opengait", CHECKPOINT, "--class-order", "a,b,c", code=2)
    assert "unknown class" in wrong.stderr
    assert not user.exists()


def test_failures_are_sentences(user):
    (user / "broken").mkdir(parents=True)
    (user / "broken" / "card.yaml").write_text("name: [")
    assert "broken (yours, 0.0 MB): cannot be used" in run("models", "list").stdout
    assert "broken: “card.yaml” is not a YAML file" in run("models", "verify", code=2).stderr
    assert "no model “none”" in run("models", "show", "none", code=2).stderr
    assert "came with the program" in run("models", "remove", "sconet_mt_demo", code=2).stderr
    assert "was refused" in run("models", "unpack", CHECKPOINT, code=2).stderr


def test_evaluate_validate_compare(user, tmp_path):
    small_folder(user / "first", status="research")
    for number, name in enumerate([*ClassName] * 2):
        write_sequence(tmp_path / "data", f"{number:05d}", name, blobs(10, seed=number))
    said = run("evaluate", "first", "data", "--data", "A school").stdout
    assert "By sequence, leakage possible" in said
    assert "Accuracy: " in said
    report = as_json("evaluate", "first", "data", "--out", "again.json")
    assert report == json.loads((tmp_path / "again.json").read_text(encoding="utf-8"))
    assert report["schema"] == "scolioapp.evaluation/2"
    assert report["sequences"] == 6

    said = run("models", "validate", "first", "--report", "report.json", "--by", "A. Person")
    assert "first: validated, declared by A. Person" in said.stdout
    card = as_json("models", "validate", "first", "--report", "again.json", "--by", "B. Person")
    assert card["validation"]["by"] == "B. Person"

    still = GaitSequence(
        silhouettes=blobs(12),
        keypoints=np.zeros((12, 17, 3), np.float32),
        seconds=np.arange(12) / 15,
        source=SourceFacts(width=640, height=480, fps=15.0),
        keypoint_set="coco",
    )
    for name, verdict in (("kept", Verdict.USABLE), ("refused", Verdict.REPEAT)):
        still.save(tmp_path / name / "sequence.gait.npz")
        made = result()
        quality = made.quality.model_copy(update={"verdict": verdict})
        words = made.model_copy(update={"quality": quality}).to_json()
        (tmp_path / name / "result.json").write_text(words, encoding="utf-8")
    found = as_json("models", "compare", "first", "sconet_mt_demo", "kept")
    assert found["judged"] == 1
    assert found["recordings"][0]["first"]["score"] == pytest.approx(0.5, abs=0.5)
    said = run("models", "compare", "first", "first", "kept/sequence.gait.npz").stdout
    assert "Same outcome in 1 of 1 recordings; largest difference in score 0.000" in said
    # The first was validated above; the demo's outcome never stands without its warning.
    said = run("models", "compare", "first", "sconet_mt_demo", "kept/sequence.gait.npz").stdout
    assert said.count("(demo)") == 1
    assert "(demo) (unlike the training data)" in said
    # What the screening refused is shown as such and counted nowhere.
    said = run("models", "compare", "first", "first", "kept", "refused").stdout
    refused = "refused/sequence.gait.npz: no answer | no answer | Not usable: film again"
    assert refused in said.replace(os.sep, "/")
    assert "Same outcome in 1 of 1 recordings; largest difference in score 0.000" in said
    assert "Left out because not usable: 1" in said
    assert as_json("models", "compare", "first", "first", "refused")["refused"] == 1
    # Of a result that was judged again the newest judgement counts.
    newer = {RESULT: made.to_json().encode(), SEQUENCE: still.dump()}
    kept_result.add(tmp_path / "refused", newer, {}, tmp_path / "part")
    found = as_json("models", "compare", "first", "first", "refused")
    assert (found["judged"], found["refused"]) == (1, 0)
    assert found["recordings"][0]["name"] == str(Path("refused", "revision-2", SEQUENCE))


def test_evaluate_writes_what_a_person_reads(user, tmp_path):
    small_folder(user / "first", status="research")
    small_folder(user / "second", status="research")
    for number, name in enumerate([*ClassName] * 2):
        write_sequence(tmp_path / "data", f"{number:05d}", name, blobs(10, seed=number))
    rows = [f"{n},s{n},{'female' if n % 2 else 'male'},{11 + n}" for n in range(6)]
    (tmp_path / "who.csv").write_text("id,subject,sex,age\n" + "\n".join(rows) + "\n")
    asked = ["--subjects", "who.csv", "--against", "second", "--prevalence", "0.03"]
    wanted = ["--html", "r.html", "--figures", "drawn", "--out", "r.json"]
    said = run("evaluate", "first", "data", *asked, *wanted).stdout
    assert "These values apply if 3 of 100 people belong to the group." in said
    assert "Minus second, on the same 6 sequences" in said
    assert "female, 3 people: accuracy" in said
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "drawn" / "comparison.svg").is_file()
    # The command line has no Qt of its own: it says so before anything is judged.
    refused = CliRunner().invoke(build(), ["evaluate", "first", "data", "--pdf", "r.pdf"])
    assert refused.exit_code == 2
    assert "Install ScolioApp with the extra “window”" in refused.stderr

    given = []
    obj = {"write_evaluation_pdf": lambda report, path: given.append((report.model.name, path))}
    done = CliRunner().invoke(build(), ["evaluate", "first", "data", "--pdf", "r.pdf"], obj=obj)
    assert done.exit_code == 0
    assert given == [("first", Path("r.pdf"))]


def test_calibrate(user, tmp_path):
    small_folder(user / "first", status="research")
    for number, name in enumerate([*ClassName] * 2):
        write_sequence(tmp_path / "data", f"{number:05d}", name, blobs(10, seed=number))
    ids = [f"{n:05d}" for n in range(6)]
    (tmp_path / "p.json").write_text(
        json.dumps({"TRAIN_SET": [], "VALIDATION_SET": ids[:5], "TEST_SET": ids[5:]})
    )
    said = run("models", "calibrate", "first", "data", "--partition", "p.json").stdout
    assert "first, before: scale 16, abnormal from 0.5000" in said
    assert "first, now: scale " in said
    assert "5 sequences from 5 people, 0 left out." in said
    assert "(by sequence, leakage possible) of data, p.json" in said
    options = ["--partition", "p.json", "--sensitivity", "0.8", "--inconclusive", "0"]
    card = as_json("models", "calibrate", "first", "data", *options)
    assert card["thresholds"]["inconclusive_band"] == 0.0
    assert card["calibration"]["thresholds_by"].startswith("sensitivity of at least 80 %")
    refused = CliRunner().invoke(build(), ["models", "calibrate", "first", "data"])
    assert refused.exit_code == 2
    assert "It is not known who was set aside for validation." in refused.stderr
