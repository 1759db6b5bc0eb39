"""When the leader of a workshop falls out somebody free takes over, or its date moves; both are told."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import AppointmentFactory, CaseFactory
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.cases.appointments import Plan, cancel_appointment, change_appointment
from opora.cases.models import CaseRecord
from opora.cases.stand_ins import stand_ins, take_over
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    """A workshop in a class next week, led by two; the first of them has the case."""
    case = CaseFactory(task="prevention_workshops", assigned=True, opened_on=timezone.localdate())
    day = timezone.localdate() + timedelta(days=7)
    first = case.assigned_to
    meeting = AppointmentFactory(
        case=case, worker=first, subject="Delavnica 7. a", starts_at=at(day, 9), minutes=90
    )
    meeting.second = colleague(case, "Zora")
    meeting.with_workers.add(meeting.second)
    return meeting


def at(day, hour):
    return timezone.make_aware(datetime.combine(day, time(hour)))


def colleague(case, name, **told):
    return WorkerFactory(professional_worker=True, **({"unit": case.unit, "given_name": name} | told))


def offers(workshop, worker):
    case, day = workshop.case, timezone.localdate(workshop.starts_at)
    place = {"centre": case.centre, "unit": case.unit, "case": case, "task": case.task, "key": "availability"}
    content = {"worker": worker.pk, "day": day.isoformat()}
    now = timezone.now()
    CaseRecord.objects.create(**place, happened_on=day, content=content, entered_by=worker, entered_at=now)


def news(worker, sign_in):
    items = sign_in(worker).get(reverse("worklist")).context["waiting"]
    return [item.words for item in items if item.kind == "Termin"]


@pytest.mark.covers("004b/R-46")
def test_who_is_free_then_is_shown_and_who_offered_the_day_stands_first(workshop):
    ana, beti, cilka = (colleague(workshop.case, name) for name in ("Ana", "Beti", "Cilka"))
    AppointmentFactory(worker=ana, starts_at=workshop.starts_at + timedelta(minutes=60))
    AppointmentFactory(worker=beti, starts_at=workshop.starts_at + timedelta(minutes=90))
    elsewhere = colleague(workshop.case, "Dana", unit=UnitFactory(centre=workshop.case.centre))
    offers(workshop, elsewhere)
    found = [(each.worker, each.has_offered) for each in stand_ins(workshop)]
    assert found[0] == (elsewhere, True)
    assert {worker for worker, _offered in found[1:]} >= {beti, cilka}
    assert not {ana, workshop.worker, workshop.second} & {worker for worker, _offered in found}


@pytest.mark.covers("004b/R-46")
def test_a_leader_who_falls_out_is_replaced_with_the_reason_and_both_leaders_are_told(workshop, sign_in):
    instead = colleague(workshop.case, "Mija")
    coordinator = colleague(workshop.case, "Rok", unit=workshop.case.unit)
    page = sign_in(coordinator).get(reverse("appointment", args=[workshop.public_id]))
    assert "Mija" in page.content.decode()
    typed = {"out": workshop.worker.pk, "instead": instead.pk, "stand_in_reason": "Izvajalka je zbolela."}
    address = reverse("take_over_part", args=[workshop.public_id])
    assert sign_in(coordinator).post(address, typed | {"stand_in_reason": ""}).status_code == 422
    assert sign_in(coordinator).post(address, typed).status_code == 302
    workshop.refresh_from_db()
    assert (workshop.worker, list(workshop.with_workers.all())) == (instead, [workshop.second])
    for leader in (instead, workshop.second):
        (told,) = news(leader, sign_in)
        assert "Izvajalka je zbolela." in told
    assert news(coordinator, sign_in) == []


@pytest.mark.covers("004b/R-46")
def test_a_class_that_falls_out_moves_the_date_with_the_reason_and_both_leaders_are_told(workshop, sign_in):
    by, now = colleague(workshop.case, "Rok"), timezone.now()
    later = workshop.starts_at + timedelta(days=7)
    plan = Plan(workshop.worker, later, 90, with_workers=[workshop.second])
    change_appointment(
        workshop, plan, subject=workshop.subject, reason="Oddelek je v karanteni.", by=by, at=now
    )
    for leader in (workshop.worker, workshop.second):
        (told,) = news(leader, sign_in)
        assert told.startswith("Spremenjeno")
        assert "karanteni" in told
    cancel_appointment(
        workshop, called_off_by="cancelled_by_party", reason="Šola je zaprta.", by=by, at=timezone.now()
    )
    (told,) = news(workshop.second, sign_in)
    assert told.startswith("Odpovedano")


def test_nobody_takes_over_who_is_taken_and_only_who_takes_part_falls_out(workshop):
    busy, by, now = colleague(workshop.case, "Ana"), colleague(workshop.case, "Rok"), timezone.now()
    AppointmentFactory(worker=busy, starts_at=workshop.starts_at)
    told = {"reason": "Izvajalka je zbolela.", "by": by, "at": now}
    with pytest.raises(Refused, match="zasedeno"):
        take_over(workshop, out=workshop.worker, instead=busy, **told)
    with pytest.raises(Refused, match="kdo odpade"):
        take_over(workshop, out=by, instead=busy, **told)
