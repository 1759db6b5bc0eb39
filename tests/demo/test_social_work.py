"""The social work of the demo: every story comes through the acts of the rooms, to the end."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from opora.cases.models import Appointment, Case, CaseRecord, Deadline, Handover, Party, Waiting
from opora.catalogue import catalogue
from opora.demo.centre import load_demo
from opora.demo.social_work.casting import SHAPES
from opora.demo.social_work.centre import CENTRE, tell_social_work
from opora.demo.social_work.staging import stories
from opora.documents.models import Document, Mail
from opora.duty.months import months_of
from opora.organisation.models import Centre, Role, Unit, Worker
from opora.wards.dues import wards_of

TODAY = date(2026, 11, 22)  # a Sunday: nothing is opened on the Monday to come


def test_every_story_is_of_a_task_in_force_and_names_what_the_task_knows():
    for story in stories():
        task = catalogue().tasks[story.task][-1]
        assert story.how in task.opened_by, story.task
        assert set(story.cast) <= SHAPES, story.task
        assert set(story.parties) <= {role.key for role in task.roles}, story.task
        assert set(story.meeting.get("with", ())) <= set(story.parties), story.task
        for act in story.tell:
            assert act.get("record") in {None, *(each.key for each in task.records)}, story.task
            assert act.get("step") in {None, *(each.key for each in task.steps)}, story.task
            assert "queue" not in act or act["queue"] in catalogue().code_lists["queues"], story.task


def test_the_stories_reach_every_field_of_work_with_people_in_it():
    fields = Counter(story.field for story in stories())
    assert set(fields) >= {
        "first_contact", "couples_and_parents", "mediation", "violence", "children_at_risk", "foster_care",
        "guardianship", "adoption", "mental_health", "disability", "youth", "adults_in_difficulty",
        "older_people", "offences", "family_status", "crisis_centres", "prevention", "quality", "exemptions",
    }  # fmt: skip


@pytest.mark.slow
def test_the_social_work_of_the_demo_is_told_whole_and_each_worker_has_a_day(
    network, settings, tmp_path, caplog
):
    settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"
    load_demo(connection, persons=9000, seed=7, today=TODAY)
    with caplog.at_level(logging.WARNING, "opora.demo"):
        told = tell_social_work(today=TODAY)
    assert [each.getMessage() for each in caplog.records if each.name.startswith("opora.demo")] == []
    assert 75 <= told <= 105
    every_professional_worker_has_cases_and_meetings()
    heads_find_what_nobody_has()
    deadlines_are_near_and_past()
    the_duty_is_covered_and_the_mail_waits()
    months_before_have_their_interventions()
    somebody_waits_in_several_queues()
    stays_are_near_day_21_and_past_it()
    a_payment_of_a_ward_is_due()
    what_lasts_and_what_is_urgent_is_there()
    assert Case.objects.filter(opened_on__gt=TODAY).count() == 0
    assert Document.objects.filter(kind="invitation").count() >= 3
    nobody_of_a_protected_address_is_cast_but_who_came_into_a_crisis_centre()
    assert tell_social_work(today=TODAY) == 0


def every_professional_worker_has_cases_and_meetings():
    for worker in Worker.objects.filter(grants__role=Role.PROFESSIONAL):
        assert Case.objects.open().assigned(worker).count() >= 4, worker.login
        met = Appointment.objects.of(worker).standing()
        assert met.on(TODAY).count() == 3, worker.login
        assert met.filter(starts_at__date__gt=TODAY).exists(), worker.login


def heads_find_what_nobody_has():
    waiting = Case.objects.open().filter(assigned_to=None)
    assert waiting.values("unit").distinct().count() >= 3
    assert Handover.objects.waiting().count() >= 3


def deadlines_are_near_and_past():
    days = list(Deadline.objects.filter(state="running").values_list("day", flat=True))
    assert any(day < TODAY for day in days)
    assert any(TODAY <= day <= TODAY + timedelta(days=14) for day in days)


def the_duty_is_covered_and_the_mail_waits():
    rosters = CaseRecord.objects.filter(task="intervention_duty_roster", key="roster")
    assert [each.content["state"] for each in rosters] == ["signed_by_director"]
    calls = Case.objects.filter(task="intervention_call")
    assert calls.count() == 3
    assert timezone.localdate(max(calls.values_list("events__at", flat=True))) <= TODAY
    assert Mail.objects.filter(case=None).count() == 6


def months_before_have_their_interventions():
    months = months_of(Centre.objects.get(code=CENTRE), [date(2026, month, 1) for month in range(2, 12)])
    assert all(month.sheet.interventions >= 2 for month in months)


def somebody_waits_in_several_queues():
    waiting = Waiting.objects.filter(until=None)
    assert waiting.values("queue").distinct().count() >= 3
    assert waiting.filter(case=None).count() == 0


def stays_are_near_day_21_and_past_it():
    for task in ("victims_crisis_stay", "children_crisis_stay"):
        days = list(
            Deadline.objects.filter(case__task=task, key="day_21", state="running").values_list(
                "day", flat=True
            )
        )
        assert any(TODAY <= day <= TODAY + timedelta(days=4) for day in days), task
        assert any(day < TODAY for day in days), task


def a_payment_of_a_ward_is_due():
    unit = Unit.objects.get(centre__code=CENTRE, code="koper")
    [worker] = Worker.objects.filter(cases__task="guardianship_by_centre", unit=unit).distinct()
    at = timezone.now().replace(year=TODAY.year, month=TODAY.month, day=TODAY.day)
    wards = wards_of(unit, TODAY, worker=worker, at=at).reached
    assert any(due.cents == 93420 for ward in wards for due in ward.dues)


def what_lasts_and_what_is_urgent_is_there():
    kept = Counter(CaseRecord.objects.filter(case__isnull=False).values_list("task", "key"))
    assert kept["supervised_contacts", "monthly_report"] >= 1
    assert kept["supervised_contacts", "contact"] >= 3
    assert kept["urgent_removal", "removal"] == 1
    assert kept["multidisciplinary_team", "team_meeting"] == 1
    assert kept["social_prevention", "action"] == 2
    assert kept["complaints", "complaint"] == 1
    assert kept["exemption_from_payment", "service_and_price"] == 1


def nobody_of_a_protected_address_is_cast_but_who_came_into_a_crisis_centre():
    kept_secret = Party.objects.filter(person__is_protected=True)
    assert {party.case.task for party in kept_secret.select_related("case")} == {"victims_crisis_stay"}
