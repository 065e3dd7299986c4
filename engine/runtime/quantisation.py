"""Makes eight-bit copies of networks, with what ONNX Runtime brings for it.

Static quantisation: activations to uint8 and weights to int8, each channel with a scale of its own; the
ranges of the activations come from samples. Must not know what the networks compute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import MissingExtraError
from engine.core.text import text
from engine.runtime import onnx
from engine.runtime.extras import remedy


def quantise(
    source: Path,
    destination: Path,
    samples: Iterator[Mapping[str, NDArray[np.float32]]],
    *,
    wanted: Callable[[str, str], bool],
) -> None:
    """Write an eight-bit copy of a network.

    Args:
        source: An ``.onnx`` file in float32.
        destination: The file to write.
        samples: Inputs by name, such as the network will meet.
        wanted: Whether a node, given its operator and its name, is to compute in eight bits.

    Raises:
        MissingExtraError: The package ``onnx`` is not installed.
        OSError: The file cannot be written.
    """
    onnx.version()  # imports ONNX Runtime the quiet way first
    try:
        import onnx as protocol
        from onnxruntime import quantization
    except ImportError as error:
        raise MissingExtraError(
            text("Eight-bit copies of networks cannot be made: {reason}.", reason=str(error)),
            remedy("training"),
        ) from error
    model = protocol.load(source)
    chosen = [node for node in model.graph.node if wanted(node.op_type, node.name)]
    # Says that shapes were looked after, which keeps the library from warning that they were not.
    model.metadata_props.add(key="onnx.quant.pre_process", value="onnxruntime.quant")
    quantization.quantize_static(
        model,
        destination,
        _reader(quantization.CalibrationDataReader, samples),
        quant_format=quantization.QuantFormat.QDQ,
        op_types_to_quantize=sorted({node.op_type for node in chosen}),
        nodes_to_quantize=[node.name for node in chosen],
        per_channel=True,
        activation_type=quantization.QuantType.QUInt8,
        weight_type=quantization.QuantType.QInt8,
    )


def _reader(base: type[Any], samples: Iterator[Mapping[str, NDArray[np.float32]]]) -> Any:  # noqa: ANN401  # the library has no types
    """Return the samples in the form that the library reads."""

    class Reader(base):  # type: ignore[misc]  # the library has no types
        def get_next(self) -> dict[str, NDArray[np.float32]] | None:
            sample = next(samples, None)
            return None if sample is None else dict(sample)

    return Reader()


def rescale(path: Path, *, output: str, gain: NDArray[np.float32]) -> None:
    """Multiply an output of a network, before its last reshape, with a factor for each channel.

    What eight bits make systematically too large or too small is set right by it.

    Args:
        path: The ``.onnx`` file, which is changed.
        output: Name of an output that a reshape of [frames, C, H, W] gives.
        gain: float32 [C].

    Raises:
        ValueError: There is no such output.
        OSError: The file cannot be written.
    """
    import onnx as protocol
    from onnx import helper, numpy_helper

    model = protocol.load(path)
    nodes = model.graph.node
    number = next((i for i, node in enumerate(nodes) if output in node.output), None)
    if number is None:
        raise ValueError(f"the network has no output {output}")
    source, scaled = nodes[number].input[0], f"{output}.rescaled"
    factor = numpy_helper.from_array(gain.reshape(1, -1, 1, 1), f"{output}.gain")
    model.graph.initializer.append(factor)
    nodes[number].input[0] = scaled
    nodes.insert(number, helper.make_node("Mul", [source, factor.name], [scaled], name=scaled))
    protocol.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
