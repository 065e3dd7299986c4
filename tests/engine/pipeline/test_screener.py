"""The one door to screen: what a request asks for is what is done, and networks are opened once."""

import shutil
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from engine.core.clinic_lock import ClinicError, FixedModel, Lock
from engine.core.errors import ModelError, ScolioError, SequenceError, VideoError
from engine.core.level import level_by_hand
from engine.core.resources import resource
from engine.core.result import Repeats
from engine.gait.by_hand import ByHand
from engine.gait.levelling import read_level
from engine.inference import predictor
from engine.perception.networks import estimators
from engine.pipeline import analysis as pipeline
from engine.pipeline.screening import Screener, ScreeningRequest
from tests.engine.gait import analytic_walker as aw
from tests.engine.pipeline.scripted import Script
from tests.engine.pipeline.test_walks import walk

SHORT = Path(__file__).parents[2] / "data" / "videos" / "p2s_single_cam01.mp4"
VIDEO = ScreeningRequest(Path("script.mp4"))
DEMO = resource("models", "sconet_mt_demo")


@pytest.fixture
def opened(monkeypatch):
    """Names of the networks that were opened, in order."""
    names = []

    def counted(module, function):
        original = getattr(module, function)

        def count(*arguments, **options):
            names.append(function)
            return original(*arguments, **options)

        monkeypatch.setattr(module, function, count)

    counted(estimators, "open_estimator")
    counted(predictor, "load_predictor")
    return names


@pytest.fixture
def scripted(monkeypatch, opened):
    """A walk without pictures in the place of every video; a folder of networks opens the script, too."""
    script = Script(walk(aw.Walker(shoulder_tilt=5.0)), 5.0)
    monkeypatch.setattr(pipeline, "probe", lambda path, **options: script.info)
    monkeypatch.setattr(pipeline, "VideoFile", lambda path: nullcontext(script))

    def open_script(pose=None, segmenter=None, **_):
        opened.append("open_estimator")
        return script

    monkeypatch.setattr(estimators, "open_estimator", open_script)
    return opened


def said(screening):
    """What a screening says, without times of the clock."""
    facts = screening.result.provenance
    same = {"started": "", "finished": "", "stage_seconds": {}}
    return screening.result.model_copy(update={"provenance": facts.model_copy(update=same)})


def test_real_networks_are_opened_once_and_say_the_same_each_time(opened):
    request = ScreeningRequest(SHORT)
    with Screener() as screener:
        first = screener.screen(request)
        second = screener.screen(request)
    assert sorted(opened) == ["load_predictor", "open_estimator"]
    assert said(first) == said(second) == said(Screener().screen(request))
    assert len(opened) == 4


def test_a_video_judged_again_needs_no_network_anew(scripted):
    screener = Screener()
    first = screener.screen(VIDEO)
    again = screener.judge(first, person=1)
    assert said(again) == said(first)
    assert scripted == ["load_predictor", "open_estimator"]
    screener.close()
    screener.judge(first, person=1)
    assert scripted == ["load_predictor", "open_estimator", "load_predictor"]


def test_networks_are_opened_anew_where_their_files_or_the_request_changed(scripted, tmp_path):
    own = tmp_path / "models" / "own"
    shutil.copytree(DEMO, own)
    card = own / "card.yaml"
    content = card.read_text("utf-8").partition("# seal")[0].replace(DEMO.name, "own")
    card.write_text(content, "utf-8")
    networks = tmp_path / "pose"
    networks.mkdir()
    screener = Screener(tmp_path / "models")
    request = replace(VIDEO, model="own", pose=networks)
    for _ in range(2):
        assert screener.screen(request).result.model.name == "own"
    assert scripted == ["load_predictor", "open_estimator"]
    card.write_text(content.replace("version: 1.0.0", "version: 1.0.1"), "utf-8")
    assert screener.screen(request).result.model.version == "1.0.1"
    assert scripted[2:] == ["load_predictor"]
    (networks / "card.yaml").write_text("name: other")
    screener.screen(request)
    assert scripted[3:] == ["open_estimator"]
    screener.screen(VIDEO)
    assert scripted[4:] == ["load_predictor", "open_estimator"]


