"""The whole file of a case stands on one page; sealed kinds of records in it are for those who handle it."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings as real_settings
from django.urls import reverse
from tests.cases.factories import CaseFactory, PartyFactory
from tests.documents.test_compose import text_of
from tests.organisation.factories import WorkerFactory
from tests.people.factories import AddressFactory

from opora.audit.models import LogEntry
from opora.cases.models import Note
from opora.cases.records import add_record
from opora.cases.steps import do_step
from opora.documents.papers.drafting import begin_paper, edit_paper, parts_of
from opora.documents.papers.making import make_paper
from opora.documents.storage import read_stored

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 6)
NOON = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path


@pytest.fixture
def case():
    """Somebody who lives in a housing group, with a guardian."""
    case = CaseFactory(task="housing_group", assigned=True, opened_on=date(2025, 3, 3))
    PartyFactory(case=case, role="resident")
    case.guardian = PartyFactory(case=case, role="guardian")
    AddressFactory(person=case.guardian.person)
    return case


def keep(case, key, **values):
    return add_record(case, key, values, by=case.assigned_to, at=NOON)


def report_to_the_guardian(case):
    """The yearly report, as a paper of the case."""
    paper = begin_paper(
        case,
        "guardian_report",
        addressee=case.guardian.person,
        language="sl",
        by=case.assigned_to,
        at=NOON,
    )
    needed = {part.key: "V letu je samostojno kuhal." for part in parts_of(paper, TODAY) if part.is_needed}
    told = {"texts": needed, "left_out": (), "version": paper.version}
    paper = edit_paper(paper, **told, by=case.assigned_to, at=NOON)
    return make_paper(paper, by=case.assigned_to, on=TODAY, at=NOON)


@pytest.mark.covers("004c/R-50")
def test_plan_reviews_questionnaires_notes_and_the_report_to_the_guardian_stand_in_one_file(case, sign_in):
    keep(case, "goal_review", reviewed_on="2026-03-03", reached="Sam hodi v trgovino.", next_goals="Kuhanje.")
    keep(case, "questionnaire", filled_on="2026-03-04", name="Kakovost bivanja", answers="Zadovoljen.")
    do_step(case, "plan", on=date(2026, 3, 5), by=case.assigned_to, at=NOON)
    Note.objects.create(case=case, by=case.assigned_to, at=NOON, text="Uradni zaznamek o obisku svojcev.")
    report = report_to_the_guardian(case)
    told = text_of(read_stored(report.sha256, root=real_settings.OPORA_DOCUMENTS))
    assert case.guardian.person.full_name in told
    assert "V letu je samostojno kuhal." in told
    page = sign_in(case.assigned_to).get(reverse("case_file", args=[case.public_id])).content.decode()
    for words in ("Sam hodi v trgovino.", "Kuhanje.", "Kakovost bivanja", "Zadovoljen.", "obisku svojcev"):
        assert words in page
    assert "Individualni načrt" in page
    assert "Letno poročilo skrbniku" in page
    assert reverse("document", args=[report.public_id]) in page
    everybody = set(case.parties.values_list("person", flat=True))
    assert everybody <= set(LogEntry.objects.latest("pk").persons)
    case_page = sign_in(case.assigned_to).get(reverse("case", args=[case.public_id])).content.decode()
    assert reverse("case_file", args=[case.public_id]) in case_page


def test_sealed_kinds_of_records_are_named_and_not_told_to_who_does_not_handle_the_case(sign_in):
    case = CaseFactory(task="domestic_violence_case", assigned=True)
    victim = PartyFactory(case=case, role="victim")
    kept = {"person": victim.pk, "role": "victim", "in_case_since": "2026-05-04"}
    keep(case, "participant", **kept, disabled=True)
    address = reverse("case_file", args=[case.public_id])
    assert "Oseba z oviro" in sign_in(case.assigned_to).get(address).content.decode()
    head = WorkerFactory(head_of_unit=True, unit=case.unit)
    page = sign_in(head).get(address).content.decode()
    assert "Oseba z oviro" not in page
    assert "udeleženec" in page.lower()
