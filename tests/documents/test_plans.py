"""A plan is made of the aims and tasks that its case already holds; nobody types them twice."""

from __future__ import annotations

from datetime import date

import pytest
from tests.documents.test_papers_of_tasks import NOON, TODAY, drafted, keep, keys, opened  # noqa: F401
from tests.people.factories import PersonFactory

from opora.documents.papers.drafting import parts_of
from opora.documents.papers.making import letter_as_drafted, make_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """A safety plan in its second version, with two tasks."""
    victim = PersonFactory(given_name="Nina")
    case = opened("safety_plan", victim=victim)
    told = {"kind": "help_plan", "in_danger": "Pokliče 113.\nUmakne se k sosedi."}
    keep(case, "plan_version", "2026-04-01", **told, made_on="2026-04-01", number=1, aims=["more_safety"],
         safe_place="pri materi")  # fmt: skip
    keep(case, "plan_version", "2026-05-01", **told, made_on="2026-05-01", number=2, aims=["more_safety"],
         safe_place="pri sestri")  # fmt: skip
    for what, who, until in (
        ("Zamenja ključavnico", "žrtev", "2026-06-01"),
        ("Pokliče odvetnico", "center", ""),
    ):
        keep(case, "plan_task", until or "2026-05-01", what=what, who=who, state="open", until=until or None)
    return drafted(case, "safety_plan", victim)


def test_aims_and_tasks_stand_there_already(plan):
    parts = {part.key: part for part in parts_of(plan, TODAY)}
    assert parts["aims"].text
    assert parts["measures"].heading == "Kdo bo kaj naredil in do kdaj"
    assert set(parts["measures"].text.splitlines()) == {
        "Zamenja ključavnico: žrtev, do 1. 6. 2026", "Pokliče odvetnico: center",
    }  # fmt: skip
    assert make_paper(plan, by=plan.case.assigned_to, on=TODAY, at=NOON).number


def test_it_says_each_thing_once_of_its_newest_version_and_under_no_heading_of_the_house(plan):
    letter = letter_as_drafted(plan, by=plan.case.assigned_to, on=date(2026, 5, 6))
    headings = [section["heading"] for section in letter["sections"]]
    assert "Načrt" in headings
    assert not {"Različica načrta", "Naloga iz načrta"} & set(headings)
    said = str(letter["sections"])
    assert said.count("Zamenja ključavnico") == 1
    assert "pri sestri" in said
    assert "pri materi" not in said
    assert "Pokliče 113.\\nUmakne se k sosedi." in said
