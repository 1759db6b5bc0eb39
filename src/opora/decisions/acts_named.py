"""The acts a decision may cite: full name, short name, and when an article may be printed with its number.

An article that the reference does not call confirmed is printed as the act's name only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from opora.decisions.phrases import listed

_ARTICLE = re.compile(r"^(?P<act>\S+)\s+(?P<article>\d+(?:\.[a-z])?)(?P<rest>\(.*\))?$")


BENT = {"Zakon": "Zakona", "Pravilnik": "Pravilnika", "Uredba": "Uredbe", "Odlok": "Odloka"}


class Cited(NamedTuple):
    act: str
    article: str


def full_name(act: str) -> str:
    """The act's full name after *na podlagi* (genitive); an act not listed keeps its abbreviation."""
    if act in _named():
        return _spoken(_named()[act])
    return {
        "ZUPJS": pgettext("on the basis of", "Exercise of Rights from Public Funds Act"),
        "ZSVarPre": pgettext("on the basis of", "Social Assistance Benefits Act"),
        "ZSDP-1": pgettext("on the basis of", "Parental Protection and Family Benefits Act"),
        "ZUP": pgettext("on the basis of", "General Administrative Procedure Act"),
    }.get(act, act)


def with_abbreviation(act: str) -> str:
    """*Zakona o socialno varstvenih prejemkih (ZSVarPre)*."""
    name = full_name(act)
    return name if name == act or "cited_as" in _named().get(act, {}) else f"{name} ({act})"


def on_the_basis_of(act: str, title: str) -> str:
    """The act after *na podlagi*; an unlisted one by its title, bent in its first word."""
    if (named := with_abbreviation(act)) != act:
        return named
    first, _space, rest = title.partition(" ")
    language = (get_language() or "sl")[:2]
    if language == "sl":
        return f"{BENT.get(first, first)} {rest}".strip()
    return f"al provvedimento «{title}»" if language == "it" else title


def published(numbers: Sequence[str]) -> str:
    """*Uradni list RS, št. 10/17, 31/18 in 172/21*."""
    return _("Official Gazette RS, No. {numbers}").format(numbers=listed(list(numbers)))


def cited(article: str) -> Cited:
    """Act and number of a reference such as `ZSVarPre 26` or `ZUPJS 15(7)`; the number may be absent."""
    found = _ARTICLE.match(article.strip())
    return Cited(found["act"], found["article"]) if found else Cited(article.split()[0], "")


def citation(article: str, *, confirmed: bool) -> str:
    """How a sentence cites a provision: *26. člen ZSVarPre*, or *ZSVarPre* where the number is not sure."""
    act, numbered = cited(article)
    if not (confirmed and numbered):
        return _spoken(_named().get(act, {}).get("cited_as", {})) or act
    return _("article {article} of {act}").format(article=numbered, act=act)


def _spoken(words: Mapping[str, str]) -> str:
    return words.get(get_language() or "sl") or words.get("sl", "")


@cache
def _named() -> Mapping[str, Any]:
    """The acts of `acts_named.yaml`."""
    return yaml.safe_load((Path(__file__).parent / "acts_named.yaml").read_text("utf-8"))  # type: ignore[no-any-return]
