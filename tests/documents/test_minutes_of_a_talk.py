"""Minutes are of one talk of the case, and of those who were there."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.documents.test_papers import NOON, TODAY, _record, keys, make, write  # noqa: F401
from tests.people.factories import PersonFactory

from opora.cases.models import Appointment
from opora.documents.delivery import dispatch
from opora.documents.models import Method
from opora.documents.papers.drafting import begin_paper, edit_paper, material_of, parts_of
from opora.documents.papers.making import letter_as_drafted
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
TALK = {"ordinal": 1, "kept": "kept"}


@pytest.fixture
def case(keys):  # noqa: F811
    """Two parents who came to a talk, another to which one came, and later an agreement about their child."""
    case = CaseFactory(task="preliminary_counselling", assigned=True)
    for name, role in (("Nataša", "proposer"), ("Simon", "other_parent"), ("Lana", "child")):
        person = PersonFactory(given_name=name)
        setattr(case, role, person)
        setattr(case, f"{role}_party", PartyFactory(case=case, person=person, role=role))
    both = [case.proposer_party.pk, case.other_parent_party.pk]
    first = {"held_on": "2026-04-22T08:00:00+00:00", "present": both, "worker": case.assigned_to.pk}
    case.first = _record(case, "interview", date(2026, 4, 22), **TALK, **first)
    second = first | {"held_on": "2026-04-29T08:00:00+00:00", "present": both[:1]}
    case.second = _record(case, "interview", date(2026, 4, 29), **TALK, **second)
    agreed = {"question": "contact", "agreed": True, "content": "Vikendi.", "child": case.child_party.pk}
    _record(case, "question", date(2026, 5, 6), **agreed)
    asked = {"received_on": "2026-04-09", "joint": True, "children_count": 1}
    _record(case, "counselling_request", date(2026, 4, 9), **asked)
    _record(case, "exemption_check", date(2026, 4, 12), checked_on="2026-04-12", required=True)
    return case


def minutes(case, addressee=None):
    return begin_paper(case, "minutes", addressee=addressee, language="sl", by=case.assigned_to, at=NOON)


def chosen(paper, record, **more):
    given = {"texts": {}, "left_out": [], "version": paper.version, "by": paper.case.assigned_to, "at": NOON}
    return edit_paper(paper, **given | more, meeting=f"record-{record.pk}")


def texts(paper):
    return {part.key: part.text for part in parts_of(paper, TODAY)}


def test_they_are_of_the_last_talk_and_not_of_whatever_was_recorded_last(case):
    said = texts(minutes(case))
    assert said["opening"].startswith("Dne 29. 4. 2026 smo")
    assert "svetovalni razgovor" in said["opening"]
    assert said["present"].splitlines() == [str(case.proposer), case.assigned_to.full_name]


def test_whoever_writes_them_says_which_talk_they_are_of(case):
    paper = minutes(case)
    assert [each.on.day for each in material_of(paper, TODAY).talks] == [29, 22]
    said = texts(chosen(paper, case.first, texts=texts(paper)))
    assert said["opening"].startswith("Dne 22. 4. 2026 smo")
    assert {str(case.proposer), str(case.other_parent)} < set(said["present"].splitlines())
    assert str(case.child) not in said["present"]
    with pytest.raises(Refused, match="s seznama"):
        edit_paper(
            paper, texts={}, left_out=[], version=2, by=case.assigned_to, at=NOON, meeting="record-999999"
        )


def test_what_the_case_keeps_once_is_told_with_any_talk_and_other_talks_are_not(case):
    paper = chosen(minutes(case), case.first)
    parts = {part.key: part for part in parts_of(paper, TODAY)}
    assert parts["record.counselling_request"].blocks
    assert parts["record.exemption_check"].blocks
    assert [block["title"] for block in parts["record.interview"].blocks] == ["22. 4. 2026, 10.00"]
    assert not parts["record.question"].blocks


def test_the_hour_and_place_come_from_the_appointment_and_who_was_there_from_the_record(case):
    talk = Appointment.objects.create(
        case=case, worker=case.assigned_to, starts_at=datetime(2026, 4, 29, 8, 0, tzinfo=UTC), minutes=45,
        subject="Drugi razgovor", place="soba 2",
    )  # fmt: skip
    talk.persons.set([case.proposer, case.other_parent])
    paper = minutes(case)
    assert len(material_of(paper, TODAY).talks) == 2
    assert texts(paper)["place"] == "soba 2, začetek ob 10.00, konec ob 10.45"
    assert str(case.other_parent) not in texts(paper)["present"]


def test_only_who_was_there_signs_them(case):
    signs = letter_as_drafted(chosen(minutes(case), case.second), by=case.assigned_to, on=TODAY)["by_hand"]
    assert [each["name"] for each in signs] == [str(case.proposer)]


def test_minutes_of_several_are_of_the_file_and_the_same_go_to_each_of_them(case):
    paper = minutes(case, addressee=case.proposer)
    assert paper.addressee is None
    document = make(write(paper, {part.key: "Tako je." for part in parts_of(paper, TODAY) if part.is_needed}))
    for person in (case.proposer, case.other_parent):
        assert dispatch(document, person, Method.AT_OFFICE, TODAY, by=case.assigned_to, at=NOON).pk


def test_of_a_talk_that_nobody_entered_nothing_is_filled_in(case):
    paper = edit_paper(
        minutes(case), texts={}, left_out=[], version=1, by=case.assigned_to, at=NOON, meeting="none"
    )
    assert texts(paper)["present"] == ""
