"""The rows that an indicator counts, as SQL: where they stand, which days are theirs, whose they are.

Every value of a definition or a request is a parameter; only names written here stand in the text. Rows of
all kinds get the same columns, so that one question (`asking.py`) reckons them: the case, the row, the unit,
the days from and to, an amount, whether it is so (`hit`), the person, and a column for each split.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from opora.catalogue.schema import Record, RecordField
from opora.catalogue.schema.indicators import Only
from opora.catalogue.schema.naming import field_at
from opora.counting.kept_elsewhere import records_for
from opora.counting.meaning import AMOUNTS, Meaning, Measure
from opora.counting.period import Period

DAY_OF_RECORD = "COALESCE(r.happened_on, c.opened_on, (r.entered_at AT TIME ZONE %(zone)s)::date)"
FROM_A_CASE = "cases_case c"
FROM_A_RECORD = "{records} r LEFT JOIN cases_case c ON c.id = r.case_id"


@dataclass
class Fragments:
    """Rows of one indicator as pieces of SQL, with what stands for each parameter."""

    source: str
    row: str
    unit: str = "c.unit_id"
    case: str = "c.id"
    start: str = "c.opened_on"
    end: str = "c.closed_on"
    amount: str = "NULL::numeric"
    hit: str = "NULL::boolean"
    person: str = "NULL::bigint"
    conditions: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)

    def given(self, value: Any) -> str:
        """A place for a value in the text."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"%({name})s"


def rows_of(
    meaning: Meaning, period: Period, *, centre: int, units: list[int], on: date, zone: str
) -> Fragments:
    """All rows of the period in these units, not yet grouped."""
    found = _source(meaning, period, on)
    found.parameters |= {
        "zone": zone,
        "first": period.first,
        "last": period.last,
        "until": period.until(on),
        "months": period.months(on),
        "task": meaning.key,
        "centre": centre,
        "units": units,
    }
    alias = "r" if meaning.piece == "record" else "c"
    found.unit = f"{alias}.unit_id"
    found.conditions += [
        f"{alias}.task = %(task)s", f"{alias}.centre_id = %(centre)s", f"{alias}.unit_id = ANY(%(units)s)",
    ]  # fmt: skip
    found.conditions.append(_in_period(meaning, found))
    _add_amount(meaning, found)
    _add_conditions(meaning, found)
    _add_person(meaning, found)
    return found


def field_of(found: Fragments, meaning: Meaning, path: str, *, as_json: bool = False) -> str:
    """What a field holds: of the record counted, or of the one record of its kind that the case has."""
    record, _, key = path.partition(".")
    arrow = "->" if as_json else "->>"
    if meaning.record is not None and meaning.record.key == record:
        return f"(r.content {arrow} {found.given(key)})"
    return (
        f"(SELECT other.content {arrow} {found.given(key)} FROM {records_for(meaning.key)} other "
        f"WHERE other.case_id = c.id AND other.key = {found.given(record)} AND other.struck_at IS NULL "
        "ORDER BY other.id DESC LIMIT 1)"
    )


def _source(meaning: Meaning, period: Period, on: date) -> Fragments:
    return {
        "record": _records,
        "step": _steps,
        "document": _documents,
        "decision": _decisions,
    }.get(meaning.piece, _cases)(meaning, period, on)


def _cases(meaning: Meaning, period: Period, on: date) -> Fragments:
    found = Fragments(FROM_A_CASE, row="c.id")
    if meaning.piece == "outcome":
        found.conditions.append(f"c.outcome = {found.given(meaning.named)}")
    elif meaning.piece == "stage":
        found.conditions.append(f"{_stage(meaning, found, period, on)} = {found.given(meaning.named)}")
    elif meaning.piece == "role":
        found.conditions.append(
            "EXISTS (SELECT FROM cases_party q "
            f"WHERE q.case_id = c.id AND q.role = {found.given(meaning.named)})"
        )
    return found


def _stage(meaning: Meaning, found: Fragments, period: Period, on: date) -> str:
    """The stage of a case on the last day of the period, from its timeline; today it is the present one."""
    if period.last >= on:
        return "c.stage"
    first = next((stage.key for stage in meaning.task.stages if stage.is_ == "open"), "")
    return (
        "CASE WHEN c.closed_on <= %(last)s THEN c.stage ELSE COALESCE((SELECT e.detail ->> 'stage' "
        "FROM cases_event e WHERE e.case_id = c.id AND e.key = 'stage_reached' "
        "AND (e.at AT TIME ZONE %(zone)s)::date <= %(last)s ORDER BY e.at DESC, e.id DESC LIMIT 1), "
        f"{found.given(first)}) END"
    )


