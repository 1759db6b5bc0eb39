"""Persons for one coordinator on its page: the norm is unknown until the director states it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import (
    SINCE,
    CentreFactory,
    MunicipalityFactory,
    TerritoryFactory,
    UnitFactory,
    WorkerFactory,
)

from opora.audit.models import LogEntry
from opora.cases.models import CaseRecord
from opora.organisation.models import Role, StatedNorm

pytestmark = pytest.mark.django_db
SKILLS = {"qualifications": ["community_treatment_coordinator"], "licences": ["community_treatment_exam"]}


@pytest.fixture
def koper():
    unit = UnitFactory(code="koper", name="Enota Koper")
    TerritoryFactory(unit=unit, municipality=MunicipalityFactory(), period=DateRange(SINCE, None))
    return unit


@pytest.fixture
def director(koper):
    return WorkerFactory(unit=None, centre=koper.centre, roles=[Role.DIRECTOR], whole_centre=True)


def treat(unit, persons):
    """So many persons whose treatment began today."""
    today = timezone.localdate()
    for _each in range(persons):
        case = CaseFactory(unit=unit, task="community_treatment", opened_on=today)
        PartyFactory(case=case, role="user")
        CaseRecord.objects.create(
            centre=unit.centre, unit=unit, case=case, task=case.task, key="treatment", happened_on=today,
            content={"opened_on": today.isoformat()}, entered_by=case.opened_by, entered_at=timezone.now(),
        )  # fmt: skip


def norm(**told):
    today = timezone.localdate()
    typed = {
        "persons": "3", "counted": "at_once", "act": "Pravilnik (Uradni list RS, št. 1/2027)",
        "article": "7(2)", "valid_from": f"{today.day}. {today.month}. {today.year}",
    }  # fmt: skip
    return typed | told


def words(response):
    return " ".join(response.content.decode().split())


@pytest.mark.covers("004b/R-84")
def test_the_norm_is_unknown_until_it_is_stated_and_persons_stand_beside_coordinators(
    koper, director, sign_in
):
    treat(koper, 7)
    WorkerFactory(unit=koper, professional_worker=True, **SKILLS)
    WorkerFactory(unit=koper, professional_worker=True, qualifications=SKILLS["qualifications"])
    client = sign_in(director)
    assert reverse("norm_coordinators") in words(client.get(reverse("norms")))
    page = client.get(reverse("norm_coordinators"))
    whole = page.context["rows"][0]
    assert (whole["treated"].at_once, whole["coordinators"], whole["each"][0]) == (7, 1, "7")
    assert whole["exact"] == ""
    assert "ne natisne noben vir" in words(page)
    assert "Sklep iz poročila za leto 2021, ne normativ" in words(page)


@pytest.mark.covers("004b/R-84")
def test_a_stated_norm_is_compared_with_the_persons_and_kept_with_who_stated_it(koper, director, sign_in):
    treat(koper, 7)
    client = sign_in(director)
    page = client.post(reverse("state_norm"), norm(), follow=True)
    whole = page.context["rows"][0]
    assert (whole["exact"], whole["rounded"], whole["is_short"]) == ("≈ 2,333 (7/3)", 3, True)
    assert "7(2)" in words(page)
    kept = StatedNorm.objects.get()
    assert (kept.stated_by, kept.centre) == (director, koper.centre)
    assert LogEntry.objects.filter(what="state_norm", worker=director).exists()
    client.post(reverse("state_norm"), norm(persons="7"))
    page = client.get(reverse("norm_coordinators"))
    assert page.context["rows"][0]["rounded"] == 1
    assert len(page.context["stated"]) == 2


def test_a_norm_that_begins_later_does_not_count_yet(koper, director, sign_in):
    ahead = timezone.localdate() + timedelta(days=40)
    client = sign_in(director)
    client.post(reverse("state_norm"), norm(valid_from=f"{ahead.day}. {ahead.month}. {ahead.year}"))
    page = client.get(reverse("norm_coordinators"))
    assert page.context["holding"] is None
    assert len(page.context["stated"]) == 1


@pytest.mark.parametrize("missing", ["act", "article", "persons", "valid_from"])
def test_a_norm_without_its_source_or_day_is_refused_and_what_was_typed_stays(
    missing, koper, director, sign_in
):
    answer = sign_in(director).post(reverse("state_norm"), norm(**{missing: ""}))
    assert answer.status_code == 422
    assert not StatedNorm.objects.exists()
    assert answer.context["form"][missing].errors
    assert "Pravilnik" in words(answer) or missing == "act"


def test_a_head_sees_the_own_unit_and_states_no_norm_and_another_centre_has_its_own(koper, director, sign_in):
    UnitFactory(centre=koper.centre, code="izola", name="Enota Izola")
    sign_in(director).post(reverse("state_norm"), norm())
    head = sign_in(WorkerFactory(unit=koper, head_of_unit=True))
    page = head.get(reverse("norm_coordinators"))
    assert [row["name"] for row in page.context["rows"]] == ["Enota Koper"]
    assert page.context["form"] is None
    assert head.post(reverse("state_norm"), norm()).status_code == 403
    abroad = CentreFactory(code="ANOTHER")
    other = WorkerFactory(unit=None, centre=abroad, roles=[Role.DIRECTOR], whole_centre=True)
    assert sign_in(other).get(reverse("norm_coordinators")).context["holding"] is None


@pytest.mark.covers("004b/R-84")
def test_the_files_of_norms_hold_the_comparison(koper, director, sign_in):
    treat(koper, 7)
    client = sign_in(director)

    def line():
        text = client.get(reverse("norms_csv")).content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        return next(row for row in rows if row["delovno mesto"] == "koordinatorji obravnave v skupnosti")

    assert line()["natančno"] == ""
    assert "ne natisne noben vir" in line()["izračun"]
    client.post(reverse("state_norm"), norm())
    assert (line()["natančno"], line()["zaokroženo"], line()["člen"]) == ("7/3", "3", "7(2)")
