"""Rights that run out under an emergency act are prolonged by a month, until a decision or the act's end."""

from collections import Counter
from datetime import date

import pytest
from tests.decisions.factories import decision
from tests.organisation.factories import WorkerFactory
from tests.rights.factories import morning, office

from opora.cases.models import Event
from opora.decisions.finality import make_final
from opora.decisions.models import Decision, DecisionState
from opora.organisation.refusal import Refused
from opora.rights.emergency_acts import (
    acts_without_figures,
    approve_act,
    decline_act,
    prolongable,
    propose_act,
    withdraw_act,
)
from opora.rights.models import EmergencyAct, Entitlement, Prolongation
from opora.rights.payments import draw_payments, payments_csv
from opora.rights.prolongation_notices import tell_prolonged
from opora.rights.prolonging import prolong_again, prolong_from, prolong_what_ended

pytestmark = pytest.mark.django_db
RIGHT = "cash_social_assistance"
WORDS = {
    "short_name": "ZPI-1",
    "title": "Zakon o preskusni izredni pomoči",
    "gazette": "Uradni list RS, št. 0/2026",
    "article": "7. člen",
    "source": "izmišljeno za preskus",
}
IBAN = "SI56192001234567892"


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def place():
    return office()


def entered(place, first, last, *, rights=(RIGHT,), words=WORDS, **more):
    administrator = WorkerFactory(unit=place.unit, administrator=True, whole_centre=True)
    return propose_act(
        words=words,
        rights=rights,
        first_month=first,
        last_month=last,
        by=administrator,
        at=morning(date(2026, 6, 1)),
        **more,
    )


def in_force(place, first, last, **more):
    director = WorkerFactory(unit=place.unit, director=True, whole_centre=True)
    return approve_act(entered(place, first, last, **more), by=director, at=morning(date(2026, 6, 2)))


def last_month_of(given):
    """The last month that a decision gives, as its first day."""
    last = given.determination.result["rights"][RIGHT]["periods"][-1]
    assert last["entitled"]
    return date.fromisoformat(last["to"]).replace(day=1)


def after(month, months=1):
    index = month.year * 12 + month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def night(day):
    return prolong_what_ended(today=day, at=morning(day))


def months_given():
    return sorted(Prolongation.objects.lasting().values_list("month", flat=True))


@pytest.mark.covers("004a/R-122")
def test_a_right_that_runs_out_in_a_month_of_the_act_is_given_one_month_more_with_act_and_period(place):
    given = decision(at_office=place, served=True)
    last = last_month_of(given)
    act = in_force(place, last, last)
    assert night(after(last)) == Counter({(after(last), RIGHT): 1})
    found = Prolongation.objects.get()
    assert (found.act, found.person, found.month) == (act, given.case.application.applicant, after(last))
    before = Entitlement.objects.exclude(prolongation=found).get(right=RIGHT)
    assert found.entitlement.monthly_cents == before.monthly_cents
    assert (found.entitlement.period.lower, found.entitlement.period.upper) == (after(last), after(last, 2))
    event = Event.objects.get(case=given.case, key="right_prolonged")
    assert event.detail == {"right": RIGHT, "month": f"{after(last):%Y-%m}", "ground": "ZPI-1, 7. člen"}


def test_it_is_given_month_by_month_until_the_last_month_of_the_act(place):
    last = last_month_of(decision(at_office=place, served=True))
    in_force(place, last, after(last, 2))
    for months in range(1, 7):
        night(after(last, months))
    assert months_given() == [after(last), after(last, 2), after(last, 3)]


def test_nothing_is_prolonged_before_the_month_has_ended_or_in_a_month_outside_the_act(place):
    last = last_month_of(decision(at_office=place, served=True))
    in_force(place, last, last)
    assert not night(last)
    with pytest.raises(Refused, match="se še ni končal"):
        prolong_from(last, today=last, at=morning(last))
    EmergencyAct.objects.update(first_month=after(last), last_month=after(last))
    assert not night(after(last, 3))


def test_months_that_were_missed_are_made_up_and_nothing_is_given_twice(place):
    last = last_month_of(decision(at_office=place, served=True))
    in_force(place, last, after(last))
    assert night(after(last, 5)).total() == 2
    assert night(after(last, 6)) == Counter()
    assert prolong_from(last, today=after(last, 6), at=morning(after(last, 6))) == Counter()
    assert months_given() == [after(last), after(last, 2)]


def test_a_right_that_the_act_does_not_name_runs_out(place):
    last = last_month_of(decision(at_office=place, served=True))
    in_force(place, last, last, rights=["state_scholarship"])
    assert not night(after(last))


def test_a_decision_not_in_effect_and_a_person_who_died_are_prolonged_nothing(place):
    given = decision(at_office=place, served=True)
    last = last_month_of(given)
    in_force(place, last, last)
    Decision.objects.filter(pk=given.pk).update(state=DecisionState.ANNULLED)
    assert not night(after(last))
    Decision.objects.filter(pk=given.pk).update(state=DecisionState.SERVED)
    person = given.case.application.applicant
    person.died = last
    person.save()
    assert not prolong_from(last, today=after(last), at=morning(after(last)))


