"""Sources by the names a reader knows: an office, a paper, a site.

What a file of the law calls its source is written for whoever keeps the file; `source_names.yaml` names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

BETWEEN_SOURCES = "; "


def source_named(source: str, language: str) -> str:
    """The offices, papers or works that say so, each once; of an address that is not listed, its site."""
    return BETWEEN_SOURCES.join(dict.fromkeys(_named(one, language) for one in source.split(BETWEEN_SOURCES)))


def gazette_of_act(act: str) -> str | None:
    """The numbers of the Official Gazette that the sources print for an act."""
    told = names_told()["acts"].get(act)
    return str(told["gazette"]) if told else None


@cache
def names_told() -> Mapping[str, Any]:
    """The file: `acts` with their gazettes, `sources` by how they begin."""
    return yaml.safe_load(Path(__file__).with_name("source_names.yaml").read_text("utf-8"))  # type: ignore[no-any-return]


def _named(source: str, language: str) -> str:
    for known in names_told()["sources"]:
        if source.startswith(known["starts"]):
            return str(known.get(language) or known["en"])
    site = urlsplit(source).hostname
    return site.removeprefix("www.") if site else source
