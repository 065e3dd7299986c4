"""What a file says of its camera: phones, GoPro's own box, files that lie or are damaged."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from engine.core.video import CameraTags
from engine.video import VideoWriter, probe
from tests.gopro_files import box, gpmf, with_gopro_tags


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain.mp4"
    with VideoWriter(path, 160, 96, 30.0) as writer:
        for _ in range(4):
            writer.write(np.full((96, 160, 3), 90, np.uint8))
    return path


def test_a_file_that_names_no_camera_says_nothing(plain: Path) -> None:
    assert probe(plain).camera is None


@pytest.mark.parametrize(
    ("view", "held"), [("wide", "on"), ("linear", "boost"), ("narrow", "off"), ("superview", "")]
)
def test_gopro_files_name_model_view_and_stabilisation(
    plain: Path, tmp_path: Path, view: str, held: str
) -> None:
    path = with_gopro_tags(plain, tmp_path / "g.mp4", "HERO8 Black", view=view, stabilised=held)
    expected = CameraTags(maker="GoPro", model="HERO8 Black", view=view, stabilised=held)
    assert probe(path).camera == expected


def test_an_older_gopro_is_known_by_its_firmware(plain: Path, tmp_path: Path) -> None:
    path = with_gopro_tags(plain, tmp_path / "g.mp4", "", firmware="HD5.02.02.00.00")
    assert probe(path).camera == CameraTags(maker="GoPro", model="HERO5 Black")
    unknown = with_gopro_tags(plain, tmp_path / "u.mp4", "", firmware="HD1.01")
    assert probe(unknown).camera is None


@pytest.mark.parametrize("suffix", ["mov", "mkv"])
def test_phones_name_themselves_in_tags(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"phone.{suffix}"
    with av.open(
        str(path), "w", options={"movflags": "use_metadata_tags"} if suffix == "mov" else {}
    ) as file:
        file.metadata["com.apple.quicktime.make"] = "Apple"
        file.metadata["com.apple.quicktime.model"] = "iPhone 13"
        stream = file.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 160, 96, "yuv420p"
        for _ in range(3):
            image = np.full((96, 160, 3), 90, np.uint8)
            file.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        file.mux(stream.encode())
    assert probe(path).camera == CameraTags(maker="Apple", model="iPhone 13")


@pytest.mark.parametrize("cut", [8, 20, 33, 61, 90])
def test_a_box_that_breaks_off_is_no_reason_to_refuse_a_film(
    plain: Path, tmp_path: Path, cut: int
) -> None:
    content = plain.read_bytes()
    at = content.index(b"moov") - 4
    broken = box(b"GPMF", gpmf("HERO8 Black", "wide", "on")[8:cut])
    path = tmp_path / "broken.mp4"
    path.write_bytes(content[:at] + box(b"moov", content[at + 8 :] + box(b"udta", broken)))
    said = probe(path).camera
    assert said is None or said.maker == "GoPro"
    liar = box(b"GPMF", b"DEVC\0\1\xff\xff" + b"MINFc\xff\xff\xff" + b"x" * 40)
    path.write_bytes(content[:at] + box(b"moov", content[at + 8 :] + box(b"udta", liar)))
    assert probe(path).width == 160
