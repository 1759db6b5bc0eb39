"""What is said of one right: the result first, then why, then what would have changed it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .conditions import Conditions
from .known_values import Json, KnownValues, read_value
from .needed import Needed
from .runs import Run, runs_of
from .sentences import OfCondition, OfRight, sentences
from .writing import Values, filled, span_of_days, values_named


@dataclass(frozen=True)
class Told:
    """One right in plain words: result, reasons and what would have changed it, a paragraph each."""

    right: str
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def sentences(self) -> list[str]:
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]


def tell(told: Json, right: str, language: str, names: Mapping[str, str] | None = None) -> Told:
    """A right of a determination, told with its figures (`Determination.to_json(explain=True)`).

    `names` says how persons are called; without it they are called by their keys.
    """
    speaker = _Speaker(told, right, language, names or {})
    paragraphs = (speaker.result(), speaker.why(), speaker.otherwise())
    return Told(right, tuple(said for said in map(tuple, map(dict.fromkeys, paragraphs)) if said))


def plain_text(told: Told) -> str:
    """The paragraphs as text, with an empty line between them."""
    return "\n\n".join(" ".join(paragraph) for paragraph in told.paragraphs)


class _Speaker:
    def __init__(self, told: Json, right: str, language: str, names: Mapping[str, str]) -> None:
        self._right = right
        self._found: Json = told["rights"][right]
        self._unit: str | None = self._found.get("unit", "EUR")
        self._given: str = self._found.get("given", "monthly")
        self._language = language
        self._words = sentences(language)
        alike = self._words.every_right
        self._of_every_right = alike
        self._of_right = self._words.rights.get(right) or OfRight(alike["granted"], alike["refused"])
        self._known = KnownValues(told, language)
        self._names = names
        runs = runs_of(self._found["periods"])
        self._leading = next((run for run in runs if run.entitled), runs[0])
        self._others = [run for run in runs if run is not self._leading]
        self._conditions = self._conditions_of(self._leading)
        self._needed = Needed(self._found, self._language, self._say, self.name)

    # The result

    def result(self) -> Iterator[str]:
        """Whether there is a right, how much and when; months that differ, after it."""
        run = self._leading
        if run.entitled is None:
            yield from self._needed.of_result()
        elif not run.entitled:
            yield self._of_right.refused
        else:
            yield from self._granted(run)
            yield from self._shares(run)
        for other in self._others:
            yield from self._later(other)

    def _granted(self, run: Run) -> Iterator[str]:
        when = self._when(run)
        yield from self._said(self._of_right.granted, when)
        if self._unit is None:
            if run.until is not None and "when" not in values_named(self._of_right.granted):
                yield from self._said(self._of_every_right["without_amount"], when)
            return
        if run.amount is not None:
            yield from self._said(self._amount_sentence(), {**when, "amount": Decimal(run.amount)})
            return
        if self._given != "once":
            yield from self._said(self._of_every_right["without_amount"], when)
        yield from self._needed.of_amount()

    def _amount_sentence(self) -> str:
        """The sentence of the right, else the usual one for what is counted and how often it is given."""
        usual = f"amount_{str(self._unit).lower()}_{self._given}"
        return self._of_right.amount or self._of_every_right.get(usual, self._of_every_right["amount_other"])

    def _shares(self, run: Run) -> Iterator[str]:
        """What falls to whom, where it falls to several."""
        shares = [share for share in run.period["per_person"] if share["amount"] is not None]
        if len(shares) < 2 or len(shares) < len(run.period["per_person"]):
            return
        yield self._of_every_right["shares"]
        for share in shares:
            values: Values = {"person": self.name(share["person"]), "amount": Decimal(share["amount"])}
            yield from self._said(self._of_every_right["share"], values)

    def _later(self, run: Run) -> Iterator[str]:
        when = self._when(run)
        if run.entitled and run.amount is not None and self._unit == "EUR":
            yield from self._said(
                self._of_every_right["amount_later"], {**when, "amount": Decimal(run.amount)}
            )
            return
        kind = {True: "granted_later", False: "refused_later", None: "open_later"}[run.entitled]
        yield from self._said(self._of_every_right[kind], when)
        if run.entitled is False:
            yield from self._conditions_of(run).that_fail()

    # Why

    def why(self) -> Iterator[str]:
        """The numbers that mattered; of what has none, its conditions."""
        run = self._leading
        if run.entitled is None:
            yield from self._needed.named()
        elif not run.entitled:
            yield from self._conditions.that_fail()
        else:
            compared = list(self._conditions.compared())
            yield from compared
            yield from self._made_of(run)
            yield from self._conditions.others_met() if compared else self._conditions.all_met()

    def _made_of(self, run: Run) -> Iterator[str]:
        """What the amount is made of: for all together, then for each person."""
        if run.amount is None and self._unit is not None:
            return
        values = self._known.of_case(run.period)
        for sentence in self._of_right.numbers:
            yield from self._said(sentence, values)
        for of_one in self._each(run, values):
            for sentence in self._of_right.each:
                if any(of_one.get(name) != 0 for name in values_named(sentence) if name != "person"):
                    yield from self._said(sentence, of_one)

    def _each(self, run: Run, values: Values) -> Iterator[Values]:
        for share in run.period["per_person"]:
            person = share["person"]
            shown = {key: read_value(value) for key, value in share.items() if key != "person"}
            known = {key: value for key, value in shown.items() if value is not None}
            yield {**self._known.of_person(run.period, person), **known, "person": self.name(person)}
        if not run.period["per_person"]:
            yield values

    # What would have changed it

    def otherwise(self) -> Iterator[str]:
        """What would have led to another decision; nothing while none is made."""
        if self._leading.entitled:
            yield from self._conditions.loss()
        elif self._leading.entitled is False:
            yield from self._conditions.gain()

    # How it is said

    def name(self, person: str) -> str:
        return self._names.get(person, person[:1].upper() + person[1:])

    def _conditions_of(self, run: Run) -> Conditions:
        return Conditions(run.period["reasons"], self._known, self._of_condition, self._say, self.name)

    def _of_condition(self, key: str) -> OfCondition:
        """The sentences of a condition; one of an older law, which has none, is told by its label."""
        known = self._words.conditions.get(key)
        if known is not None:
            return known
        label = {"label": self._known.label(key) or key}
        met, failed = (self._say(kind, label) for kind in ("met", "failed"))
        return OfCondition(str(met), str(failed))

    def _when(self, run: Run) -> Values:
        text = span_of_days(run.start, run.until, self._of_every_right, self._language)
        return {"when": text, "When": text[:1].upper() + text[1:]}

    def _said(self, sentence: str, values: Values) -> Iterator[str]:
        text = self._say(sentence, values)
        if text is not None:
            yield text

    def _say(self, sentence: str, values: Values) -> str | None:
        """A sentence of the language, named by its key among those of every right or given as it is."""
        return filled(self._of_every_right.get(sentence, sentence), values, self._language)
