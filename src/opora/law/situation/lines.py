"""On which line of a situation file each part stands."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .problems import pointer

_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+|\n')


@dataclass
class _Level:
    """An object or a list that is being read, and the part of it that comes next."""

    path: str
    is_list: bool
    position: int = 0
    name: str | None = None

    @property
    def part(self) -> str:
        return self.path + pointer(self.position if self.is_list else str(self.name))


def lines_of(text: str) -> dict[str, int]:
    """For each part, by its JSON pointer, the line its value begins on. The text is known to be JSON."""
    return dict(_placed(text))


def line_of(path: str, lines: dict[str, int]) -> int | None:
    """The line of a part; of one that is not there, the line of what should hold it."""
    while path and path not in lines:
        path = path.rpartition("/")[0]
    return lines.get(path)


def _placed(text: str) -> Iterator[tuple[str, int]]:
    levels: list[_Level] = []
    line = 1
    for piece in map(re.Match.group, _PIECE.finditer(text)):
        if piece == "\n":
            line += 1
        elif piece in "}]":
            levels.pop()
        elif piece == ",":
            levels[-1].position, levels[-1].name = levels[-1].position + 1, None
        elif piece != ":":
            named = levels and not levels[-1].is_list and levels[-1].name is None
            if named:
                levels[-1].name = json.loads(piece)
                continue
            path = levels[-1].part if levels else ""
            yield path, line
            if piece in "{[":
                levels.append(_Level(path, is_list=piece == "["))
