"""Unit: the head sees load, unassigned and overdue, and gives cases on; the director sees every unit."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory, DeadlineFactory, PartyFactory
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

import opora
from opora.cases.models import CaseState, CaseStep, DeadlineState, Exclusion, StepState
from opora.decisions.models import Act, Decision, DecisionState, Outcome
from opora.rights.calling import SUPPLEMENT
from opora.rights.models import Application

pytestmark = pytest.mark.django_db
WHY = "Delavka gre na porodniški dopust."


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def head(unit):
    return WorkerFactory(head_of_unit=True, unit=unit)


@pytest.fixture
def worker(unit):
    return WorkerFactory(professional_worker=True, unit=unit)


@pytest.fixture
def other(unit):
    return WorkerFactory(professional_worker=True, unit=unit)


@pytest.fixture
def seen(sign_in):
    def read(worker, /, **asked):
        response = sign_in(worker).get(reverse("unit_overview"), asked)
        assert response.status_code == 200
        return response

    return read


def eviction(unit, worker, **told):
    case = CaseFactory(task="opinion_on_eviction", unit=unit, assigned_to=worker, **told)
    PartyFactory(case=case)
    return case


def exclude(worker, case):
    return Exclusion.objects.create(
        case=case, worker=worker, ground="kin", reason="Sestra.", by=case.opened_by, at=timezone.now()
    )


def holders(cases):
    for case in cases:
        case.refresh_from_db()
    return [case.assigned_to for case in cases]


def late(case, days=1):
    return DeadlineFactory(case=case, day=timezone.localdate() - timedelta(days=days))


def unanswered(unit, worker, day):
    """The case of an application whose call to supplement nobody answered till a day."""
    case = CaseFactory(unit=unit, assigned_to=worker, state=CaseState.AWAITING_PARTY)
    Application.objects.create(
        case=case, applicant=PersonFactory(), rights=[], channel="post", filed_on=day, supplement_due_on=day
    )
    DeadlineFactory(case=case, key=SUPPLEMENT, day=day, state=DeadlineState.LAPSED)
    return case


def test_the_head_sees_the_load_of_each_worker_and_what_nobody_has(seen, unit, head, worker, other):
    eviction(unit, worker)
    waits = eviction(unit, None)
    late(eviction(unit, worker))
    page = seen(head)
    loads = {row.name: (row.load.cases, row.overdue) for row in page.context["rows"]}
    assert loads[worker.full_name] == (2, 1)
    assert loads[other.full_name] == (0, 0)
    assert page.context["unassigned"] == [waits]
    text = page.content.decode()
    assert "6,5" in text  # two norms of 195 minutes are 6.5 hours


def test_overdue_is_the_same_for_the_unit_as_for_who_does_the_work(seen, sign_in, unit, head, worker):
    """A deadline that passed, a call nobody answered, a planned step not done."""
    today = timezone.localdate()
    case = eviction(unit, worker)
    late(case, days=4)
    lapsed = unanswered(unit, worker, today - timedelta(days=3))
    step = CaseStep.objects.create(
        case=case, key="study_request", state=StepState.PLANNED, planned_on=today - timedelta(days=2),
        planned_for=worker,
    )  # fmt: skip
    page = seen(head)
    assert [(each.case, each.day) for each in page.context["overdue"]] == [
        (case, today - timedelta(days=4)),
        (lapsed, today - timedelta(days=3)),
        (case, step.planned_on),
    ]
    assert {row.name: row.overdue for row in page.context["rows"]}[worker.full_name] == 3
    day = sign_in(worker).get(reverse("worklist")).context
    told = [*day["deadlines"], *day["waiting"], *day["planned"]]
    assert [each.day for each in told if each.state == "overdue"] == [
        each.day for each in page.context["overdue"]
    ]


def test_a_call_nobody_answered_is_owed_until_a_draft_waits_for_its_decision(
    seen, sign_in, unit, head, worker
):
    """The list of duties and the page of the unit tell one thing: what somebody can still act on."""
    today = timezone.localdate()
    case = unanswered(unit, worker, today - timedelta(days=37))
    late_of = {"when": "late"}
    owed = sign_in(worker).get(reverse("owed"), late_of).context["rows"]
    assert [row.read.case for row in owed] == [each.case for each in seen(head).context["overdue"]] == [case]
    Decision.objects.create(
        case=case, act=Act.DECISION, outcome=Outcome.REJECTED, state=DecisionState.SUBMITTED, letter={},
        drafted_by=worker, drafted_at=timezone.now(), submitted_at=timezone.now(),
    )  # fmt: skip
    assert seen(head).context["overdue"] == []
    assert sign_in(worker).get(reverse("owed"), late_of).context["rows"] == []


def test_my_day_of_the_head_counts_what_is_overdue_with_others_and_leads_there(
    sign_in, unit, head, worker, other
):
    late(eviction(unit, worker))
    late(eviction(unit, other))
    late(eviction(unit, head))
    late(eviction(UnitFactory(centre=unit.centre), worker))
    (told,) = [
        each
        for each in sign_in(head).get(reverse("worklist")).context["waiting"]
        if "#overdue" in each.address
    ]
    assert "zamujata 2 roka" in told.words
    assert told.state == "overdue"
    waits = sign_in(worker).get(reverse("worklist")).context["waiting"]
    assert not any("#overdue" in each.address for each in waits)


def test_my_day_of_the_head_tells_of_cases_nobody_has_and_leads_to_the_unit(sign_in, unit, head, worker):
    eviction(unit, None)
    eviction(unit, worker)
    day = sign_in(head).get(reverse("worklist"))
    (waits,) = day.context["waiting"]
    assert waits.words.startswith("1 zadeva čaka na dodelitev")
    assert waits.address == reverse("unit_overview")
    text = day.content.decode()
    assert "prosite vodjo enote" not in text
    assert "Na stran enote" in text
    assert sign_in(worker).get(reverse("worklist")).context["waiting"] == []


def test_of_what_is_sealed_nobody_is_named_and_only_who_gives_it_on_reads_its_number(
    seen, unit, head, worker
):
    taken, free = eviction(unit, worker, seal="violence"), eviction(unit, None, seal="violence")
    late(taken)
    page = seen(head, worker=worker.pk)
    text = page.content.decode()
    assert ([each.case for each in page.context["unassigned_sealed"]], page.context["sealed"]) == ([free], 1)
    assert page.context["overdue"] == []
    assert taken.number in text
    assert taken.number not in seen(head).content.decode()
    for case in (taken, free):
        assert case.parties.get().person.family_name not in text


def test_what_is_overdue_in_sealed_cases_is_told_by_its_number_alone(seen, unit, head, worker):
    late(eviction(unit, worker))
    hidden = eviction(unit, worker)
    hidden.seal = "violence"
    hidden.save(update_fields=["seal"])
    late(hidden)
    page = seen(head)
    assert (len(page.context["overdue"]), page.context["overdue_sealed"]) == (1, 1)
    assert "Zamuja še 1 obveznost v varovani zadevi." in page.content.decode()
    assert hidden.number not in page.content.decode()


def test_the_head_finds_a_sealed_case_of_nobody_and_opens_it_to_assign_it(
    seen, sign_in, unit, head, worker, other
):
    free = eviction(unit, None, seal="violence", is_urgent=True)
    text = seen(head).content.decode()
    assert free.number in text
    assert "Mnenje sodišču" in text
    assert "nujno" in text
    assert "Vsaka zadeva ima nosilca" not in text
    client = sign_in(head)
    told = {"number": free.number, "reason": "Dodelitev varovane zadeve", "then": "assign"}
    opened = client.post(reverse("open_with_reason"), told)
    assert opened.url == reverse("case_access", args=[free.public_id])
    client.post(reverse("assign_case", args=[free.public_id]), {"to": other.pk, "reason": WHY})
    free.refresh_from_db()
    assert free.assigned_to == other
    assert free.number not in seen(head).content.decode()


def test_the_head_finds_the_sealed_cases_of_somebody_who_is_ill_and_gives_them_on(
    seen, sign_in, unit, head, worker, other
):
    closed, by_act = eviction(unit, worker, seal="violence"), eviction(unit, worker, seal="by_act")
    text = seen(head, worker=worker.pk).content.decode()
    assert by_act.number not in text  # it may be sealed against the head
    assert f"Odpri {closed.number} za dodelitev" in text
    assert not any(party.person.family_name in text for party in closed.parties.all())
    client = sign_in(head)
    told = {"number": closed.number, "reason": "Dodelitev varovane zadeve", "then": "assign"}
    assert client.post(reverse("open_with_reason"), told).status_code == 302
    client.post(reverse("assign_case", args=[closed.public_id]), {"to": other.pk, "reason": WHY})
    closed.refresh_from_db()
    assert closed.assigned_to == other


def test_cases_of_somebody_whose_account_is_closed_stay_in_sight_and_are_given_on(
    seen, sign_in, unit, head, worker, other
):
    case = eviction(unit, worker)
    worker.is_active = False
    worker.save()
    page = seen(head)
    [row] = [row for row in page.context["rows"] if row.key == worker.pk]
    assert (row.load.cases, row.name) == (1, f"{worker} (račun zaprt)")
    given = {"unit": unit.pk, "worker": worker.pk, "cases": case.public_id, "to": other.pk, "reason": WHY}
    assert sign_in(head).post(reverse("reassign_cases"), given).status_code == 302
    case.refresh_from_db()
    assert case.assigned_to == other


def test_what_is_given_on_tells_what_is_due_and_who_may_lead_it(seen, unit, head, worker, other):
    unfit = WorkerFactory(professional_worker=True, unqualified=True, unit=unit)
    first, urgent = eviction(unit, worker), eviction(unit, worker, is_urgent=True)
    late(first, days=4)
    page = seen(head, worker=worker.pk, all="1")
    told = {each.case: (each.is_late, each.due and each.due.day) for each in page.context["cases"]}
    day = timezone.localdate() - timedelta(days=4)
    assert told == {first: (True, day), urgent: (False, None)}
    text = page.content.decode()
    assert text.count("checked") == 2
    assert reverse("case", args=[first.public_id]) in text
    assert f"{reverse('cases')}?whose={worker.pk}" in text
    _choose, (_may, fit), (_may_not, others) = page.context["form"].fields["to"].choices
    assert {str(other.pk), str(head.pk)} <= {key for key, _name in fit}
    [name] = [name for key, name in others if key == str(unfit.pk)]
    assert "ne sme voditi: Mnenje sodišču" in name


def test_who_is_excluded_from_one_of_the_cases_is_offered_last_with_its_number(
    seen, unit, head, worker, other
):
    case = eviction(unit, worker)
    Exclusion.objects.create(
        case=case, worker=other, ground="kin", reason="Sestra stranke.", by=head, at=timezone.now()
    )
    _choose, (_may, fit), (_may_not, others) = (
        seen(head, worker=worker.pk).context["form"].fields["to"].choices
    )
    assert str(other.pk) not in {key for key, _name in fit}
    [name] = [name for key, name in others if key == str(other.pk)]
    assert f"izločitev: {case.number}" in name


def test_an_empty_form_says_first_that_no_case_is_chosen(sign_in, unit, head, worker):
    eviction(unit, worker)
    answer = sign_in(head).post(reverse("reassign_cases"), {"unit": unit.pk, "worker": worker.pk})
    assert next(each.place for each in answer.context["wrong"]) == "id_cases"
    assert answer.status_code == 422


def test_what_is_overdue_with_one_worker_is_one_click_away(seen, unit, head, worker, other):
    mine = eviction(unit, worker)
    late(mine)
    late(eviction(unit, other))
    page = seen(head)
    assert f"late={worker.pk}#overdue" in page.content.decode()
    found = seen(head, late=worker.pk)
    assert [each.case for each in found.context["overdue"]] == [mine]
    assert found.context["late_with"] == worker.full_name


def test_where_no_norm_is_printed_the_cases_stand_beside_the_mean_of_the_unit(
    seen, unit, head, worker, other
):
    for _ in range(3):
        CaseFactory(unit=unit, assigned_to=worker)
    eviction(unit, other)
    page = seen(head)
    assert page.context["mean"] == 2  # of the two who have cases
    assert "povprečje enote 2,0" in page.content.decode()
    [row] = [each for each in page.context["rows"] if each.key == worker.pk]
    assert not row.is_reckoned


def test_the_load_of_whoever_works_part_of_a_post_is_held_against_that_part(seen, unit, head, worker):
    for _ in range(10):
        eviction(unit, worker)
    [whole] = [row for row in seen(head).context["rows"] if row.key == worker.pk]
    worker.post_percent = 50
    worker.save()
    page = seen(head)
    [half] = [row for row in page.context["rows"] if row.key == worker.pk]
    assert half.weeks == pytest.approx(2 * whole.weeks, abs=0.1)
    assert "50 % delovnega časa" in page.content.decode()


def test_cases_are_given_on_from_the_page(sign_in, unit, head, worker, other):
    cases = [eviction(unit, worker) for _ in range(3)]
    client = sign_in(head)
    posted = {
        "unit": unit.pk,
        "worker": worker.pk,
        "cases": [str(case.public_id) for case in cases[:2]],
        "to": other.pk,
        "reason": WHY,
    }
    response = client.post(reverse("reassign_cases"), posted, follow=True)
    assert "2 zadevi sta dodeljeni" in response.content.decode()
    holders = []
    for case in cases:
        case.refresh_from_db()
        holders.append(case.assigned_to)
    assert holders == [other, other, worker]


def test_a_refusal_keeps_the_choice_and_gives_nothing(sign_in, unit, head, worker):
    unfit = WorkerFactory(professional_worker=True, unqualified=True, unit=unit)
    case = eviction(unit, worker)
    posted = {
        "unit": unit.pk,
        "worker": worker.pk,
        "cases": [str(case.public_id)],
        "to": unfit.pk,
        "reason": WHY,
    }
    response = sign_in(head).post(reverse("reassign_cases"), posted)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Nobena zadeva ni bila dodeljena" in text
    assert f'value="{case.public_id}" checked' in text
    assert WHY in text
    case.refresh_from_db()
    assert case.assigned_to == worker


def test_where_one_case_cannot_go_the_others_are_given_with_one_click(sign_in, unit, head, worker, other):
    client = sign_in(head)
    cases = [eviction(unit, worker) for _ in range(3)]
    exclude(other, cases[1])
    posted = {
        "unit": unit.pk,
        "worker": worker.pk,
        "cases": [str(case.public_id) for case in cases],
        "to": other.pk,
        "reason": WHY,
    }
    refused = client.post(reverse("reassign_cases"), posted)
    text = refused.content.decode()
    assert refused.status_code == 422
    assert [each.case for each in refused.context["way_on"].hindered] == [cases[1]]
    assert f'value="{cases[1].public_id}" checked' in text
    assert f"{other.full_name}: {cases[0].number}, {cases[2].number}" in text
    assert "Dodeli preostali 2 zadevi" in text
    assert holders(cases) == [worker, worker, worker]
    others = [str(case.public_id) for case in refused.context["way_on"].free]
    given = client.post(reverse("reassign_cases"), posted | {"cases": others}, follow=True)
    assert "2 zadevi sta dodeljeni" in given.content.decode()
    assert holders(cases) == [other, worker, other]


def test_where_no_case_can_go_nothing_is_offered(sign_in, unit, head, worker, other):
    case = eviction(unit, worker)
    exclude(other, case)
    posted = {
        "unit": unit.pk,
        "worker": worker.pk,
        "cases": [str(case.public_id)],
        "to": other.pk,
        "reason": WHY,
    }
    refused = sign_in(head).post(reverse("reassign_cases"), posted)
    assert case.number in refused.content.decode()
    assert 'id="give-the-others"' not in refused.content.decode()


def test_a_case_of_another_unit_cannot_be_slipped_in(sign_in, unit, head, worker, other):
    foreign = eviction(UnitFactory(centre=unit.centre), None)
    posted = {
        "unit": unit.pk,
        "worker": "0",
        "cases": [str(foreign.public_id)],
        "to": other.pk,
        "reason": WHY,
    }
    assert sign_in(head).post(reverse("reassign_cases"), posted).status_code == 422
    assert (
        sign_in(head).post(reverse("reassign_cases"), posted | {"unit": foreign.unit_id}).status_code == 422
    )
    foreign.refresh_from_db()
    assert foreign.assigned_to is None


def test_the_director_sees_every_unit_of_the_centre_and_no_other(seen, unit, worker):
    second, elsewhere = UnitFactory(centre=unit.centre), UnitFactory(centre__code="ELSEWHERE")
    eviction(unit, worker)
    eviction(second, None)
    eviction(elsewhere, None)
    late(eviction(second, worker))
    director = WorkerFactory(director=True, unit=unit, whole_centre=True)
    page = seen(director)
    assert f"unit={second.pk}#overdue" in page.content.decode()
    assert f"unit={unit.pk}#overdue" not in page.content.decode()
    units = {row.name: (row.load.cases, waiting) for row, waiting in page.context["rows"]}
    assert units == {unit.name: (1, 0), second.name: (2, 1)}
    assert seen(director, unit=second.pk).context["unit"] == second
    assert seen(director, unit=elsewhere.pk).context["total"].cases == 3  # not theirs: all of their own


def test_nobody_else_sees_the_load_of_others(sign_in, worker):
    assert sign_in(worker).get(reverse("unit_overview")).status_code == 403


@pytest.mark.parametrize("more", [0, 12])
def test_the_page_costs_the_same_however_much_lies_in_the_unit(
    more, sign_in, unit, head, worker, other, django_assert_max_num_queries
):
    for _ in range(more):
        late(eviction(unit, worker))
        eviction(unit, None)
        WorkerFactory(professional_worker=True, unit=unit)
    eviction(unit, worker)
    client, asked = sign_in(head), {"worker": worker.pk}
    client.get(reverse("unit_overview"), asked)
    # three more than the page alone: what is due, who may lead, who is excluded
    with django_assert_max_num_queries(23):
        client.get(reverse("unit_overview"), asked)


def test_a_key_is_written_into_a_page_without_separators():
    """`1.125` is the number of nobody: pages group the digits of whatever is not said to be a key."""
    bare = re.compile(r"\{\{ *[a-z_.]*\.pk *\}\}")
    rooms = Path(opora.__file__).parent
    wrong = [
        path.name for path in rooms.glob("*/templates/**/*.html") if bare.search(path.read_text("utf-8"))
    ]
    assert wrong == []