def test_a_prolonged_month_is_paid_with_its_ground_on_the_list(place):
    last = last_month_of(decision(at_office=place, served=True, iban=IBAN))
    in_force(place, last, last)
    make_final(after(last), at=morning(after(last)))
    night(after(last))
    director = WorkerFactory(unit=place.unit, director=True, whole_centre=True)
    run = draw_payments(month=after(last), right=RIGHT, by=director, at=morning(after(last, 2)))
    rows = [row.split(";") for row in payments_csv(run).decode("utf-8-sig").split("\r\n")[1:-1]]
    assert [row[6] for row in rows if row[0] == f"{after(last):%Y-%m}"] == ["ZPI-1, 7. člen"]
    assert {row[6] for row in rows if row[0] != f"{after(last):%Y-%m}"} == {""}


def test_the_person_is_told_once_of_each_month_in_a_letter_of_the_case(place):
    given = decision(at_office=place, served=True)
    last = last_month_of(given)
    act = in_force(place, last, after(last))
    night(after(last, 3))
    told = {"by": place.clerk, "at": morning(after(last, 3)), "on": after(last, 3)}
    assert tell_prolonged(act, **told, at_most=1) == (1, 1)
    assert tell_prolonged(act, **told) == (1, 0)
    assert tell_prolonged(act, **told) == (0, 0)
    assert given.case.documents.filter(kind="prolongation_notice").count() == 2
    with pytest.raises(Refused):
        tell_prolonged(act, **(told | {"by": place.decision_maker}))


def test_what_a_worker_looks_at_again_is_what_they_reach(place):
    last = last_month_of(decision(at_office=place, served=True))
    in_force(place, last, last)
    stranger = WorkerFactory(unit=office().unit, clerk=True)
    looked = {"at": morning(after(last)), "on": after(last)}
    assert prolong_again(last, by=stranger, **looked) == Counter()
    assert prolong_again(last, by=place.clerk, **looked).total() == 1
    assert night(after(last)) == Counter()


def test_an_act_is_put_in_force_by_a_second_person_and_not_before(place):
    last = last_month_of(decision(at_office=place, served=True))
    act = entered(place, last, last)
    assert not night(after(last))
    both = WorkerFactory(unit=place.unit, administrator=True, director=True, whole_centre=True)
    EmergencyAct.objects.update(proposed_by=both)
    with pytest.raises(Refused, match="drugo osebo"):
        approve_act(act, by=both, at=morning(last))
    director = WorkerFactory(unit=place.unit, director=True, whole_centre=True)
    with pytest.raises(Refused, match="Napišite"):
        decline_act(act, answer=" ", by=director, at=morning(last))
    approve_act(act, by=director, at=morning(last))
    assert night(after(last)).total() == 1
    with pytest.raises(Refused, match="ne čaka več"):
        withdraw_act(act, by=both, at=morning(last))


def test_an_entry_that_replaces_another_ends_it(place):
    last = last_month_of(decision(at_office=place, served=True))
    longer = in_force(place, last, after(last, 6))
    in_force(place, last, last, replaces=longer)
    night(after(last, 8))
    assert months_given() == [after(last)]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"words": WORDS | {"source": " "}}, "vir"),
        ({"rights": []}, "Izberite"),
        ({"rights": ["birth_grant"]}, "Izberite"),
        ({"last_month": date(2026, 3, 1)}, "pred prvim"),
        ({"first_month": date(1900, 1, 1)}, "več kot 10 let"),
        ({"last_month": date(2200, 1, 1)}, "več kot 10 let"),
    ],
)
def test_an_act_without_its_figures_is_refused(place, changed, words):
    administrator = WorkerFactory(unit=place.unit, administrator=True, whole_centre=True)
    given = {
        "words": WORDS,
        "rights": [RIGHT],
        "first_month": date(2026, 4, 1),
        "last_month": date(2026, 5, 1),
    }
    with pytest.raises(Refused, match=words):
        propose_act(**(given | changed), by=administrator, at=morning(date(2026, 6, 1)))
    assert not EmergencyAct.objects.exists()


def test_an_article_of_an_act_is_entered_once(place):
    entered(place, date(2026, 4, 1), date(2026, 5, 1))
    with pytest.raises(Refused, match="že vpisan"):
        entered(place, date(2026, 4, 1), date(2026, 6, 1))


def test_no_act_is_in_force_as_shipped_and_those_known_by_name_say_what_is_missing():
    assert not EmergencyAct.objects.exists()
    assert all(
        act["title"] and act["source"] and set(act["said"]) == {"sl", "it", "en"}
        for act in acts_without_figures()
    )


def test_what_is_given_once_or_yearly_or_without_money_cannot_be_prolonged():
    assert {RIGHT, "child_benefit", "kindergarten_fee_reduction"} <= set(prolongable())
    assert not {"birth_grant", "large_family_supplement", "exemption_home_help"} & set(prolongable())
