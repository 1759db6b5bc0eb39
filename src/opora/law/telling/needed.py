"""What is said while a result or an amount is not certain: which facts or values of the law are missing."""

from collections.abc import Callable, Iterator

from .conditions import Say
from .known_values import Json

FACTS_NAMED = 8
"""So many missing facts are named; of the rest only the number is told."""


class Needed:
    """What a right still waits for."""

    def __init__(self, found: Json, language: str, say: Say, name: Callable[[str], str]) -> None:
        self._language = language
        self._extent = "amount" if found.get("unit", "EUR") == "EUR" else "number"
        self._say = say
        self._name = name
        self._facts = self._named_facts(found["missing"])
        self._values = list(
            dict.fromkeys(each["label"][language] for each in found["warnings"] if each["kind"] == "unknown")
        )

    def of_result(self) -> Iterator[str]:
        """That nothing can be decided yet, and for want of what."""
        yield from self._said("open" if self._facts else "open_for_law")

    def of_amount(self) -> Iterator[str]:
        """That the amount, or the number of hours or days, cannot be told yet, and what it waits for."""
        yield from self._said(f"{self._extent}_needs_{'facts' if self._facts else 'law'}")
        yield from self.named()

    def named(self) -> Iterator[str]:
        """The facts that are missing, or the values of the law."""
        if self._facts:
            yield from self._said("facts_needed")
            yield from self._facts[:FACTS_NAMED]
            if len(self._facts) > FACTS_NAMED:
                yield from self._said("more_needed", count=str(len(self._facts) - FACTS_NAMED))
        elif self._values:
            yield from self._said("values_needed")
            for label in self._values:
                yield from self._said("needed", label=label)

    def _named_facts(self, missing: list[Json]) -> list[str]:
        """Each fact once, whatever the number of months and persons it is missing for."""
        subjects: dict[str, list[str]] = {}
        for fact in missing:
            of_fact = subjects.setdefault(fact["label"][self._language], [])
            if fact["subject"] is not None and fact["subject"] not in of_fact:
                of_fact.append(fact["subject"])
        several = len({person for persons in subjects.values() for person in persons}) > 1
        return [str(self._needed(label, persons, several)) for label, persons in subjects.items()]

    def _needed(self, label: str, persons: list[str], several: bool) -> str | None:
        """A fact that is missing; of whom, where facts of several persons are."""
        if len(persons) > 1:
            return self._say("needed_of_several", {"label": label})
        if persons and several:
            return self._say("needed_of", {"label": label, "person": self._name(persons[0])})
        return self._say("needed", {"label": label})

    def _said(self, key: str, **values: str) -> Iterator[str]:
        text = self._say(key, values)
        if text is not None:
            yield text
