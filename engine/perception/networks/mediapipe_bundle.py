"""Assembles the ``.task`` bundle that the ``mediapipe`` package wants from Google's npm package.

The wheels of ``mediapipe`` hold no networks, and this program downloads none. ``npm pack
@mediapipe/pose@0.5.1675469404`` fetches the same networks under Apache-2.0 as bare TFLite files; a
bundle is a zip of two of them, each with TFLite metadata that says how pixels are normalised, every
entry stored (not deflated) and aligned. Run it by

    python -m engine.perception.networks.mediapipe_bundle mediapipe-pose-0.5.1675469404.tgz

which writes it to `usual_bundle`, where ``--pose mediapipe`` and the settings look for it.

Source: TFLite schema 3 (identifier ``TFL3``) and TFLite metadata schema (``M001``), whose generated
readers are part of ``mediapipe`` 0.10.31 to 0.10.33.
"""

from __future__ import annotations

import argparse
import os
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import platformdirs

from engine.core.errors import PerceptionError, ScolioError
from engine.core.files import sha256_of, written_beside
from engine.core.text import Text, text
from engine.perception.networks.mediapipe_package import schemas

BUNDLE_VARIABLE: Final = "SCOLIOAPP_MEDIAPIPE_BUNDLE"
"""Environment variable that names the bundle where it lies elsewhere than usual."""

_NPM_PACKAGE: Final = "@mediapipe/pose@0.5.1675469404"
_ALIGNMENT: Final = 16
_METADATA: Final = "TFLITE_METADATA"
_LOCAL_HEADER: Final = 30
_PADDING_FIELD: Final = 0xD935
_LARGEST: Final = 256 << 20


@dataclass(frozen=True, slots=True)
class _Network:
    entry: str
    source: str
    mean: float
    std: float


_NETWORKS: Final = (
    _Network("pose_detector.tflite", "pose_solution_packed_assets.data", 127.5, 127.5),
    _Network("pose_landmarks_detector.tflite", "pose_landmark_heavy.tflite", 0.0, 255.0),
)


def usual_bundle() -> Path:
    """Return the path where a bundle is looked for; it need not exist."""
    named = os.environ.get(BUNDLE_VARIABLE)
    if named:
        return Path(named)
    data = platformdirs.user_data_path("ScolioApp", appauthor=False)
    return data / "mediapipe" / "pose_heavy.task"


def bundle_hash(bundle: Path) -> str:
    """Return the SHA-256 of a bundle.

    Raises:
        PerceptionError: It cannot be read.
    """
    try:
        return sha256_of(bundle)
    except OSError as error:
        raise PerceptionError(
            text(
                "The bundle “{name}” cannot be read: {reason}.",
                name=bundle.name,
                reason=error.strerror or str(error),
            ),
            how_to_make(),
        ) from error


def how_to_make() -> Text:
    """Return the sentence that says how a bundle is made."""
    return text(
        "Make it with: npm pack {package}, then: python -m {module} FILE.tgz.",
        package=_NPM_PACKAGE,
        module="engine.perception.networks.mediapipe_bundle",
    )


def build_bundle(package: Path, destination: Path) -> Path:
    """Write the bundle of the heavy networks.

    Args:
        package: The ``.tgz`` of ``npm pack``, or the folder that it was unpacked into.
        destination: The ``.task`` file to write.

    Returns:
        ``destination``.

    Raises:
        MissingExtraError: The ``mediapipe`` package of a pinned version is not installed.
        PerceptionError: The package lacks a network, or a network cannot be read.
        OutputError: The file cannot be written.
    """
    entries = [
        (network.entry, _with_metadata(_read(package, network.source), network))
        for network in _NETWORKS
    ]
    with (
        written_beside(destination) as beside,
        zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as bundle,
    ):
        for name, content in entries:
            bundle.writestr(_aligned_entry(bundle, name), content)
    return destination


def _read(package: Path, name: str) -> bytes:
    """Read one file of the npm package, packed or unpacked."""
    try:
        if package.is_dir():
            return (package / name).read_bytes()
        with tarfile.open(package) as archive:
            member = archive.getmember(f"package/{name}")
            stream = archive.extractfile(member) if member.size <= _LARGEST else None
            if stream is not None:
                return stream.read()
    except (OSError, KeyError, tarfile.TarError) as error:
        raise _unusable(package, name) from error
    raise _unusable(package, name)


def _unusable(package: Path, name: str) -> PerceptionError:
    return PerceptionError(
        text("“{package}” contains no usable file “{name}”.", package=package.name, name=name),
        _how_to_fetch(),
    )


