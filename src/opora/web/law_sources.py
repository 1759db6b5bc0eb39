"""Acts and sources by the names a reader knows: an article with its gazette, an office, a newspaper."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.decisions.acts_named import citation, cited
from opora.law_book import source_names

OFFICIAL_GAZETTE = "UL RS "


def act_with_gazette(article: str, *, confirmed: bool) -> str:
    """*26. člen ZSVarPre (Uradni list RS, št. 61/10)*; without a number where nobody has confirmed it."""
    if not article:
        return ""
    words = citation(article, confirmed=confirmed)
    numbers = source_names.gazette_of_act(cited(article).act)
    return f"{words} ({_gazette(numbers)})" if numbers else words


def gazette_named(gazette: str) -> str:
    """*Uradni list RS, št. 73/18*; an act that stands for its own gazette stays as it is."""
    if not gazette.startswith(OFFICIAL_GAZETTE):
        return gazette
    return _gazette(gazette.removeprefix(OFFICIAL_GAZETTE))


def source_named(source: str) -> str:
    """The offices, papers or works that say so, in the language of the page."""
    return source_names.source_named(source, (get_language() or "en")[:2])


def _gazette(numbers: str) -> str:
    return _("Official Gazette RS, no. %(numbers)s") % {"numbers": numbers}
