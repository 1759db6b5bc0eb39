"""Records of cases: checked whole, worked out, changed by two hands, struck."""

from datetime import date, timedelta

import pytest
from tests.cases.factories import MORNING, AccessFactory, CaseFactory, PartyFactory
from tests.organisation.factories import CentreFactory, MunicipalityFactory, UnitFactory, WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.catalogue_versions import task_of
from opora.cases.checked_values import checked
from opora.cases.models import Body, CaseRecord
from opora.cases.records import (
    Faulty,
    Stale,
    add_record,
    add_to_register,
    change_record,
    definition_of,
    may_read,
    records_of,
    strike_record,
)
from opora.cases.shown_values import names_in, shown
from opora.catalogue.schema import Record
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
RELATION = {"relationship": "partner", "forms": ["physical", "economic"], "since": "1. 3. 2024"}
INTERVIEW = {"identified_violence": "Grožnje.", "immediate_danger": "ne", "takes_part": "da"}
SHEET = {"participants_kind": "adults_only", "criminal_complaint": "yes"}


@pytest.fixture
def case():
    return CaseFactory(task="domestic_violence_case", assigned=True, sealed=True)


@pytest.fixture
def couple(case):
    victim = PartyFactory(case=case, role="victim", person__sex="female", person__born=date(1990, 5, 4))
    return victim, PartyFactory(case=case, role="perpetrator", person__sex="male")


@pytest.fixture
def sheet(case):
    return keep(case, "case_sheet", SHEET | {"case_holder": case.assigned_to_id})


def keep(case, key, values, by=None):
    return add_record(case, key, values, by=by or case.assigned_to, at=MORNING)


def faults_of(case, key, values):
    with pytest.raises(Faulty) as refusal:
        keep(case, key, values)
    return refusal.value.faults


@pytest.mark.covers("004b/R-31", "004b/R-32", "004b/R-10")
def test_a_pair_has_its_relation_several_forms_both_sexes_and_the_band_of_her_age_on_that_day(case, couple):
    victim, perpetrator = couple
    kept = keep(case, "violence_relation", RELATION | {"victim": victim.pk, "perpetrator": perpetrator.pk})
    assert kept.content["forms"] == ["physical", "economic"]
    assert (kept.content["sex_of_victim"], kept.content["sex_of_perpetrator"]) == ("female", "male")
    assert kept.content["victim_age_band"] == "from_19_to_65"
    assert kept.happened_on == date(2024, 3, 1)


def test_every_fault_is_told_at_once_beside_its_field_and_nothing_is_kept(case, couple):
    stranger = PartyFactory()
    told = faults_of(
        case,
        "violence_relation",
        {"victim": stranger.pk, "relationship": "neighbour", "since": "1. 4. 2026", "until": "30. 2. 2026"},
    )
    assert set(told) == {"victim", "perpetrator", "relationship", "forms", "until"}
    assert not CaseRecord.objects.exists()


def test_what_happened_is_not_entered_before_it_has(case, couple):
    interview = INTERVIEW | {"victim": couple[0].pk, "held_at": "5. 5. 2026 9.00"}
    assert set(faults_of(case, "victim_interview", interview)) == {"held_at"}


def test_the_beginning_of_something_may_lie_ahead():
    case = CaseFactory(task="supervised_contacts", assigned=True)
    assert "from" not in faults_of(case, "order", {"from": "1. 6. 2026"})


def test_a_day_of_presence_is_a_deed_whatever_it_is_called():
    case = CaseFactory(task="victims_crisis_stay", assigned=True)
    assert "day" in faults_of(case, "presence_day", {"day": "1. 6. 2026"})


def test_a_party_whose_part_has_ended_is_in_no_later_record(case, couple):
    victim, _perpetrator = couple
    victim.until = date(2026, 4, 1)
    victim.save()
    interview = INTERVIEW | {"victim": victim.pk}
    assert set(faults_of(case, "victim_interview", interview | {"held_at": "2. 4. 2026 9.00"})) == {"victim"}
    assert keep(case, "victim_interview", interview | {"held_at": "1. 4. 2026 9.00"}).pk


def test_what_is_worked_out_is_typed_by_nobody_and_absent_where_it_is_not_known(case):
    unknown = PartyFactory(case=case, role="victim", person=PersonFactory(sex="", born=None))
    person = {"person": unknown.pk, "role": "victim", "in_case_since": "4. 5. 2026"}
    kept = keep(case, "participant", person | {"sex": "female", "born_on": "1. 1. 1990"})
    assert not {"sex", "born_on", "age_band"} & set(kept.content)


