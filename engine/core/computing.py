"""Where networks compute, and in what precision: the words of settings, requests and the command line."""

from __future__ import annotations

from typing import Literal

DeviceName = Literal["auto", "cpu", "gpu"]
"""Where networks compute; ``auto``: on a GPU where one can be used."""

Precision = Literal["fp32", "bf16", "int8"]
"""How a model computes; ``fp32`` is the full one."""
