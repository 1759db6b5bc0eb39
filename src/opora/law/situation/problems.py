"""What can be wrong with a situation, said so that the one who wrote it can put it right."""

from dataclasses import dataclass, field

from .wording import ByLanguage


@dataclass(frozen=True)
class Problem:
    """`key` is a stable word for programs; `said` tells in each language what is wrong and what to do."""

    path: str
    key: str
    said: ByLanguage
    params: dict[str, str] = field(default_factory=dict)
    line: int | None = None
    """Where the part stands, or should stand, in the file; none for a situation that came as data."""

    @property
    def sentence(self) -> str:
        return self.said["en"]

    def to_json(self) -> dict[str, object]:
        return {
            "path": self.path,
            "line": self.line,
            "key": self.key,
            "sentence": self.sentence,
            "params": self.params,
        }


class SituationError(ValueError):
    """The situation cannot be used; nothing was computed."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(" ".join(f"{problem.path or '/'}: {problem.sentence}" for problem in problems))


def pointer(*parts: str | int) -> str:
    """A JSON pointer (RFC 6901) to a part of the situation."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)
