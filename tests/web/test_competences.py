"""The administrator enters what workers are qualified for; heads read those of their unit."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.audit.models import LogEntry
from opora.cases.executors import fit_workers
from opora.organisation.competences import has_licence, has_qualification, years_of
from opora.organisation.models import Competence, Role

pytestmark = pytest.mark.django_db
SOCIAL_WORKER = "professional_worker_69"


@pytest.fixture
def administrator():
    return WorkerFactory(administrator=True, whole_centre=True)


@pytest.fixture
def worker(administrator):
    return WorkerFactory(
        professional_worker=True, unqualified=True, unit=administrator.unit, family_name="Hribar"
    )


def posted(name, worker, client, **typed):
    return client.post(reverse(name, args=[worker.pk]), typed, follow=True)


def qualify(client, worker, what=f"qualification:{SOCIAL_WORKER}", **typed):
    entered = {"what": what, "from_day": "1. 3. 2024"} | typed
    return posted(
        "give_competence", worker, client, **{f"give-{key}": value for key, value in entered.items()}
    )


def test_what_is_entered_on_the_page_makes_a_worker_fit_for_a_case(administrator, worker, sign_in):
    case = CaseFactory(unit=worker.unit)
    assert worker not in fit_workers(case)
    client = sign_in(administrator)
    for what in (SOCIAL_WORKER, "administrative_worker"):
        answer = qualify(client, worker, f"qualification:{what}", experience_since="1. 9. 2015")
        assert answer.status_code == 200
    assert worker in fit_workers(case)
    assert years_of(worker, SOCIAL_WORKER, date(2024, 9, 1)) == 9
    page = answer.content.decode()
    assert "strokovni delavec po 69. členu ZSV" in page
    assert administrator.full_name in page  # who entered it
    entry = LogEntry.objects.filter(what="give_competence").earliest("pk")
    assert entry.worker == administrator
    assert entry.detail == {"worker": worker.pk, "key": SOCIAL_WORKER, "from": "2024-03-01"}


def test_a_licence_is_entered_with_its_number_and_ended_on_a_day(administrator, worker, sign_in):
    client = sign_in(administrator)
    qualify(client, worker, "licence:list_of_mediators", number="M-17", until="31. 12. 2099")
    assert "M-17" in client.get(reverse("worker", args=[worker.pk])).content.decode()
    held = Competence.objects.get()
    posted("end_competence", worker, client, **{"end-entry": held.pk, "end-last_day": "4. 5. 2026"})
    assert has_licence(worker, "list_of_mediators", date(2026, 5, 4))
    assert not has_licence(worker, "list_of_mediators", date(2026, 5, 5))
    held.refresh_from_db()
    assert (held.ended_by, LogEntry.objects.filter(what="end_competence").count()) == (administrator, 1)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"what": ""}, "Izberite"),
        ({"from_day": "31. 2. 2024"}, "ni datum"),
        ({"until": "1. 1. 2020"}, "Končala bi se"),
        ({"number": "17"}, "Polje pustite prazno"),
        ({"experience_since": "1. 1. 2025"}, "Izkušnje"),
    ],
)
def test_a_slip_is_told_at_its_field_and_nothing_typed_is_lost(administrator, worker, sign_in, typed, words):
    answer = qualify(sign_in(administrator), worker, **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert typed.get("from_day", "1. 3. 2024") in page
    assert not Competence.objects.filter(worker=worker).exists()


def test_a_role_is_given_and_ended_with_days_but_never_ones_own(administrator, worker, sign_in):
    client, today = sign_in(administrator), timezone.localdate()
    given = {"role-role": "head_of_unit", "role-unit": worker.unit_id, "role-from_day": "2026-01-05"}
    assert posted("give_role", worker, client, **given).status_code == 200
    grant = worker.grants.get(role=Role.HEAD_OF_UNIT)
    ending = {"end-role-grant": grant.pk, "end-role-last_day": f"{today:%d. %m. %Y}"}
    assert posted("end_role", worker, client, **ending).status_code == 200
    assert not worker.grants.get(pk=grant.pk).holds_on(today + timedelta(days=1))
    assert (
        list(LogEntry.objects.filter(what__in=["grant_role", "end_role"]).values_list("worker", flat=True))
        == [administrator.pk] * 2
    )
    assert posted("give_role", administrator, client, **given).status_code == 422
    assert administrator.grants.count() == 1


def test_a_head_reads_those_of_the_own_unit_and_changes_nothing(administrator, worker, sign_in):
    head = WorkerFactory(head_of_unit=True, unit=worker.unit)
    beside = WorkerFactory(unit=UnitFactory(centre=worker.centre), family_name="Drugje")
    client = sign_in(head)
    page = client.get(reverse("competences")).content.decode()
    assert "Hribar" in page
    assert "Drugje" not in page
    page = client.get(reverse("worker", args=[worker.pk])).content.decode()
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert client.get(reverse("worker", args=[beside.pk])).status_code == 404
    assert qualify(client, worker).status_code == 403
    assert not has_qualification(worker, SOCIAL_WORKER, date(2026, 5, 4))


def test_a_worker_of_another_centre_is_not_there(administrator, sign_in):
    elsewhere = WorkerFactory(unit=UnitFactory(centre=CentreFactory(code="OTHER")))
    client = sign_in(administrator)
    assert client.get(reverse("worker", args=[elsewhere.pk])).status_code == 404
    assert qualify(client, elsewhere).status_code == 404


@pytest.mark.parametrize("more", [0, 12])
def test_the_list_costs_no_more_however_many_work_there(
    administrator, more, sign_in, django_assert_max_num_queries
):
    WorkerFactory.create_batch(more, clerk=True, unit=administrator.unit)
    client = sign_in(administrator)
    with django_assert_max_num_queries(12):
        client.get(reverse("competences"))


def given(**typed):
    return {"role-role": "clerk", "role-unit": "", "role-from_day": "1. 10. 2026"} | typed


def test_the_whole_centre_is_chosen_and_never_left_over(administrator, worker, sign_in):
    answer = sign_in(administrator).post(reverse("give_role", args=[worker.pk]), given())
    assert answer.status_code == 422
    assert not worker.grants.filter(role="clerk", unit=None).exists()
    sign_in(administrator).post(reverse("give_role", args=[worker.pk]), given(**{"role-unit": "centre"}))
    assert worker.grants.filter(role="clerk", unit=None).exists()


def test_a_director_leads_no_single_unit(administrator, worker, sign_in):
    typed = given(**{"role-role": "director", "role-unit": str(worker.unit_id)})
    answer = sign_in(administrator).post(reverse("give_role", args=[worker.pk]), typed)
    assert "Direktor ali direktorica vodi ves center." in answer.content.decode()
    assert not worker.grants.filter(role="director").exists()


def test_a_role_does_not_begin_in_another_century(administrator, worker, sign_in):
    typed = given(**{"role-unit": str(worker.unit_id), "role-from_day": "1. 1. 2126"})
    answer = sign_in(administrator).post(reverse("give_role", args=[worker.pk]), typed)
    assert "To je več kot leto dni vnaprej. Preverite leto." in answer.content.decode()
    assert not worker.grants.filter(role="clerk").exists()


def test_what_was_entered_by_mistake_is_withdrawn_with_a_reason_and_stays_readable(
    administrator, worker, sign_in
):
    client = sign_in(administrator)
    qualify(client, worker)
    held = Competence.objects.get()
    withdrawn = {"annul-entry": held.pk, "annul-reason": ""}
    assert posted("annul_competence", worker, client, **withdrawn).status_code == 422
    withdrawn["annul-reason"] = "Vpisano pri napačni osebi."
    page = posted("annul_competence", worker, client, **withdrawn).content.decode()
    assert "Vpisano pri napačni osebi." in page
    assert not has_qualification(worker, SOCIAL_WORKER, date(2026, 5, 4))
    assert posted("annul_competence", worker, client, **withdrawn).status_code == 422
    assert LogEntry.objects.get(what="annul_competence").detail == {"worker": worker.pk, "key": SOCIAL_WORKER}
    assert qualify(client, worker).status_code == 200
    assert has_qualification(worker, SOCIAL_WORKER, date(2026, 5, 4))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"from_day": "1. 1. 2126"}, "To je več kot leto dni vnaprej. Preverite leto."),
        ({"what": "licence:list_of_mediators", "number": "7" * 400}, "Številka ima največ 60 znakov."),
    ],
)
def test_what_no_licence_can_say_is_refused_in_a_sentence(administrator, worker, sign_in, typed, words):
    answer = qualify(sign_in(administrator), worker, **typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Competence.objects.filter(worker=worker).exists()
