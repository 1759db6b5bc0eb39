"""A situation in words: who applied when, for what, and what is known of each person."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from opora.law.engine.facts import Fact
from opora.law.engine.graph import Graph

from .known_values import read_value
from .writing import filled, written_day

LANGUAGE = "en"
"""The pages of the examples are written for developers and lawyers of all languages; only what is told to the
person concerned stands in all three."""


MOST_PERIODS_NAMED = 3


def situation_lines(situation: Mapping[str, Any], graph: Graph) -> Iterator[str]:
    """A sentence on the application, then a line for each person and one for the dwelling."""
    days = {key: date.fromisoformat(situation["dates"][key]) for key in ("filed", "decided")}
    filed, decided = (written_day(day, LANGUAGE) for day in days.values())
    claimed = ", ".join(graph.rights[key].label.en for key in situation["rights"])
    yield f"Filed on {filed}, decided on {decided}. Claimed: {claimed}."
    yield ""
    for person, facts in situation["persons"].items():
        known = "; ".join(_facts(facts, graph)) or "nothing else is known"
        yield f"- **{_name(person)}**{_role(person, situation, days['filed'])}: {known}."
    dwelling = {key: value for key, value in situation.get("dwelling", {}).items() if key != "persons"}
    if told := "; ".join(_facts(dwelling, graph)):
        yield f"- The dwelling: {told}."
    yield ""
    yield "What was answered with no or with nothing is left out."


def _name(person: str) -> str:
    return person[:1].upper() + person[1:]


def _role(person: str, situation: Mapping[str, Any], filed: date) -> str:
    """Whether it is the applicant, how it is related to others, and its age."""
    roles = ["the applicant"] if person == situation["applicant"] else []
    for relation in situation.get("relations", ()):
        if relation["type"] == "partner" and relation["persons"][0] == person:
            roles.append(f"partner of {_name(relation['persons'][1])}")
        if relation["type"] == "parent" and relation["child"] == person:
            roles.append(f"child of {_name(relation['parent'])}")
        if relation["type"] == "in_care" and relation["child"] == person:
            roles.append(f"in the care of {_name(relation['carer'])}")
    born = situation["persons"][person].get("born")
    if born:
        roles.append(_age(date.fromisoformat(born), filed))
    return f" ({', '.join(roles)})" if roles else ""


def _age(born: date, filed: date) -> str:
    if born > filed:
        return f"born on {written_day(born, LANGUAGE)}"
    years = filed.year - born.year - ((filed.month, filed.day) < (born.month, born.day))
    return f"aged {years}"


def _facts(facts: Mapping[str, Any], graph: Graph) -> Iterator[str]:
    """What is known and is not simply no or nothing."""
    for key, value in facts.items():
        if key == "born" or key not in graph.facts:
            continue
        fact, values = graph.facts[key], value if isinstance(value, dict) else {"": value}
        told = {period: _value(fact, each) for period, each in values.items()}
        label = fact.label.en[:1].lower() + fact.label.en[1:]
        counts = Counter(text for text in told.values() if text is not None)
        said = [_joined(text, _when(text, told, fact.period)) for text in counts]
        if said:
            yield _joined(label, ", ".join(said))


def _when(text: str, told: Mapping[str, str | None], unit: str) -> str:
    """In which of several months or years a value stands; nothing of a fact that has no time."""
    periods = [period for period, each in told.items() if each == text]
    if periods == [""]:
        return ""
    if len(periods) > MOST_PERIODS_NAMED:
        return f"in {len(periods)} of {len(told)} {unit}s"
    return f"in {' and '.join(periods)}"


def _joined(text: str, more: str) -> str:
    return f"{text} {more}".strip()


def _value(fact: Fact, value: Any) -> str | None:
    """A value as it is read; none where it says no or nothing, empty where the label says it all."""
    if value is None or value is False:
        return None
    if value is True:
        return ""
    if fact.choices:
        return f"“{fact.choice_labels[value].en}”"
    known = read_value(value)
    if known is None or known == 0:
        return None
    written = str(filled("{value}", {"value": known}, LANGUAGE))
    return f"{written} EUR" if fact.kind.unit == "EUR" else written