def _records(meaning: Meaning, _period: Period, _on: date) -> Fragments:
    assert meaning.record is not None
    found = Fragments(FROM_A_RECORD.format(records=records_for(meaning.key)), row="r.id", start=DAY_OF_RECORD)
    found.conditions += [f"r.key = {found.given(meaning.record.key)}", "r.struck_at IS NULL"]
    if meaning.by_opening:
        found.start, found.end = "c.opened_on", "c.closed_on"
    elif meaning.on_its_day:
        assert meaning.field is not None
        found.start = found.end = _day(found, meaning.field)
    elif meaning.record.ends_on:
        ends = meaning.record.ends_on
        field_ = meaning.record.field(ends)
        assert field_ is not None
        found.end = f"COALESCE({_day(found, field_)}, c.closed_on)"
    if meaning.field is not None:
        found.conditions.append(_is_told(found, meaning))
    return found


def _day(found: Fragments, field_: RecordField) -> str:
    """The day of a date, or of a moment in local time."""
    text = f"(r.content ->> {found.given(field_.key)})"
    return f"{text}::date" if field_.type == "date" else f"({text}::timestamptz AT TIME ZONE %(zone)s)::date"


def _is_told(found: Fragments, meaning: Meaning) -> str:
    """Of a yes or no the yes is meant; where a share of yes is asked, and of all else, that it is known.

    What is added up or averaged stays without its amount, so that it can be said how many do.
    """
    assert meaning.field is not None
    key = found.given(meaning.field.key)
    if meaning.measure in (Measure.SUM, Measure.MEAN):
        return "TRUE"
    named = (*meaning.indicator.by, *(only.field for only in meaning.indicator.where))
    asked = meaning.indicator.of in named
    if meaning.field.type == "yes_no" and meaning.measure is not Measure.PART and not asked:
        return f"(r.content ->> {key})::boolean"
    return f"r.content ->> {key} IS NOT NULL"


def _steps(meaning: Meaning, _period: Period, _on: date) -> Fragments:
    if meaning.indicator.counts == "minutes":
        found = Fragments(
            "cases_timespent t JOIN cases_case c ON c.id = t.case_id",
            row="t.id", start='t."on"', end='t."on"', amount="t.minutes::numeric",
        )  # fmt: skip
        found.conditions.append(f"t.step = {found.given(meaning.named)}")
        return found
    found = Fragments(
        "cases_casestep s JOIN cases_case c ON c.id = s.case_id",
        row="s.id", start="s.ended_on", end="s.ended_on",
    )  # fmt: skip
    found.conditions += [f"s.key = {found.given(meaning.named)}", "s.state = 'done'"]
    return found


def _documents(meaning: Meaning, _period: Period, _on: date) -> Fragments:
    found = Fragments(
        "documents_document d JOIN cases_case c ON c.id = d.case_id",
        row="d.id", start="d.registered_on", end="d.registered_on",
    )  # fmt: skip
    found.conditions.append(f"d.kind = {found.given(meaning.named)}")
    return found


def _decisions(meaning: Meaning, _period: Period, _on: date) -> Fragments:
    """What was issued; a draft is no decision."""
    found = Fragments(
        "decisions_decision d JOIN cases_case c ON c.id = d.case_id",
        row="d.id", start="d.issued_on", end="d.issued_on",
    )  # fmt: skip
    found.conditions += ["d.issued_on IS NOT NULL", "d.act <> 'informative_calculation'"]
    if meaning.named and any(each.key == meaning.named for each in meaning.task.documents):
        found.conditions.append(f"d.task_document = {found.given(meaning.named)}")
    elif meaning.named:
        key = found.given(meaning.named)
        found.conditions.append(
            f"({key} IN (c.outcome, c.stage) OR EXISTS (SELECT FROM cases_event e WHERE e.case_id = c.id "
            f"AND e.key = 'stage_reached' AND e.detail ->> 'stage' = {key}))"
        )
    return found


def _in_period(meaning: Meaning, found: Fragments) -> str:
    """Which rows the period holds, by the days of the row. A case closed on a day runs no more that night."""
    when, start, end = meaning.indicator.when, found.start, found.end
    if meaning.has_one_in is not None:
        when = "running"
    if meaning.on_its_day or (when in ("happened", "opened") and not meaning.lasts):
        if when == "happened" and meaning.piece in ("outcome", "stage"):
            start = f"COALESCE({end}, {start})"
        return f"{start} BETWEEN %(first)s AND %(last)s"
    if when == "closed":
        return f"{end} BETWEEN %(first)s AND %(last)s"
    before = {"carried_over": "%(first)s - 1", "at_end": "%(last)s"}.get(when, "%(last)s")
    after = {"carried_over": f"{end} >= %(first)s", "at_end": f"{end} > %(last)s"}.get(
        when, f"{end} >= %(first)s"
    )
    if when == "running" and meaning.piece == "stage" and not _ends_cases(meaning):
        after = f"{end} > %(last)s"  # where a case stands can be told of one day: the last
    return f"{start} <= {before} AND ({end} IS NULL OR {after})"


