"""Acts and sources by the names a reader knows: an article with its gazette, an office, a newspaper.

What a parameter's file calls its source is written for whoever keeps the file; `law_sources.yaml` names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from django.utils.translation import gettext as _

from opora.decisions.acts_named import citation, cited
from opora.web.templatetags.law_values import in_language

OFFICIAL_GAZETTE = "UL RS "
BETWEEN_SOURCES = "; "


def act_with_gazette(article: str, *, confirmed: bool) -> str:
    """*26. člen ZSVarPre (Uradni list RS, št. 61/10)*; without a number where nobody has confirmed it."""
    if not article:
        return ""
    words = citation(article, confirmed=confirmed)
    act = _told()["acts"].get(cited(article).act)
    return f"{words} ({_gazette(act['gazette'])})" if act else words


def gazette_named(gazette: str) -> str:
    """*Uradni list RS, št. 73/18*; an act that stands for its own gazette stays as it is."""
    if not gazette.startswith(OFFICIAL_GAZETTE):
        return gazette
    return _gazette(gazette.removeprefix(OFFICIAL_GAZETTE))


def source_named(source: str) -> str:
    """The offices, papers or works that say so, each once; of an address that is not listed, its site."""
    return "; ".join(dict.fromkeys(_named(one) for one in source.split(BETWEEN_SOURCES)))


def _named(source: str) -> str:
    for known in _told()["sources"]:
        if source.startswith(known["starts"]):
            return in_language(known)
    site = urlsplit(source).hostname
    return site.removeprefix("www.") if site else source


def _gazette(numbers: str) -> str:
    return _("Official Gazette RS, no. %(numbers)s") % {"numbers": numbers}


@cache
def _told() -> Mapping[str, Any]:
    return yaml.safe_load(Path(__file__).with_name("law_sources.yaml").read_text("utf-8"))  # type: ignore[no-any-return]
