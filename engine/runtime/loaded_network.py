"""A loaded network, whatever computes it. Must not know who does, nor what it computes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from numpy.typing import NDArray


class Network(Protocol):
    """A loaded network. `run` may be called from several Python threads at once."""

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the inputs, in order."""
        ...

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of the outputs, in order."""
        ...

    @property
    def shapes(self) -> dict[str, tuple[int | None, ...]]:
        """Declared shape of each input and output by its name; None for an axis of any size."""
        ...

    @property
    def types(self) -> dict[str, str]:
        """Declared type of each by its name, such as ``tensor(float)``."""
        ...

    @property
    def provider(self) -> str:
        """What runs it, such as ``CPUExecutionProvider`` or ``OpenVINO CPU``."""
        ...

    def run(
        self, feeds: Mapping[str, NDArray[Any]], wanted: Sequence[str] | None = None
    ) -> list[NDArray[Any]]:
        """Compute outputs.

        Args:
            feeds: An array for each input name, with the shape and dtype that the network declares.
            wanted: Names of the outputs, in the order in which they are given back; None: `outputs`.

        Raises:
            MemoryError: The device has too little memory for it.
        """
        ...