def test_a_field_the_record_does_not_have_is_no_slip_of_the_writer_but_ours(case):
    with pytest.raises(KeyError, match="gossip"):
        keep(case, "participant", {"gossip": "x"})


def defined(*fields, happens_on=None):
    """A record of a definition of our own."""
    shape = {"sl": "x", "it": "x", "en": "x"}
    return Record(
        key="record", **shape, origin="ours", many=True, happens_on=happens_on,
        fields=tuple({"key": key, **shape, **more} for key, more in fields),
    )  # fmt: skip


def test_a_body_of_the_directory_is_known_by_its_name_and_any_other_keeps_it(case):
    police = Body.objects.create(kind="police", name="PP Koper")
    record = defined(("first", {"type": "body"}), ("second", {"type": "body"}), ("third", {"type": "body"}))
    content, faults = checked(
        record, {"first": "PP Koper", "second": "OŠ Hrib", "third": police.pk + 1}, case
    )
    assert (content["first"], content["second"]) == (police.pk, "OŠ Hrib")
    assert set(faults) == {"third"}


def test_a_worker_of_another_centre_is_named_in_no_record(case):
    record = defined(("worker", {"type": "worker"}))
    stranger = WorkerFactory(centre=CentreFactory(code="ELSEWHERE"), unit=None)
    assert set(checked(record, {"worker": stranger.pk}, case)[1]) == {"worker"}
    assert checked(record, {"worker": WorkerFactory(centre=case.centre).pk}, case)[1] == {}


def test_days_hours_and_minutes_between_are_worked_out_and_none_is_below_zero(case):
    record = defined(
        ("came", {"type": "moment"}),
        ("left", {"type": "moment"}),
        ("stayed", {"type": "days", "derived": {"days_between": ("came", "left")}}),
        ("hours", {"type": "hours", "derived": {"hours_between": ("came", "left")}}),
        ("minutes", {"type": "minutes", "derived": {"minutes_between": ("came", "left")}}),
        ("since", {"type": "days", "derived": {"days_between": ("opened", "left")}}),
    )
    stay = {"came": "28. 3. 2026 22.00", "left": "29. 3. 2026 6.30"}  # the night the clocks go forward
    content, faults = checked(record, stay | {"left": "29. 5. 2026 6.30", "came": "29. 5. 2026 6.10"}, case)
    assert (content["stayed"], content["hours"], content["minutes"], content["since"]) == (0, "0.33", 20, 25)
    assert not faults
    short = {field: value for field, value in checked(record, stay, None)[0].items() if field != "since"}
    assert (short["stayed"], short["hours"], short["minutes"]) == (1, "7.5", 450)
    assert set(checked(record, {"came": stay["left"], "left": stay["came"]}, None)[1]) == {"left"}


def test_the_municipality_is_that_of_the_day_and_of_a_protected_home_nobodys():
    case = CaseFactory(assigned=True)
    koper = MunicipalityFactory(name_sl="Koper", name_it="Capodistria")
    home = AddressFactory(municipality=koper)
    hidden = AddressFactory(municipality=koper, person__is_protected=True)
    record = defined(
        ("person", {"type": "party"}), ("where", {"type": "place", "derived": {"municipality_of": "person"}})
    )
    party = PartyFactory(case=case, person=home.person)
    content, _faults = checked(record, {"person": party.pk}, case)
    assert shown(record.field("where"), content["where"], "it") == "Capodistria"
    secret = PartyFactory(case=case, person=hidden.person, role="member")
    assert "where" not in checked(record, {"person": secret.pk}, case)[0]


def test_a_record_of_a_kind_that_a_case_has_once_is_changed_not_doubled(case, sheet):
    with pytest.raises(Refused, match="Spremenite obstoječega"):
        keep(case, "case_sheet", SHEET | {"case_holder": case.assigned_to_id})
    strike_record(sheet, reason="Napačna zadeva.", by=case.assigned_to, at=MORNING)
    assert keep(case, "case_sheet", SHEET | {"case_holder": case.assigned_to_id}).pk != sheet.pk


