"""What comes after something else waits for it: a guardian for the consulate, a measure for its plan."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.people.factories import PersonFactory

from opora.cases.added_parties import add_party
from opora.cases.case_lists import listed
from opora.cases.catalogue_versions import task_of
from opora.cases.models import Body, Case
from opora.cases.records import Faulty, add_record, change_record
from opora.cases.steps import do_step
from opora.catalogue import catalogue
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
TODAY = date(2026, 5, 4)


def a_word(code_list):
    return catalogue().code_lists[code_list].entries[0].key


def keep(case, key, **values):
    return add_record(case, key, values, by=case.assigned_to, at=NOON)


def do(case, step):
    return do_step(case, step, on=TODAY, reason="Mnenje je dano.", by=case.assigned_to, at=NOON)


@pytest.fixture
def applicants():
    case = CaseFactory(task="adoption_candidate_status", assigned=True)
    PartyFactory(case=case, role="applicant")
    return case


def judge(case, result, **told):
    return keep(case, "assessment", motives="Želita otroka.", result=result, ended_on="2026-05-04", **told)


@pytest.mark.covers("003/F-1")
def test_whoever_is_judged_suitable_is_entered_in_the_central_records_and_nobody_else(applicants):
    with pytest.raises(Refused, match="Ugotavljanje primernosti"):
        do(applicants, "give_status")
    with pytest.raises(Faulty) as refusal:
        judge(applicants, "not_suitable", entered_on="2026-05-04")
    assert list(refusal.value.faults) == ["entered_on"]
    judged = judge(applicants, "suitable")
    with pytest.raises(Refused, match="vpisan v centralno zbirko"):
        do(applicants, "give_status")
    entered = judged.content | {"entered_on": "2026-05-04"}
    change_record(judged, entered, version=1, by=applicants.assigned_to, at=NOON)
    assert do(applicants, "give_status")


@pytest.mark.covers("003/F-1")
def test_who_was_judged_suitable_and_not_yet_entered_stands_on_a_list(applicants):
    [to_be_entered] = task_of(applicants).case_lists

    def waiting():
        tomorrow = TODAY + timedelta(days=1)
        found = listed(to_be_entered, Case.objects.filter(pk=applicants.pk), on=tomorrow)
        return [each.seen.case for each in found]

    assert not waiting()
    judged = judge(applicants, "suitable")
    assert waiting() == [applicants]
    entered = judged.content | {"entered_on": "2026-05-04"}
    change_record(judged, entered, version=1, by=applicants.assigned_to, at=NOON)
    assert not waiting()


@pytest.fixture
def foreigner():
    case = CaseFactory(task="guardianship_foreign_national", assigned=True)
    PartyFactory(case=case, role="person")
    body = Body.objects.create(name="Veleposlaništvo")
    PartyFactory(case=case, role="consulate", person=None, body=body)
    return case


def ask(case, answer):
    told = {"state": "Država", "mission": "Veleposlaništvo", "asked_on": "2026-05-04T08:00"}
    return keep(case, "consulate_inquiry", can_take_over=answer, **told)


def act(case):
    told = {"taken_on": "2026-05-04T09:00", "why_urgent": "Zdravljenje ne more čakati."}
    return keep(case, "urgent_measure", what="Soglasje k posegu.", **told)


@pytest.mark.covers("003/G-2")
def test_a_foreign_national_gets_a_guardian_only_where_the_consulate_cannot_take_over(foreigner):
    with pytest.raises(Faulty, match="Poizvedba pri predstavništvu"):
        act(foreigner)
    ask(foreigner, "yes")
    with pytest.raises(Faulty):
        act(foreigner)
    ask(foreigner, "no")
    assert act(foreigner)


@pytest.mark.covers("003/G-2")
def test_the_guardian_of_a_foreign_national_ends_when_the_home_state_takes_over(foreigner):
    ask(foreigner, "unknown")
    act(foreigner)
    person = PersonFactory(born=date(1980, 3, 1))
    guardian = add_party(foreigner, person, "guardian", by=foreigner.assigned_to, at=NOON)
    keep(foreigner, "takeover", taken_over_on="2026-05-04")
    guardian.refresh_from_db()
    assert guardian.until == TODAY


@pytest.fixture
def protected():
    case = CaseFactory(task="child_protection_measures", assigned=True)
    PartyFactory(case=case, role="child")
    return case


def propose(case, kind):
    told = {
        "proposer": a_word("child_measure_proposers"),
        "proposed_on": "2026-05-04",
        "why": "Milejši ni mogoč.",
    }
    child = case.parties.get(role="child").pk
    return keep(case, "measure", kind=kind, children=[child], children_count=1, court="Sodišče", **told)


@pytest.mark.covers("003/K-17")
def test_a_lasting_measure_is_proposed_only_with_a_plan_of_help_and_an_interim_order_without(protected):
    assert propose(protected, "interim_order")
    with pytest.raises(Faulty, match="Načrt pomoči") as refusal:
        propose(protected, "removal")
    assert list(refusal.value.faults) == ["kind"]
    with pytest.raises(Refused, match="Načrt pomoči"):
        do(protected, "proposal_lasting")
    keep(protected, "help_plan", made_on="2026-05-01", version=1, parts=[a_word("help_plan_parts")])
    assert propose(protected, "removal")
    assert do(protected, "proposal_lasting")


@pytest.mark.covers("003/K-17")
def test_a_lasting_measure_leads_to_the_case_in_which_it_is_watched_with_a_report_each_year():
    words = {entry.key: entry.leads_to for entry in catalogue().code_lists["child_measure_kinds"].entries}
    assert words["removal"] == ("follow_up_of_child_measure",)
    assert not words["interim_order"]
    watched = catalogue().tasks["follow_up_of_child_measure"][-1]
    report = watched.deadline("yearly_report_due")
    assert (report.every.unit, report.starts) == ("years", "record.followed_measure.from")