def test_what_is_asked_for_stands_in_the_result(scripted):
    repeats = Repeats(result="old", video="old.mp4", video_sha256="0" * 64, screened="2026-01-01")
    request = replace(
        VIDEO, label="Anna", repeats=repeats, operator="KB", person=1, slow_motion=2.0, rate=None
    )
    result = Screener().screen(request).result
    assert (result.label, result.repeats, result.person) == ("Anna", repeats, 1)
    facts = result.provenance
    assert (facts.operator, facts.slow_motion, facts.analysis_rate) == ("KB", 2.0, None)
    assert result.dots is None
    assert Screener().screen(replace(VIDEO, dots=True)).result.dots is not None
    with pytest.raises(SequenceError, match="no person 9"):
        Screener().screen(replace(VIDEO, person=9))


def test_the_level_is_found_said_or_switched_off(scripted):
    screener = Screener()
    found = screener.screen(VIDEO)
    # No edge is in the picture of a script; the walk that it plays is balanced.
    assert not found.analysis.recording.level.known
    assert found.result.level.by_balance
    assert abs(found.result.level.roll_degrees) < 1.0
    assert found.sequence is not None
    assert read_level(found.sequence).by_balance
    by_hand = screener.screen(replace(VIDEO, level=(3.0, -8.0))).result.level
    assert (by_hand.source, by_hand.roll_degrees, by_hand.pitch_degrees) == ("hand", 3.0, -8.0)
    off = screener.screen(replace(VIDEO, level="off")).result.level
    assert (off.known, off.source) == (False, "none")
    known = level_by_hand(found.analysis.recording.level, -2.0)
    assert screener.screen(replace(VIDEO, level=known)).result.level == known


def test_loose_clothes_are_said_and_taken_back(scripted):
    screener = Screener()
    first = screener.screen(replace(VIDEO, loose_clothes=True))
    assert first.result.loose_clothes
    close = screener.judge(first, person=1)
    assert not close.result.loose_clothes
    wide, narrow = (one.result.measurements["shoulder_tilt"] for one in (first, close))
    assert wide.value == narrow.value
    assert wide.high > narrow.high
    loose = screener.judge(close, person=1, by_hand=ByHand(loose_clothes=True))
    assert loose.result.measurements == first.result.measurements


def test_a_precision_that_is_not_offered_is_fp32_or_refused_where_it_was_typed(scripted):
    offered = predictor.read_card(DEMO).offered
    missing = next(one for one in ("bf16", "int8", "fp8") if one not in offered)
    request = replace(VIDEO, precision=missing)
    assert Screener().screen(request).result.model.precision == "fp32"
    with pytest.raises(ModelError, match=missing):
        Screener(exact=True).screen(request)


def test_clinic_mode_takes_its_model_and_plain_settings_or_refuses_what_was_typed(scripted):
    fixed = FixedModel.of(DEMO)
    locks = [Lock(fixed)]
    waited = replace(VIDEO, model="another", precision="int8", rate=None, label="Anna", person=1)
    result = Screener(lock=lambda: locks[-1]).screen(waited).result
    assert (result.model.name, result.model.precision) == ("sconet_mt_demo", "fp32")
    assert (result.label, result.provenance.analysis_rate) == ("Anna", 15.0)
    typed = Screener(lock=lambda: locks[-1], exact=True)
    with pytest.raises(ClinicError, match="--precision, --all-frames would change them"):
        typed.screen(waited)
    with pytest.raises(ClinicError, match="not “another”"):
        typed.screen(replace(VIDEO, model="another"))
    first = typed.screen(VIDEO)
    # The lock is looked at each time, also where the network is open.
    locks.append(Lock(replace(fixed, weights_sha256="0" * 64)))
    with pytest.raises(ModelError, match="has changed since clinic mode"):
        typed.screen(VIDEO)
    locks.append(Lock(replace(fixed, model="school")))
    with pytest.raises(ClinicError, match="it uses “school”"):
        typed.judge(first, person=1)


def test_what_is_wrong_is_told_before_the_video_is_read(tmp_path):
    gone = ScreeningRequest(tmp_path / "gone.mp4")
    with pytest.raises(ModelError, match="no model “nonesuch”"):
        Screener().screen(replace(gone, model="nonesuch"))
    with pytest.raises(ScolioError, match=r"“card\.yaml” could not be read"):
        Screener().screen(replace(gone, pose=tmp_path / "pose"))


def test_pose_networks_are_not_opened_for_what_is_no_video(opened, tmp_path):
    with pytest.raises(VideoError):
        Screener().analyse(ScreeningRequest(tmp_path / "gone.mp4"))
    assert opened == []
