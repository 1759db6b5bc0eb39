"""A case says what its words call for, and which other cases there are about its persons."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.catalogue_versions import task_of
from opora.cases.models import CaseRecord
from opora.web.what_follows import what_follows

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    """A first social aid in which violence in the family was told."""
    case = CaseFactory(task="first_social_aid", assigned=True)
    case.person = PersonFactory()
    PartyFactory(case=case, person=case.person, role="person")
    CaseRecord.objects.create(
        centre=case.centre,
        unit=case.unit,
        case=case,
        task=case.task,
        key="contact",
        content={"situation": "domestic_violence", "further_situations": ["debts", "separation"]},
        entered_by=case.assigned_to,
        entered_at=timezone.now(),
    )
    return case


def follows(case, worker=None, linked=()):
    return what_follows(case, task_of(case), worker or case.assigned_to, linked=linked)


def another_case(talk, task, **told):
    other = CaseFactory(task=task, centre=talk.centre, unit=talk.unit, assigned_to=talk.assigned_to, **told)
    PartyFactory(case=other, person=talk.person, role="victim")
    return other


def test_violence_told_in_a_first_talk_calls_for_the_case_of_violence_and_the_notice_of_the_child(talk):
    called_for = {lead.words: [key for key, *_ in lead.tasks] for lead in follows(talk).leads}
    assert called_for == {
        "nasilje v družini": ["domestic_violence_case", "notice_about_child"],
        "razveza ali razpad zunajzakonske skupnosti": ["preliminary_counselling"],
    }


def test_what_was_opened_for_the_family_is_not_called_for_again(talk):
    another_case(talk, "domestic_violence_case")
    [violence, _separation] = follows(talk).leads
    assert [key for key, *_ in violence.tasks] == ["notice_about_child"]


def test_other_cases_of_the_persons_are_told_once_and_only_to_who_may_see_them(talk):
    sealed = another_case(talk, "domestic_violence_case", seal="violence")
    assert list(follows(talk).family) == [sealed]
    assert list(follows(talk, linked=[sealed.pk]).family) == []
    colleague = WorkerFactory(unit=talk.unit, professional_worker=True)
    assert list(follows(talk, colleague).family) == []


def test_a_case_whose_words_lead_nowhere_calls_for_nothing():
    assert follows(CaseFactory(task="adoption_of_child", assigned=True)).leads == []


def test_an_urgent_measure_taken_in_a_first_talk_leads_to_the_sealed_case(talk):
    talk.records.update(content={"situation": "debts", "result": "urgent_measure"})
    [lead] = follows(talk).leads
    assert [(key, is_sealed) for key, _name, is_sealed in lead.tasks] == [
        ("notice_about_child", False),
        ("domestic_violence_case", True),
    ]


def test_a_mediation_says_in_red_that_the_same_persons_have_an_open_case_of_violence(talk, sign_in):
    violence = another_case(talk, "domestic_violence_case", seal="violence")
    mediation = another_case(talk, "family_mediation")
    assert list(follows(mediation).violence) == [violence]
    page = sign_in(talk.assigned_to).get(reverse("case", args=[mediation.public_id])).content.decode()
    [notice] = re.findall(r'data-tone="alarm" role="alert">.*?</div></div>', page, re.DOTALL)
    assert "mediacije" in notice
    assert reverse("case", args=[violence.public_id]) in notice
    assert follows(talk).violence == []  # of another kind of case the list of the family is enough
    colleague = WorkerFactory(unit=talk.unit, professional_worker=True)
    assert follows(mediation, colleague).violence == []
    type(violence).objects.filter(pk=violence.pk).update(state="closed", closed_on=violence.opened_on)
    assert follows(mediation).violence == []
