"""What is known of one application: persons with facts, relations, dwelling, dates and the rights claimed.

The format has a version; `docs/situation.md` describes it and `docs/situation.schema.json` is its JSON
schema. A fact that is absent is unknown: it is never false and never zero.

Five names to know: `Situation`, `parse_situation`, `read_situation`, `SituationError`, `situation_schema`.
"""

from .parsing import Situation, parse_situation, read_situation
from .problems import Problem, SituationError
from .schema import situation_schema

__all__ = [
    "Problem",
    "Situation",
    "SituationError",
    "parse_situation",
    "read_situation",
    "situation_schema",
]
