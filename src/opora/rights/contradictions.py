"""What the engine finds impossible in a case's facts, with the names of people and facts."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora import law
from opora.decisions.phrases import day
from opora.rights.models import Application
from opora.rights.situations import key_of, members_of


def sentences(problems: Iterable[law.Problem], application: Application) -> str:
    """All problems in the active language, one sentence after the other."""
    names = {key_of(person): person.full_name for person in members_of(application)}
    return " ".join(_sentence(problem, names) for problem in problems)


def _sentence(problem: law.Problem, names: dict[str, str]) -> str:
    parts = problem.path.strip("/").split("/")
    words = {
        "person": names.get(parts[1], "") if len(parts) > 1 else "",
        "fact": fact_label(problem.params.get("fact", parts[-1])),
        "gate": fact_label(problem.params.get("gate", "")),
        "child": names.get(problem.params.get("child", ""), ""),
        "parent": names.get(problem.params.get("parent", ""), ""),
        "right": _right_label(problem.params.get("right", "")),
        "begins": _day(problem.params.get("begins", "")),
    }
    return _wording(problem.key, bool(words["person"])).format(**words)


def _wording(key: str, of_person: bool) -> str:
    match key:
        case "child_older_than_parent":
            return _("{child} is not younger than the parent {parent}. Check both birth dates.")
        case "not_born_yet":
            return _("{person} is born after the day of deciding. Check the birth date.")
        case "contradiction" if of_person:
            return _("{person}: “{fact}” is given, but “{gate}” is answered with no. Correct one of the two.")
        case "contradiction":
            return _("“{fact}” is given, but “{gate}” is answered with no. Correct one of the two.")
        case "filed_after_deciding":
            return _("The day of filing is after the day of deciding. Correct one of them.")
        case "right_outside_coverage":
            return _(
                "{right} would begin on {begins}, but the law is loaded only from June 2018 on. "
                "Check “{fact}”, or leave this right out of the application."
            )
        case "outside_coverage":
            return _("The law is loaded only for applications since June 2018.")
        case _ if of_person:
            return _("{person}: the value of “{fact}” cannot be right. Check it.")
        case _:
            return _("The value of “{fact}” cannot be right. Check it.")


def _right_label(key: str) -> str:
    right = law.rulebook().graph.rights.get(key)
    return "" if right is None else str(getattr(right.label, get_language() or "sl"))


def _day(iso: str) -> str:
    return day(iso) if iso else ""


def fact_label(fact: str) -> str:
    """What a fact is called in the active language."""
    declared = law.rulebook().graph.facts.get(fact)
    return fact if declared is None else str(getattr(declared.label, get_language() or "sl"))
