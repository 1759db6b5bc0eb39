"""On every page of a restraining order one end is shown; an earlier one only in history, with its reason."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory, PartyFactory

from opora.cases.models import Body, Party
from opora.cases.records import add_record

pytestmark = pytest.mark.django_db
END, AGREEING = "Konec prepovedi približevanja", "Dogovor z žrtvijo pred iztekom ukrepa"
NIGHT = datetime(2026, 7, 6, 21, 50, tzinfo=timezone.get_default_timezone())
NOON = datetime(2026, 7, 7, 12, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def extended(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    case = CaseFactory(task="restraining_order", assigned=True, opened_on=date(2026, 7, 6))
    PartyFactory(case=case, role="protected_person")
    PartyFactory(case=case, role="offender")
    ordered = {
        "issued_at": NIGHT.isoformat(),
        "police_station": "Policijska postaja Izola",
        "legal_ground": "misdemeanour",
    }
    ordered |= {"objects": ["person"], "reached_by": "on_call_service"}
    add_record(case, "order", ordered, by=case.assigned_to, at=NOON)
    court = {"decided_on": "2026-07-07", "by_whom": "court", "measure": "extended_to_15_days"}
    court |= {"runs_from": "2026-07-06", "runs_until": "2026-07-21"}
    add_record(case, "order_decision", court, by=case.assigned_to, at=NOON)
    case.refresh_from_db()
    return case


def test_the_case_shows_one_end_and_keeps_the_earlier_one_in_history(extended, sign_in):
    answer = sign_in(extended.assigned_to).get(reverse("case", args=[extended.public_id]))
    context = answer.context
    shown = [(each.words, each.day) for each in context["deadlines"]]
    assert shown == [(AGREEING, date(2026, 7, 20)), (END, date(2026, 7, 21))]
    assert (context["next_deadline"].words, context["next_deadline"].day) == shown[0]
    earlier = [(each.words, each.day, each.because.replace("\xa0", " ")) for each in context["earlier_ends"]]
    assert earlier == [
        (
            "Ukrep do 2 dni",
            date(2026, 7, 8),
            "namesto tega velja zapis »Odločitev o ukrepu«, 7. 7. 2026",
        )
    ]
    assert "Prejšnji konci" in answer.content.decode()


def test_my_day_shows_one_end_which_nobody_ticks_off(extended, sign_in):
    rows = sign_in(extended.assigned_to).get(reverse("worklist")).context["deadlines"]
    assert [(each.words, each.is_ticked_off) for each in rows] == [(AGREEING, False), (END, False)]


def test_the_letter_on_the_victim_is_offered_to_police_and_court_alone(extended, sign_in):
    court = Body.objects.create(kind="court", name="Okrožno sodišče v Kopru")
    Party.objects.create(case=extended, body=court, role="court")
    form = sign_in(extended.assigned_to).get(reverse("papers", args=[extended.public_id])).context["form"]
    offered = [str(words) for _key, words in form.fields["addressee"].choices]
    assert offered == ["izberite …", "Okrožno sodišče v Kopru (sodišče)", "spis zadeve"]
    assert (form["key"].value(), form["addressee"].value()) == ("information_for_court", f"body-{court.pk}")
