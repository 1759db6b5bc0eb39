"""What an indicator of the catalogue asks: which rows it counts, what of them, and whose persons they are.

Pure reading of the definition; nothing here knows a database. A name in `of` is looked for among the pieces
of the task in the order that its unit of count suggests: documents among documents, all else among records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from opora.catalogue import catalogue
from opora.catalogue.schema import Indicator, Record, RecordField, Task

WHOLE = ("count", "days")
AMOUNTS = ("money", "minutes", "hours", "percent", *WHOLE)
PIECES: Mapping[str, str] = {
    "record": "records",
    "step": "steps",
    "document": "documents",
    "outcome": "outcomes",
    "stage": "stages",
    "role": "roles",
}
USUALLY = ("record", "stage", "outcome", "role", "step", "document")
LOOKED_FOR: Mapping[str, tuple[str, ...]] = {
    "documents": ("document", *USUALLY),
    "steps": ("step", *USUALLY),
    "decisions": ("record", "document", "outcome", "stage"),
}
OF_CASES = ("cases", "persons", "families", "children")


class Measure(StrEnum):
    """What is reckoned of the rows."""

    CASES = "cases"
    PERSONS = "persons"
    FAMILIES = "families"
    ROWS = "rows"
    SUM = "sum"
    SPAN = "span"  # days or nights between two days, those of the period alone
    PART = "part"  # how many of the rows are so
    MEAN = "mean"
    PER = "per"  # rows, or different values, in a case or for a worker


class Unmeant(Exception):
    """The definition does not say enough to be counted; the text says what is missing, in English."""


@dataclass(frozen=True)
class Whose:
    """Where the persons of a row stand: in a field of its record, or in the case in a role."""

    field: RecordField | None = None
    role: str = ""


@dataclass(frozen=True)
class Meaning:
    """An indicator read against its task."""

    key: str
    task: Task
    indicator: Indicator
    piece: str  # case, record, step, document, decision
    named: str  # the key of the piece, where it is one
    record: Record | None
    field: RecordField | None
    measure: Measure
    whose: Whose | None
    has_one_in: Record | None = None  # of a share of cases: the record that some have

    @property
    def is_register(self) -> bool:
        return self.task.kind == "register"

    @property
    def by_opening(self) -> bool:
        """Whether the days are those of the case, although a record says what it was about."""
        return (
            not self.is_register
            and self.indicator.counts in OF_CASES
            and self.indicator.when in ("opened", "closed")
        )

    @property
    def on_its_day(self) -> bool:
        """Whether a day that the record tells is what is asked for, such as the day an order became final."""
        return self.field is not None and self.field.type in ("date", "moment") and not self.by_opening

    @property
    def lasts(self) -> bool:
        """Whether what is counted goes on over days: running, carried over, or counted day by day."""
        if self.has_one_in is not None:
            return True
        return (
            self.indicator.when in ("running", "carried_over", "at_end") or self.measure is Measure.SPAN
        ) and not self.on_its_day

    @property
    def is_of_few(self) -> bool:
        """Whether only those who handle the case may learn which cases are behind a number."""
        kept = self.task.confidentiality
        sealed = any(each.sealed for each in self.task.records if each.key in self._records_named)
        return sealed or bool(kept and (kept.seal or kept.consent))

    @property
    def _records_named(self) -> set[str]:
        paths = [*self.indicator.by, *(only.field for only in self.indicator.where)]
        named = {path.partition(".")[0] for path in paths if "." in path}
        return named | ({self.record.key} if self.record else set())


def meaning_of(key: str, task: Task, indicator: Indicator) -> Meaning:
    """Read an indicator. `Unmeant` where it cannot be counted as it stands.

    What was entered in cases of another task is read against that one.
    """
    if indicator.kept_in is not None:
        key, task = indicator.kept_in, catalogue().as_read.tasks[indicator.kept_in][-1]
    piece, named = _piece(task, indicator)
    record = next((each for each in task.records if piece == "record" and each.key == named), None)
    if indicator.counts == "share" and indicator.per == "case" and record is not None:
        whose = _whose(task, indicator, None, None)
        return Meaning(key, task, indicator, "case", "", None, None, Measure.PART, whose, has_one_in=record)
    _, _, field_key = (indicator.of or "").partition(".")
    field = record.field(field_key) if record and field_key else None
    measure = _measure(indicator, piece, record, field)
    whose = _whose(task, indicator, record, field)
    return Meaning(key, task, indicator, piece, named, record, field, measure, whose)


def _piece(task: Task, indicator: Indicator) -> tuple[str, str]:
    if indicator.of is None:
        return ("decision" if indicator.counts == "decisions" else "case"), ""
    if "." in indicator.of:
        return "record", indicator.of.partition(".")[0]
    order = LOOKED_FOR.get(indicator.counts, USUALLY)
    if indicator.when == "closed" and indicator.counts in OF_CASES:
        order = ("record", "outcome", "stage", "role")
    for kind in order:
        if any(each.key == indicator.of for each in getattr(task, PIECES[kind])):
            if indicator.counts == "decisions" and kind != "record":
                return "decision", indicator.of
            return kind, indicator.of
    raise Unmeant(f"{indicator.key} counts {indicator.of!r}, which is not defined here")


def _measure(indicator: Indicator, piece: str, record: Record | None, field: RecordField | None) -> Measure:
    counts, type_ = indicator.counts, field.type if field else ""
    if counts in ("money", "minutes", "days", "nights"):
        if type_ in AMOUNTS or piece == "step":
            return Measure.SUM
        if type_ == "yes_no":
            return Measure.ROWS
        if field is None and record is not None and record.ends_on:
            return Measure.SPAN
        raise Unmeant(
            f"{indicator.key} counts {counts} of {indicator.of}, which holds neither them nor an end"
        )
    if counts == "average":
        return _mean(indicator, type_)
    if counts == "share":
        return Measure.MEAN if type_ == "percent" else Measure.PART
    if type_ in WHOLE:
        return Measure.SUM
    return {
        "cases": Measure.CASES,
        "persons": Measure.PERSONS,
        "children": Measure.PERSONS,
        "families": Measure.FAMILIES,
    }.get(counts, Measure.ROWS)


def _mean(indicator: Indicator, type_: str) -> Measure:
    if type_ in AMOUNTS:
        return Measure.MEAN
    if type_ in ("", "worker", "party"):
        return Measure.PER
    raise Unmeant(
        f"{indicator.key} is an average of {indicator.of}, which is no figure; name a field that is"
    )


def _whose(
    task: Task, indicator: Indicator, record: Record | None, field: RecordField | None
) -> Whose | None:
    """As the definition says; else the field counted, a party the record must name, or the case's person."""
    people = [role for role in task.roles if not role.is_body]
    fields = record.fields if record else ()
    if indicator.who is not None:
        named = next((each for each in fields if each.key == indicator.who), None)
        return Whose(field=named) if named else Whose(role=indicator.who)
    if field is not None and field.type in ("party", "worker"):
        return Whose(field=field)
    for type_ in ("party", "worker"):
        must = next((each for each in fields if each.type == type_ and each.required), None)
        if must is not None and (type_ == "party" or task.kind == "register"):
            return Whose(field=must)
    if task.kind == "register" or not people:
        return None
    return Whose(role=next((role for role in people if role.required), people[0]).key)
