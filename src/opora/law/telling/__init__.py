"""What was decided, in plain words: short sentences for the person concerned, in three languages.

It says the result first, then the numbers that mattered, then what would have changed it. It works nothing
out: every number comes from the determination. The reasons in legal terms, with articles, are
`opora.decisions.reasoning`; the sentences are data (`data/*.yaml`).

Five names to know: `tell`, `Told`, `plain_text`, `sentences`, `LANGUAGES`.
"""

from .sentences import LANGUAGES, Sentences, sentences
from .telling import Told, plain_text, tell
from .writing import kept_together

__all__ = ["LANGUAGES", "Sentences", "Told", "kept_together", "plain_text", "sentences", "tell"]
