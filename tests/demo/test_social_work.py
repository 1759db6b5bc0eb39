"""The social work of the demo: every story comes through the acts of the rooms, to the end."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from opora.cases.models import Appointment, Case, CaseRecord, Deadline, Handover, Party
from opora.catalogue import catalogue
from opora.demo.centre import load_demo
from opora.demo.social_work.casting import SHAPES
from opora.demo.social_work.centre import tell_social_work
from opora.demo.social_work.staging import stories
from opora.documents.models import Document, Mail
from opora.organisation.models import Role, Worker

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


def test_the_stories_reach_every_field_of_work_with_people_in_it():
    fields = Counter(story.field for story in stories())
    assert set(fields) >= {
        "first_contact", "couples_and_parents", "mediation", "violence", "children_at_risk", "foster_care",
        "guardianship", "adoption", "mental_health", "disability", "youth", "adults_in_difficulty",
        "older_people", "offences", "family_status",
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
    assert 60 <= told <= 85
    every_professional_worker_has_cases_and_meetings()
    heads_find_what_nobody_has()
    deadlines_are_near_and_past()
    the_duty_is_covered_and_the_mail_waits()
    assert Case.objects.filter(opened_on__gt=TODAY).count() == 0
    assert Document.objects.filter(kind="invitation").count() >= 3
    assert not Party.objects.filter(person__is_protected=True).exists()
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
