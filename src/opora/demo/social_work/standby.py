"""The on-call service of the demo: who stands by this month and the next, and the calls of the last days."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from opora.cases.bodies import body_named
from opora.cases.following import Along, enter_record
from opora.cases.models import Case, CaseRecord
from opora.cases.opening import open_case
from opora.cases.records import add_to_register
from opora.cases.steps import do_step
from opora.demo.social_work.casting import Casting
from opora.duty.morning_reports import send_report
from opora.duty.report_forms import open_report, prefilled
from opora.duty.rosters import ROSTERS, roster_of, sign_roster
from opora.law.procedure.explained import plus_months
from opora.organisation.models import Centre, CompetenceKind, Role, Unit, Worker

LISTED = "list_of_intervention_workers"
COORDINATOR = "violence_prevention_coordinator"
PHONE = "051 000 000"
WEEK = 7
DAYS_DRAWN_UP = 10
"""Of the month to come: the coordinator still works on the rest."""


def keep_duty(today: date, *, seed: int, centre: str) -> tuple[int, int]:
    """The signed roster of this month, the one of the next as far as it is drawn up, and calls; counted.

    The hours of the months before stand in their sheets.
    """
    service = _Service(Centre.objects.get(code=centre), today)
    month = today.replace(day=1)
    shifts = service.draw_up(month) + service.draw_up(plus_months(month, 1), days=DAYS_DRAWN_UP)
    service.sign(month)
    for worked in _told("past_work.yaml"):
        service.remember(worked)
    casting = Casting(on=today, rng=random.Random(f"{seed}/duty"))
    calls = [service.answer(told, casting) for told in _told("calls.yaml")]
    return shifts, len([call for call in calls if call is not None])


class _Service:
    """The centre's workers who stand by, in the order of their names, and who signs their roster."""

    def __init__(self, centre: Centre, today: date) -> None:
        self.centre, self.today = centre, today
        workers = Worker.objects.filter(centre=centre).select_related("centre", "unit").order_by("pk")
        listed = {"competences__kind": CompetenceKind.LICENCE, "competences__key": LISTED}
        self.workers = list(workers.filter(**listed))
        self.coordinator = workers.filter(competences__key=COORDINATOR, grants__role=Role.HEAD_OF_UNIT)[0]
        self.director = workers.filter(grants__role=Role.DIRECTOR)[0]
        self.units = {unit.code: unit for unit in Unit.objects.filter(centre=centre).select_related("centre")}

    def on_duty(self, day: date) -> tuple[Worker, Worker]:
        """The first and the second worker of the week a day lies in."""
        week = day.toordinal() // WEEK
        return self.workers[week % len(self.workers)], self.workers[(week + 1) % len(self.workers)]

    def draw_up(self, month: date, *, days: int = 31) -> int:
        """A shift for each time of duty of so many days, in both positions; how many."""
        at = _moment(month - timedelta(days=WEEK), time(9))
        duty = roster_of(self.centre, month).duty
        periods = [each for each in duty if timezone.localdate(each.began).day <= days]
        for period in periods:
            told = {"from": period.began, "until": period.ended, "phone": PHONE}
            for place, worker in enumerate(self.on_duty(timezone.localdate(period.began)), start=1):
                self._enter(
                    ROSTERS, "shift", {**told, "position": f"standby_{place}", "worker": worker.pk}, at
                )
        return 2 * len(periods)

    def sign(self, month: date) -> None:
        """The coordinator first, then the director, as they sign it before the month begins."""
        at = _moment(month - timedelta(days=WEEK - 1), time(9))
        sign_roster(month, by=self.coordinator, at=at)
        sign_roster(month, by=self.director, at=at + timedelta(days=1))

    def answer(self, told: dict[str, Any], casting: Casting) -> Case | None:
        """A call with what was done, its hours, and its report as far as it came; None without a person."""
        unit = self.units[told["unit"]]
        cast = casting.cast(told["shape"], unit)
        if cast is None:
            return None
        day = self.today - timedelta(days=told["days_ago"])
        at = _moment(day, time(told["hour"], 10))
        by = self.on_duty(day)[0]
        number = f"{told['number']}/{day.year}"
        role = "child" if "child" in told["person"] else "person"
        case = open_case(
            task="intervention_call",
            unit=by.unit or unit,
            title="",
            parties=[
                (cast[told["person"]], role),
                (body_named(f"Enota {unit.name}", kind="centre"), "competent_unit"),
            ],
            opened_by=by,
            opened_on=day,
            opened_how="police" if told["caller"] == "police" else "health",
            assigned_to=by,
            at=at,
        )
        for key, values in _records_of_call(told, number, by, unit, at):
            minutes = {"call": 15, "measure": told["minutes"]}[key]
            step = {"call": "take_call", "measure": "first_social_aid"}[key]
            enter_record(case, key, values, along=Along(step, minutes), by=by, at=at + timedelta(hours=1))
        do_step(case, "check_task", on=day, by=by, at=at + timedelta(hours=1))
        self._enter_hours(told, number, by, at)
        if told["report"] == "sent":
            self._report(case, told, by, unit, at)
        return case

    def remember(self, told: dict[str, Any]) -> None:
        """The hours of an intervention of a month before, as its sheet counts them."""
        day = plus_months(self.today.replace(day=1), -told["months_ago"]).replace(day=told["day"])
        at = _moment(day, time(told["hour"], 10))
        self._enter_hours(told, f"{told['number']}/{day.year}", self.on_duty(day)[0], at)

    def _enter_hours(self, told: dict[str, Any], number: str, by: Worker, at: datetime) -> None:
        values = {
            "intervention": number, "worker": by.pk, "position": "standby_1", "began_at": at,
            "ended_at": at + timedelta(minutes=told["minutes"]), "place": "field", "task": told["task"],
        }  # fmt: skip
        subtask = {key: told[key] for key in ("subtask",) if key in told}
        self._enter(
            "intervention_participation", "participation", values | subtask, at + timedelta(hours=8), by=by
        )

    def _report(self, call: Case, told: dict[str, Any], by: Worker, unit: Unit, at: datetime) -> None:
        """Written and sent at eight the morning after; the unit has not taken it over yet."""
        morning = _moment(timezone.localdate(at) + timedelta(days=1), time(8))
        sheet = {**prefilled(call, by=by, at=morning), "open_for_unit": told["open_for_unit"]}
        report = open_report(call, sheet, by=by, at=morning)
        do_step(report, "choose_form", on=morning.date(), by=by, at=morning)
        do_step(report, "write_report", on=morning.date(), by=by, at=morning, minutes=30)
        send_report(report, to=unit, by=by, at=morning + timedelta(minutes=30))

    def _enter(
        self, task: str, key: str, values: dict[str, Any], at: datetime, *, by: Worker | None = None
    ) -> CaseRecord:
        by = by or self.coordinator
        assert by.unit is not None
        return add_to_register(task, key, values, unit=by.unit, by=by, at=at)


def _records_of_call(
    told: dict[str, Any], number: str, by: Worker, unit: Unit, at: datetime
) -> Iterator[tuple[str, dict[str, Any]]]:
    subtask = {"subtask": told["subtask"]} if "subtask" in told else {}
    called = {
        "number": number, "received_at": at, "caller": told["caller"], "answered_by": by.pk,
        "task": told["task"], "in_scope": True, "place": told["place"],
        "competent_unit": f"Enota {unit.name}", "what_happened": told["what"],
    }  # fmt: skip
    yield "call", called | subtask
    taken = at + timedelta(minutes=40)
    yield "measure", {"taken_at": taken, "measure": told["measure"], "content": told["content"]}


def _told(file: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name(file).read_text(encoding="utf-8"))
    return told


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
