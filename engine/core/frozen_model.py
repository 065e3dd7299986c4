"""What data are made of that are never changed and have no key that is not known. Must not know any of them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class FrozenModel(BaseModel):
    """Data that are read strictly and never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")
