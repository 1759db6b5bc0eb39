"""The words a reader sees, in the three languages of the decisions."""

from pydantic import BaseModel, ConfigDict, Field


class Labels(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    sl: str = Field(min_length=1)
    it: str = Field(min_length=1)
    en: str = Field(min_length=1)