def _ends_cases(meaning: Meaning) -> bool:
    return any(stage.key == meaning.named and stage.is_ == "closed" for stage in meaning.task.stages)


def _add_amount(meaning: Meaning, found: Fragments) -> None:
    if meaning.measure is Measure.SPAN:
        night = " - 1" if meaning.indicator.counts == "nights" else ""
        last = f"COALESCE({found.end}{night}, %(until)s)"
        found.amount = (
            f"GREATEST(LEAST({last}, %(until)s) - GREATEST({found.start}, %(first)s) + 1, 0)::numeric"
        )
    elif meaning.field is not None and meaning.field.type in AMOUNTS:
        found.amount = f"(r.content ->> {found.given(meaning.field.key)})::numeric"
        if meaning.field.type == "hours" and meaning.indicator.counts == "minutes":
            found.amount = f"({found.amount} * 60)"


def _add_conditions(meaning: Meaning, found: Fragments) -> None:
    if meaning.has_one_in is not None:
        found.hit = _has_one(meaning, found, meaning.has_one_in)
        return
    told = [_holds(meaning, found, only) for only in meaning.indicator.where]
    if meaning.measure is not Measure.PART:
        found.conditions += told
    elif told:
        found.hit = f"({' AND '.join(told)})"
    elif meaning.field is not None and meaning.field.type == "yes_no":
        found.hit = f"(r.content ->> {found.given(meaning.field.key)})::boolean"


def _has_one(meaning: Meaning, found: Fragments, record: Record) -> str:
    """Whether the case has such a record of the period."""
    told = []
    for only in meaning.indicator.where:
        value = f"(r.content ->> {found.given(only.field.partition('.')[2])})"
        word = str(only.is_).lower() if isinstance(only.is_, bool) else only.is_
        told.append(f" AND {value} IS NOT DISTINCT FROM {found.given(word)}")
    return (
        f"EXISTS (SELECT FROM {records_for(meaning.key)} r "
        f"WHERE r.case_id = c.id AND r.key = {found.given(record.key)} "
        f"AND r.struck_at IS NULL AND {DAY_OF_RECORD} BETWEEN %(first)s AND %(last)s{''.join(told)})"
    )


def _holds(meaning: Meaning, found: Fragments, only: Only) -> str:
    asked = field_at(meaning.task, f"record.{only.field}")
    if only.is_ is not None and asked is not None and asked.type == "choices":
        return f"({field_of(found, meaning, only.field, as_json=True)} ? {found.given(str(only.is_))})"
    if only.is_ is None:
        return f"({field_of(found, meaning, only.field)} IS NULL)"
    word = str(only.is_).lower() if isinstance(only.is_, bool) else only.is_
    return f"({field_of(found, meaning, only.field)} = {found.given(word)})"


def _add_person(meaning: Meaning, found: Fragments) -> None:
    """The person of each row, under the record that is kept of them where two were found to be one.

    Somebody in a role gives a case as many rows as it has of them, which only counting persons and families
    may have; anything else takes the first.
    """
    whose = meaning.whose
    if whose is None:
        return
    if whose.field is None:
        found.source += f" LEFT JOIN {_in_role(meaning, found, whose.role)} ON TRUE"
    elif whose.field.type == "worker":
        found.person = f"(r.content ->> {found.given(whose.field.key)})::bigint"
        return
    elif meaning.is_register:
        public = f"(r.content ->> {found.given(whose.field.key)})::uuid"
        found.source += f" LEFT JOIN people_person somebody ON somebody.public_id = {public}"
    else:
        party = f"(r.content ->> {found.given(whose.field.key)})::bigint"
        found.source += f" LEFT JOIN cases_party party ON party.id = {party}"
        found.source += " LEFT JOIN people_person somebody ON somebody.id = party.person_id"
    found.source += (
        " LEFT JOIN people_person person ON person.id = COALESCE(somebody.merged_into_id, somebody.id)"
    )
    found.person = "person.id"


def _in_role(meaning: Meaning, found: Fragments, role: str) -> str:
    one = "" if meaning.measure in (Measure.PERSONS, Measure.FAMILIES) else " ORDER BY q.id LIMIT 1"
    return (
        "LATERAL (SELECT one.* FROM cases_party q JOIN people_person one ON one.id = q.person_id "
        f"WHERE q.case_id = c.id AND q.role = {found.given(role)}{one}) somebody"
    )
