"""The acts a decision may cite: full name, short name, and when an article may be printed with its number.

An article that the reference does not call confirmed is printed as the act's name only.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

_ARTICLE = re.compile(r"^(?P<act>\S+)\s+(?P<article>\d+(?:\.[a-z])?)(?P<rest>\(.*\))?$")


class Cited(NamedTuple):
    act: str
    article: str


def full_name(act: str) -> str:
    """The act's full name after *na podlagi* (genitive); an act not listed keeps its abbreviation."""
    return {
        "ZUPJS": pgettext("on the basis of", "Exercise of Rights from Public Funds Act"),
        "ZSVarPre": pgettext("on the basis of", "Social Assistance Benefits Act"),
        "ZSDP-1": pgettext("on the basis of", "Parental Protection and Family Benefits Act"),
        "ZUP": pgettext("on the basis of", "General Administrative Procedure Act"),
    }.get(act, act)


def with_abbreviation(act: str) -> str:
    """*Zakona o socialno varstvenih prejemkih (ZSVarPre)*."""
    name = full_name(act)
    return name if name == act else f"{name} ({act})"


def cited(article: str) -> Cited:
    """Act and number of a reference such as `ZSVarPre 26` or `ZUPJS 15(7)`; the number may be absent."""
    found = _ARTICLE.match(article.strip())
    return Cited(found["act"], found["article"]) if found else Cited(article.split()[0], "")


def citation(article: str, *, confirmed: bool) -> str:
    """How a sentence cites a provision: *26. člen ZSVarPre*, or *ZSVarPre* where the number is not sure."""
    act, numbered = cited(article)
    if not (confirmed and numbered):
        return act
    return _("article {article} of {act}").format(article=numbered, act=act)
