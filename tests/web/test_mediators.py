"""The list of mediators on its page, and who is free beside the form that names one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory
from tests.reports.mediations import entry, mediated, mediator, registered

from opora.catalogue import catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(name="Enota Koper")


@pytest.fixture
def ana(unit):
    worker = mediator(unit, given_name="Ana", family_name="Prva")
    entry(unit, worker, languages="slovenščina, italijanščina")
    return worker


def words(response):
    return " ".join(response.content.decode().split())


def this_year(**days):
    return timezone.localdate().replace(month=1, day=2) + timedelta(**days)


@pytest.mark.covers("004a/R-53")
def test_the_register_leads_to_the_list_with_licence_languages_unit_and_load(unit, ana, sign_in):
    mediated(unit, this_year(), mediator=ana, co_mediator=mediator(unit))
    client = sign_in(ana)
    assert reverse("mediators") in words(client.get(reverse("register", args=["mediators"])))
    text = words(client.get(reverse("mediators")))
    for told in ("Ana Prva", "Enota Koper", "1. 2. 2021", "15. 3. 2021", "italijanščina"):
        assert told in text.replace("\u00a0", " ")
    assert "začete: 1, prenesene: 0, skupaj: 1; končane: 0" in text
    assert "Mediacije centra – začete: 1" in text
    assert "Vpisa v evidenci mediatorjev še ni" in text


@pytest.mark.covers("004a/R-53")
def test_a_worker_reads_the_numbers_of_all_and_opens_only_cases_they_may_see(unit, ana, sign_in):
    here = mediated(unit, this_year(), mediator=ana)
    elsewhere = mediated(UnitFactory(centre=unit.centre), this_year(), mediator=ana)
    sealed = mediated(unit, this_year(), mediator=ana, seal="violence")
    reader = WorkerFactory(unit=unit, professional_worker=True)
    text = words(sign_in(reader).get(reverse("mediators"), {"of": f"worker-{ana.pk}"}))
    assert "začete: 3" in text
    assert here.number in text
    assert elsewhere.number not in text
    assert sealed.number not in text
    assert "Šteti sta še 2, ki ju ne smete odpreti." in text


def test_the_list_shows_those_of_one_language_and_a_year_before(unit, ana, sign_in):
    other = mediator(unit, given_name="Bor", family_name="Drugi")
    entry(unit, other, languages="slovenščina")
    mediated(unit, date(2021, 4, 4), ended=date(2021, 5, 5), mediator=other)
    client = sign_in(ana)
    asked = client.get(reverse("mediators"), {"language": "italijanščina"})
    assert [row.listed.name for row in asked.context["rows"]] == ["Ana Prva"]
    before = client.get(reverse("mediators"), {"year": "2021"})
    assert before.context["found"].mediations.begun == 1
    assert client.get(reverse("mediators"), {"year": "99999"}).context["year"] == str(
        timezone.localdate().year
    )


def test_a_mediator_whose_licence_is_not_entered_is_told(unit, ana, sign_in):
    entry(unit, WorkerFactory(unit=unit, given_name="Cene", family_name="Tretji"))
    text = words(sign_in(ana).get(reverse("mediators")))
    assert "Vpisa na seznam mediatorjev ni med usposobljenostmi te osebe" in text


def test_a_longer_list_costs_no_more_queries(unit, ana, sign_in):
    client, costs = sign_in(ana), []
    for number in (1, 8):
        for each in range(number):
            more = mediator(unit)
            entry(unit, more if each % 2 else PersonFactory())
            mediated(unit, this_year(days=each), mediator=more, co_mediator=ana)
        client.get(reverse("mediators"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("mediators"), {"of": f"worker-{ana.pk}"})
        costs.append(len(asked))
    assert costs[0] == costs[1]


@pytest.fixture
def case(unit, ana):
    case = CaseFactory(unit=unit, task="family_mediation", assigned_to=ana)
    PartyFactory(case=case, role="participant", person=PersonFactory(family_name="Udeleženka"))
    return case


def record_page(case):
    return reverse("add_record", args=[case.public_id, "mediation"])


@pytest.mark.covers("004a/R-53")
def test_whoever_assigns_a_mediation_sees_who_is_free_and_who_is_tied(unit, ana, case, sign_in):
    free, tied = mediator(unit), mediator(unit)
    party = case.parties.get(role="participant").person
    registered(unit, "tie", None, worker=tied.pk, person=str(party.public_id), reason="Soseda.")
    mediated(unit, this_year(), mediator=ana)
    mediated(unit, this_year(), mediator=tied, co_mediator=ana)
    client = sign_in(ana)
    panel = client.get(record_page(case)).context["free"]
    assert [each.row.listed.name for each in panel.mediators] == [str(free), str(tied), "Ana Prva"]
    assert [bool(each.against) for each in panel.mediators] == [False, True, False]
    text = words(client.get(record_page(case)))
    assert f"Evidenca mediatorjev pri osebi {tied} navaja povezavo" in text
    italian = client.get(record_page(case), {"language": "italijanščina"}).context["free"]
    assert [each.row.listed.name for each in italian.mediators] == ["Ana Prva"]


@pytest.mark.covers("004a/R-53")
def test_a_tied_mediator_is_kept_with_a_warning(unit, ana, case, sign_in):
    tied = mediator(unit)
    party = case.parties.get(role="participant").person
    registered(unit, "tie", None, worker=tied.pk, person=str(party.public_id), reason="Soseda.")
    first = {
        key: catalogue().code_lists[key].entries[0].key
        for key in ("mediation_proposed_by", "mediation_subjects")
    }
    typed = {
        "of-started_on": "4. 5. 2026", "of-proposed_by": first["mediation_proposed_by"],
        "of-subjects": first["mediation_subjects"], "of-about_child": "yes", "of-mediator": tied.pk,
    }  # fmt: skip
    answer = sign_in(ana).post(record_page(case), typed, follow=True)
    assert case.records.filter(key="mediation").exists()
    assert f"Evidenca mediatorjev pri osebi {tied} navaja povezavo" in words(answer)


def test_no_other_record_has_the_panel(case, ana, sign_in):
    page = sign_in(ana).get(reverse("add_record", args=[case.public_id, "session"]))
    assert page.context["free"] is None
