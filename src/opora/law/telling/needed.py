"""What is said while a result or an amount is not certain: which facts or values of the law are missing."""

from collections.abc import Callable, Iterator

from .conditions import Say
from .known_values import Json, Value

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
        """Each fact once, whatever the number of months it is missing for."""
        subjects = {fact["subject"] for fact in missing}
        found: dict[str, None] = {}
        for fact in missing:
            values: dict[str, Value] = {"label": fact["label"][self._language]}
            key = "needed"
            if fact["subject"] is not None and len(subjects - {None}) > 1:
                key, values["person"] = "needed_of", self._name(fact["subject"])
            found[str(self._say(key, values))] = None
        return list(found)

    def _said(self, key: str, **values: str) -> Iterator[str]:
        text = self._say(key, values)
        if text is not None:
            yield text