def test_a_change_keeps_what_was_before_and_counts_the_versions(case, sheet):
    holder = {"case_holder": case.assigned_to_id}
    changed = change_record(
        sheet, SHEET | holder | {"criminal_complaint": "no"}, version=1, by=case.assigned_to, at=MORNING
    )
    assert (changed.version, changed.content["criminal_complaint"]) == (2, "no")
    earlier = sheet.earlier.get()
    assert (earlier.version, earlier.content["criminal_complaint"]) == (1, "yes")
    again = change_record(changed, changed.content, version=2, by=case.assigned_to, at=MORNING)
    assert again.version == 2


def test_of_two_who_edit_at_once_the_second_gets_both_texts_and_nothing_is_lost(case, sheet):
    colleague = WorkerFactory(professional_worker=True, unit=case.unit)
    AccessFactory(case=case, worker=colleague)
    holder = {"case_holder": case.assigned_to_id}
    change_record(
        sheet, SHEET | holder | {"document_system_file": "122-1"}, version=1, by=colleague, at=MORNING
    )
    with pytest.raises(Stale) as clash:
        change_record(
            sheet, SHEET | holder | {"works_in_pair": "da"}, version=1, by=case.assigned_to, at=MORNING
        )
    assert clash.value.mine["works_in_pair"] is True
    assert clash.value.theirs["document_system_file"] == "122-1"
    assert str(colleague) in clash.value.message
    sheet.refresh_from_db()
    assert "works_in_pair" not in sheet.content


def test_a_struck_record_stays_readable_with_its_reason_and_is_counted_no_more(case, sheet):
    with pytest.raises(Refused):
        strike_record(sheet, reason=" ", by=case.assigned_to, at=MORNING)
    struck = strike_record(sheet, reason="Vpisano v napačno zadevo.", by=case.assigned_to, at=MORNING)
    assert not records_of(case, "case_sheet").exists()
    assert CaseRecord.objects.get().content == struck.content
    with pytest.raises(Refused, match="razveljavljen"):
        change_record(struck, SHEET, version=1, by=case.assigned_to, at=MORNING)


def test_records_are_kept_only_by_those_whom_the_access_table_lets(case):
    outsider = WorkerFactory(professional_worker=True, unit=case.unit)
    with pytest.raises(Refused):
        keep(case, "case_sheet", SHEET | {"case_holder": outsider.pk}, by=outsider)


def test_a_sealed_kind_of_record_is_for_those_who_handle_the_case(case):
    open_case = CaseFactory(task="domestic_violence_case", assigned=True)
    sealed = next(each for each in task_of(open_case).records if each.sealed)
    plain = next(each for each in task_of(open_case).records if not each.sealed)
    colleague = WorkerFactory(professional_worker=True, unit=open_case.unit)
    now = AccessFactory(case=open_case).from_at + timedelta(minutes=1)
    assert may_read(colleague, plain, open_case, at=now)
    assert not may_read(colleague, sealed, open_case, at=now)
    assert may_read(open_case.assigned_to, sealed, open_case, at=now)
    AccessFactory(case=open_case, worker=colleague, from_at=now)
    assert may_read(colleague, sealed, open_case, at=now)


def test_a_register_is_kept_by_unit_and_names_persons_of_no_case():
    unit, person = UnitFactory(), PersonFactory()
    worker = WorkerFactory(professional_worker=True, unit=unit)
    with pytest.raises(Refused):
        add_to_register("volunteers", "agreement", {}, unit=UnitFactory(), by=worker, at=MORNING)
    with pytest.raises(Refused, match="ni take evidence"):
        add_to_register("domestic_violence_case", "notice", {}, unit=unit, by=worker, at=MORNING)
    record = defined(("person", {"type": "party"}), ("sex", {
        "type": "choice", "choices": "sex", "derived": {"sex_of": "person"}}))  # fmt: skip
    content, faults = checked(record, {"person": person}, None)
    assert (content["person"], faults) == (str(person.public_id), {})
    assert shown(record.field("person"), content["person"], "sl") == person.full_name


@pytest.mark.parametrize("records", [1, 12])
def test_the_names_in_records_cost_two_queries_however_many_they_are(
    case, records, django_assert_num_queries
):
    parties = [PartyFactory(case=case, role="victim") for _each in range(records)]
    kept = [
        keep(case, "participant", {"person": party.pk, "role": "victim", "in_case_since": "4. 5. 2026"})
        for party in parties
    ]
    definition = definition_of(kept[0])
    with django_assert_num_queries(2):
        found = list(records_of(case, "participant"))
        names = names_in(definition, found, "sl")
        told = [shown(definition.field("person"), each.content["person"], "sl", names) for each in found]
    assert told == [party.person.full_name for party in parties]