def _how_to_fetch() -> Text:
    return text("Fetch it with: npm pack @mediapipe/pose@0.5.1675469404")


def _with_metadata(network: bytes, facts: _Network) -> bytes:
    """Return the TFLite file with metadata; an older one is replaced."""
    if network[4:8] != b"TFL3":
        raise PerceptionError(
            text("“{name}” is not a TFLite network.", name=facts.source),
            _how_to_fetch(),
        )
    found = schemas()
    model = found.model.ModelT.InitFromObj(found.model.Model.GetRootAsModel(bytearray(network), 0))
    buffer = found.model.BufferT()
    buffer.data = np.frombuffer(_metadata(facts), np.uint8)
    model.buffers.append(buffer)
    pointer = found.model.MetadataT()
    pointer.name, pointer.buffer = _METADATA, len(model.buffers) - 1
    old = (_METADATA, _METADATA.encode())
    model.metadata = [*(m for m in model.metadata or () if m.name not in old), pointer]
    aligned = _aligned_buffer_class(found.model)
    for buffer in model.buffers:
        buffer.__class__ = aligned
    builder = found.builder(len(network) + (1 << 20))
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _aligned_buffer_class(schema: Any) -> type:  # noqa: ANN401  # a generated module
    """Make a buffer whose bytes stand at multiples of 16 (``force_align`` of the TFLite schema).

    The generated Python code ignores ``force_align``, and a network with unaligned weights is
    refused by some delegates.
    """

    def pack(self: Any, builder: Any) -> Any:  # noqa: ANN401  # generated objects
        vector = None
        if self.data is not None and len(self.data):
            raw = np.asarray(self.data, np.uint8).tobytes()
            builder.StartVector(1, len(raw), _ALIGNMENT)
            builder.head -= len(raw)
            builder.Bytes[builder.head : builder.head + len(raw)] = raw
            vector = builder.EndVector()
        schema.BufferStart(builder)
        if vector is not None:
            schema.BufferAddData(builder, vector)
        return schema.BufferEnd(builder)

    return type("AlignedBuffer", (schema.BufferT,), {"Pack": pack})


def _metadata(facts: _Network) -> bytes:
    """Return the metadata: one RGB image, normalised by mean and standard deviation."""
    found = schemas()
    schema = found.metadata
    normalisation = schema.NormalizationOptionsT()
    normalisation.mean, normalisation.std = [facts.mean], [facts.std]
    unit = schema.ProcessUnitT()
    unit.optionsType = schema.ProcessUnitOptions.NormalizationOptions
    unit.options = normalisation
    image = schema.ImagePropertiesT()
    image.colorSpace = schema.ColorSpaceType.RGB
    content = schema.ContentT()
    content.contentPropertiesType = schema.ContentProperties.ImageProperties
    content.contentProperties = image
    tensor = schema.TensorMetadataT()
    tensor.name, tensor.content, tensor.processUnits = "image", content, [unit]
    graph = schema.SubGraphMetadataT()
    graph.inputTensorMetadata = [tensor]
    model = schema.ModelMetadataT()
    model.name, model.subgraphMetadata, model.minParserVersion = facts.entry, [graph], "1.0.0"
    builder = found.builder(0)
    builder.Finish(model.Pack(builder), b"M001")
    return bytes(builder.Output())


def _aligned_entry(bundle: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """Return a stored zip entry whose content begins at a multiple of 16: it is mapped into memory."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    position = bundle.fp.tell() if bundle.fp is not None else 0
    missing = -(position + _LOCAL_HEADER + len(name)) % _ALIGNMENT
    if missing:
        # An extra field has a head of 4 bytes.
        length = missing - 4 if missing >= 4 else missing - 4 + _ALIGNMENT
        entry.extra = _PADDING_FIELD.to_bytes(2, "little") + length.to_bytes(2, "little")
        entry.extra += bytes(length)
    return entry


def main() -> None:
    """Build the bundle that the arguments of the process name."""
    parser = argparse.ArgumentParser(description="Assemble the .task bundle for mediapipe.")
    parser.add_argument(
        "package", type=Path, help=".tgz of npm pack @mediapipe/pose, or its folder"
    )
    parser.add_argument(
        "destination",
        type=Path,
        nargs="?",
        default=usual_bundle(),
        help=".task file to write. [default: %(default)s]",
    )
    arguments = parser.parse_args()
    try:
        build_bundle(arguments.package, arguments.destination)
    except ScolioError as error:
        parser.exit(2, f"{error.what} {error.remedy}\n")


if __name__ == "__main__":
    main()
