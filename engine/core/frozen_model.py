"""What data are made of that are read strictly and never changed. Must not know any of them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class FrozenModel(BaseModel):
    """Data that are read strictly and never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")
