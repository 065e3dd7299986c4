"""The bundled walks: whole, small, balanced, nobody's, and read without what made them."""

import subprocess
import sys
from collections import Counter

import numpy as np
import pytest

from engine.core.classes import ClassName
from engine.core.errors import DatasetError
from engine.core.resources import resource
from engine.gait.sample_walks import read


def test_bundled_walks():
    walks = read()
    assert Counter(walk.class_name for walk in walks) == dict.fromkeys(ClassName, 8)
    assert len({walk.name for walk in walks}) == 24
    for walk in walks:
        assert (walk.silhouettes.shape, walk.silhouettes.dtype) == ((30, 64, 64), np.uint8)
        assert (walk.keypoints.shape, walk.keypoints.dtype) == ((30, 17, 3), np.float32)
        assert walk.silhouettes.any(axis=(1, 2)).all()
        assert np.isfinite(walk.keypoints).all()
    assert resource("samples", "walks.npz").stat().st_size < 600_000


def test_read_without_torch_and_simulation():
    code = (
        "import sys; from engine.gait.sample_walks import read; read(); "
        "print([name for name in ('torch', 'anny', 'cv2') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"text"])
def test_damaged_file(tmp_path, content):
    (tmp_path / "walks.npz").write_bytes(content)
    with pytest.raises(DatasetError, match=r"walks\.npz"):
        read(tmp_path / "walks.npz")


def test_foreign_arrays(tmp_path):
    frames = np.zeros((2, 3, 64, 64), np.uint8)
    np.savez(
        tmp_path / "a.npz",
        silhouettes=frames,
        keypoints=np.zeros((2, 4, 17, 3), np.float32),
        classes=["negative", "positive"],
    )
    with pytest.raises(DatasetError):
        read(tmp_path / "a.npz")


@pytest.mark.heavy
def test_made_again(tmp_path):
    pytest.importorskip("anny")
    from engine.simulation.bundled_samples import write_walks

    for made, kept in zip(read(write_walks(tmp_path / "walks.npz")), read(), strict=True):
        assert made.class_name is kept.class_name
        # Another processor may round a pixel's edge otherwise.
        assert (made.silhouettes != kept.silhouettes).mean() < 0.001
        assert np.abs(made.keypoints - kept.keypoints).max() < 0.05
