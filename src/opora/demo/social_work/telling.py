"""A case of the demo on its way, by the acts of every real one; the clock stands on the day of each act."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format

from opora.cases.bodies import body_named
from opora.cases.catalogue_versions import task_of
from opora.cases.closing import close_case
from opora.cases.following import Along, enter_record, steps_kept_in
from opora.cases.models import Body, Case
from opora.cases.notes import add_note
from opora.cases.opening import open_case
from opora.cases.records import add_to_register
from opora.cases.steps import do_step, plan_step
from opora.cases.waiting import join_queue
from opora.catalogue import catalogue
from opora.catalogue.schema import Record, RecordField
from opora.demo.social_work.casting import Cast, Casting
from opora.demo.social_work.staging import Staff, Story, stories
from opora.documents.papers.drafting import begin_paper, edit_paper
from opora.documents.papers.making import make_paper
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person

log = logging.getLogger(__name__)
FIRST_HOUR, LAST_HOUR = 9, 14
PLANNED_AHEAD = 21
"""Days: what lies further ahead nobody has planned yet."""


@dataclass(frozen=True)
class Told:
    """A case of the demo, with its story: what is agreed for the days to come stands there."""

    case: Case
    story: Story


def tell_stories(today: date, *, seed: int, units: Sequence[Unit]) -> Iterator[Told]:
    """Open the cases that every story has in these units and tell what happened in them up to yesterday.

    An act that is refused is left out, with a warning: the case stands where it came to. Who takes part in
    the cases of a unit is the same whatever other units are told of.
    """
    served = {unit.code: unit for unit in units}
    casting = Casting(on=today, rng=random.Random(f"{seed}/social work"))
    staff = Staff()
    for story in stories():
        days = [(code, begun, False) for code, all_begun in story.cases.items() for begun in all_begun]
        days += [(code, ago, True) for code, all_ago in story.waiting.items() for ago in all_ago]
        for code, begun, is_waiting in days:
            if code not in served:
                continue
            unit = served[code]
            cast = casting.cast(story.cast, unit)
            if cast is None:
                continue
            by = staff.clerk(unit) if is_waiting else staff.handler(unit, story.field)
            opened_on = begun if isinstance(begun, date) else today - timedelta(days=begun)
            telling = Telling(story, cast, unit, by, _work_day_up_to(opened_on), today)
            with transaction.atomic(), translation.override("sl"):
                case = telling.whole(assigned=not is_waiting)
            if case is not None:
                yield Told(case, story)


@dataclass
class Telling:
    """One case: who is in it, who handles it, and the day it began."""

    story: Story
    cast: Cast
    unit: Unit
    by: Worker
    opened_on: date
    today: date

    def whole(self, *, assigned: bool) -> Case | None:
        """The case with all that happened by now; of one that nobody was given, only how it came."""
        try:
            with transaction.atomic():
                self.case = self._open(assigned=assigned)
        except Refused as refusal:
            log.warning("The demo opens no case of %s: %s", self.story.task, refusal)
            return None
        for act in self.story.tell if assigned else self.story.tell[:1]:
            on = _work_day(self.opened_on + timedelta(days=act["after"]))
            if not assigned and "note" not in act:
                break
            try:
                with transaction.atomic():
                    self._act(act, on)
            except Refused as refusal:
                log.warning("%s, after %s days: %s", self.story.task, act["after"], refusal)
        self.case.refresh_from_db()
        return self.case

    def _list(self, listed: Mapping[str, Any]) -> None:
        """Enter somebody of the cast in a register, as those who keep it did before."""
        day = self.opened_on - timedelta(days=listed["days_before"])
        task = catalogue().tasks[listed["register"]][-1]
        definition = next(each for each in task.records if each.key == listed["record"])
        named = {key: told for key, told in listed["values"].items() if told in self.cast}
        others = {key: told for key, told in listed["values"].items() if key not in named}
        values = self._values(definition, others, self._at(day, FIRST_HOUR))
        values |= {key: str(self.cast[name].public_id) for key, name in named.items()}
        add_to_register(
            listed["register"],
            definition.key,
            values,
            unit=self.unit,
            by=self.by,
            at=self._at(self.opened_on, FIRST_HOUR - 1),
        )

    def _open(self, *, assigned: bool) -> Case:
        for listed in self.story.listed:
            self._list(listed)
        parties = [(who, role) for role, named in self.story.parties.items() for who in self._named(named)]
        return open_case(
            task=self.story.task,
            unit=self.unit,
            title="",
            parties=parties,
            opened_by=self.by,
            opened_on=self.opened_on,
            opened_how=self.story.how,
            assigned_to=self.by if assigned else None,
            at=self._at(self.opened_on, FIRST_HOUR - 1),
        )

    def _named(self, named: Any) -> list[Person | Body]:
        if isinstance(named, dict):
            return [body_named(name, kind=kind) for kind, name in named.items()]
        return [self.cast[name] for name in (named if isinstance(named, list) else [named])]

    def _act(self, act: Mapping[str, Any], on: date) -> None:
        if on >= self.today:
            if "step" in act and on <= self.today + timedelta(days=PLANNED_AHEAD):
                self._plan(act, on)
            return
        at = self._at(on, self._hour(act))
        if "note" in act:
            self._note(act, at)
        elif "record" in act:
            self._record(act, at)
        elif "step" in act:
            reason, minutes = act.get("reason", ""), act.get("minutes")
            do_step(self.case, act["step"], on=on, by=self.by, at=at, minutes=minutes, reason=reason)
        elif "paper" in act:
            self._paper(act, at)
        elif "queue" in act:
            self._queue(act, at)
        else:
            close_case(self.case, by=self.by, on=on, at=at, outcome=act["close"])

    def _plan(self, act: Mapping[str, Any], on: date) -> None:
        """What comes next is planned as soon as the case is there, and done on a day still ahead."""
        at = _midnight(self.today)
        plan_step(
            self.case, act["step"], on=on, for_worker=self.by, by=self.by, at=at, reason=act.get("reason", "")
        )

    def _note(self, act: Mapping[str, Any], at: datetime) -> None:
        persons = [person for role in act.get("with", ()) for person in self._persons(role)]
        add_note(
            case=self.case,
            kind=act["note"],
            text=act["text"],
            persons=persons,
            happened_at=None if act["note"] == "note" else at - timedelta(minutes=30),
            by=self.by,
            at=at,
        )

    def _record(self, act: Mapping[str, Any], at: datetime) -> None:
        on = timezone.localdate(at)
        task = task_of(self.case)
        definition = next(each for each in task.records if each.key == act["record"])
        values = self._values(definition, act.get("values", {}), at - timedelta(minutes=45))
        kept = steps_kept_in(self.case, task, definition.key, worker=self.by, on=on)
        along = Along(kept[0].key, act.get("minutes")) if kept else None
        enter_record(self.case, definition.key, values, along=along, by=self.by, at=at)

    def _values(self, definition: Record, told: Mapping[str, Any], at: datetime) -> dict[str, Any]:
        values = {}
        for field in definition.fields:
            if field.key in told:
                values[field.key] = self._value(field, told[field.key], at)
            elif field.key == definition.happens_on:
                values[field.key] = self._value(field, 0, at)
        return values

    def _value(self, field: RecordField, told: Any, at: datetime) -> Any:
        if field.type == "date":
            return (timezone.localdate(at) + timedelta(days=told)).isoformat()
        if field.type == "moment":
            return timezone.localtime(at + timedelta(days=told)).isoformat(timespec="minutes")
        if field.type == "worker":
            return str(self.by.pk)
        if field.type == "party":
            return str(self._parties(told)[0])
        if field.type == "parties":
            return [str(pk) for role in told for pk in self._parties(role)]
        return told

    def _parties(self, role: str) -> list[int]:
        return list(self.case.parties.filter(role=role).order_by("pk").values_list("pk", flat=True))

    def _persons(self, role: str) -> list[Person]:
        return list(Person.objects.filter(parties__case=self.case, parties__role=role).order_by("pk"))

    def _queue(self, act: Mapping[str, Any], at: datetime) -> None:
        for person in (person for role in act["with"] for person in self._persons(role)):
            join_queue(
                act["queue"],
                person=person,
                unit=self.unit,
                since=timezone.localdate(at),
                case=self.case,
                by=self.by,
                at=at,
            )

    def _paper(self, act: Mapping[str, Any], at: datetime) -> None:
        to = self._persons(act["to"])[0] if "to" in act else None
        paper = begin_paper(self.case, act["paper"], addressee=to, language="sl", by=self.by, at=at)
        day = date_format(_work_day(self.opened_on + timedelta(days=act.get("for", act["after"]))))
        texts = {key: words.format(day=day) for key, words in act["says"].items()}
        paper = edit_paper(
            paper, texts=texts, left_out=paper.left_out, version=paper.version, by=self.by, at=at
        )
        make_paper(paper, by=self.by, on=timezone.localdate(at), at=at)

    def _hour(self, act: Mapping[str, Any]) -> int:
        """Acts of one day follow one another."""
        of_day = [each for each in self.story.tell if each["after"] == act["after"]]
        return min(FIRST_HOUR + 1 + of_day.index(act), LAST_HOUR)

    def _at(self, on: date, hour: int) -> datetime:
        return timezone.make_aware(datetime.combine(on, time(hour, 20)))


def _work_day(day: date) -> date:
    """The day itself, or the Monday after a week-end."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _work_day_up_to(day: date) -> date:
    """The day itself, or the Friday before a week-end: no case is opened on a day to come."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
