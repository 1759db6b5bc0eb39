"""Papers go only when their term has run, two people say so, and nothing else needs their file."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override
from tests.cases.factories import CaseFactory
from tests.documents.conftest import pdf
from tests.documents.factories import DocumentFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.audit.models import LogEntry
from opora.cases.models import CaseState, PlanRow
from opora.catalogue import catalogue
from opora.documents import retention
from opora.documents.held_files import destroy_files_of
from opora.documents.models import Document
from opora.documents.retention import (
    confirm_removal,
    decline_removal,
    due_for_removal,
    propose_removal,
    proposed_removals,
    term_not_known,
    term_of,
)
from opora.documents.retention_terms import TermError, read_terms, terms
from opora.documents.storage import StoredFileMissing, read_stored, store
from opora.organisation.refusal import Refused

CLOSED = date(2026, 6, 1)
LATER = datetime(2028, 6, 2, 9, 0, tzinfo=UTC)  # the day after two years
WHY = {"basis": "načrt centra", "source": "for this test"}
PLAN = read_terms(
    {
        "terms": [
            {"task": "adoption_of_child", "permanent": True, **WHY},
            {"sign": "1232", "years": 2, "starts": "case_closed", **WHY},
        ]
    }
)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def plan(monkeypatch):
    monkeypatch.setattr(retention, "terms", lambda: PLAN)


@pytest.fixture
def head():
    return WorkerFactory(head_of_unit=True)


@pytest.fixture
def second(head):
    return WorkerFactory(head_of_unit=True, unit=head.unit)


def closed_case(head, content=None, **changes):
    wish = {"unit": head.unit, "state": CaseState.CLOSED, "closed_on": CLOSED}
    case = CaseFactory(**wish | changes)
    DocumentFactory(case=case, sha256=content or "0" * 64)
    return case


def propose(case, by, at=LATER):
    [removal] = propose_removal([case], by=by, at=at)
    return removal


def remove(case, head, second):
    confirm_removal(propose(case, head), by=second, at=LATER)
    destroy_files_of(case.pk)


def is_stored(sha256, root):
    try:
        return bool(read_stored(sha256, root=root))
    except StoredFileMissing:
        return False


@pytest.mark.django_db
def test_papers_of_an_adoption_are_kept_for_good():
    term = term_of(CaseFactory(task="adoption_of_child"))
    assert (term.is_permanent, term.basis, term.last_day(CLOSED)) == (True, "DZ 289(2)", None)


@pytest.mark.django_db
def test_a_task_that_no_source_names_has_no_known_term():
    assert term_of(CaseFactory(task="opinion_on_eviction")) is None


def test_every_term_names_a_task_of_the_catalogue():
    assert set(terms().by_task) <= set(catalogue().tasks)


@pytest.mark.parametrize(
    ("closed_on", "last"),
    [
        (date(2026, 6, 1), date(2028, 6, 1)),
        (date(2024, 2, 29), date(2026, 2, 28)),
    ],
)
def test_a_term_runs_from_the_closing_to_the_same_day_years_later(closed_on, last):
    assert PLAN.by_sign["1232"].last_day(closed_on) == last


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"years": 2, "starts": "case_closed", **WHY}, "name a task or a sign"),
        ({"task": "a", "sign": "1", "permanent": True, **WHY}, "one of the two"),
        ({"sign": "1", **WHY}, "either"),
        ({"sign": "1", "permanent": True, "years": 2, **WHY}, "either"),
        ({"sign": "1", "years": 2, **WHY}, "starts: case_closed"),
        ({"sign": "1", "years": True, "starts": "case_closed", **WHY}, "whole years"),
        ({"sign": "1", "permanent": True, "basis": "x"}, "its source"),
        ({"sign": "1", "permanent": True, "year": 2, **WHY}, "unknown names: year"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_cure(row, complaint):
    with pytest.raises(TermError, match=complaint):
        read_terms({"terms": [row]})


def test_two_terms_for_one_sign_are_refused():
    with pytest.raises(TermError, match="two terms"):
        read_terms({"terms": [{"sign": "1", "permanent": True, **WHY}] * 2})


@pytest.mark.django_db
@pytest.mark.usefixtures("plan")
class TestWhatIsDue:
    @pytest.mark.parametrize(
        ("on", "changes", "is_due"),
        [
            (date(2028, 6, 1), {}, False),
            (date(2028, 6, 2), {}, True),
            (date(2028, 6, 2), {"state": CaseState.OPEN, "closed_on": None}, False),
            (date(2028, 6, 2), {"classification": "999"}, False),
            (date(2090, 6, 2), {"task": "adoption_of_child"}, False),
            (date(2028, 2, 29), {"opened_on": date(2026, 1, 5), "closed_on": date(2026, 2, 28)}, True),
            (date(2026, 3, 1), {"opened_on": date(2024, 1, 5), "closed_on": date(2024, 2, 29)}, True),
        ],
    )
    def test_a_case_is_due_on_the_day_after_its_term(self, head, on, changes, is_due):
        case = closed_case(head, **changes)
        assert due_for_removal(head.centre, on).filter(pk=case.pk).exists() is is_due

    def test_a_case_without_papers_and_one_of_another_centre_are_not_due(self, head):
        CaseFactory(unit=head.unit, closed=True)
        closed_case(WorkerFactory(unit=UnitFactory(centre=CentreFactory(code="ANOTHER"))))
        assert not due_for_removal(head.centre, date(2030, 1, 1)).exists()

    def test_a_term_that_is_not_known_is_listed_apart(self, head):
        known, unknown = closed_case(head), closed_case(head, classification="999")
        closed_case(head, classification="999", task="adoption_of_child")
        assert list(term_not_known(head.centre)) == [unknown]
        assert list(due_for_removal(head.centre, date(2090, 1, 1))) == [known]

    def test_what_is_proposed_is_not_due_again_until_it_is_declined(self, head, second):
        case = closed_case(head)
        removal = propose(case, head)
        assert not due_for_removal(head.centre, date(2028, 6, 2)).exists()
        assert list(proposed_removals(second)) == [removal]
        decline_removal(removal, by=second, at=LATER)
        assert list(due_for_removal(head.centre, date(2028, 6, 2))) == [case]


@pytest.mark.django_db
@pytest.mark.usefixtures("plan")
class TestRemoving:
    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"closed_on": date(2026, 6, 2)}, "are kept until"),
            ({"classification": "999"}, "is not known. Ask the archive"),
            ({"task": "adoption_of_child"}, "kept for good"),
            ({"state": CaseState.DECIDED, "closed_on": None}, "not possible now"),
        ],
    )
    def test_nothing_is_proposed_before_its_time(self, head, changes, sentence):
        due, other = closed_case(head), closed_case(head, **changes)
        with pytest.raises(Refused, match=sentence):
            propose_removal([due, other], by=head, at=LATER)
        assert not due.removals.exists()

    def test_the_papers_of_a_sealed_case_are_not_for_the_head_to_remove(self, head):
        with pytest.raises(Refused, match="sealed"):
            propose(closed_case(head, seal="violence"), head)

    def test_whoever_proposed_it_does_not_confirm_it(self, head):
        removal = propose(closed_case(head), head)
        with pytest.raises(Refused, match="second person"):
            confirm_removal(removal, by=head, at=LATER)
        assert not Document.objects.filter(removed_on__isnull=False).exists()

    def test_it_is_proposed_and_decided_once(self, head, second):
        case = closed_case(head)
        removal = propose(case, head)
        with pytest.raises(Refused, match="proposed already"):
            propose(case, second)
        decline_removal(removal, by=head, at=LATER)
        with pytest.raises(Refused, match="decided on this removal already"):
            confirm_removal(removal, by=second, at=LATER)

    def test_a_case_taken_up_again_meanwhile_keeps_its_papers(self, head, second):
        case = closed_case(head)
        removal = propose(case, head)
        type(case).objects.filter(pk=case.pk).update(state=CaseState.OPEN, closed_on=None)
        with pytest.raises(Refused, match="not possible now"):
            confirm_removal(removal, by=second, at=LATER)

    def test_the_file_goes_and_number_title_and_hash_stay(self, head, second, documents_folder):
        sha256 = store(pdf(), root=documents_folder)
        case = closed_case(head, sha256)
        before = case.documents.values("number", "title", "sha256").get()
        remove(case, head, second)
        assert not is_stored(sha256, documents_folder)
        assert case.documents.values("number", "title", "sha256").get() == before
        assert case.documents.get().removed_on == LATER.date()

    def test_a_file_that_another_document_has_stays(self, head, second, documents_folder):
        sha256 = store(pdf(), root=documents_folder)
        case, other = closed_case(head, sha256), closed_case(head, sha256)
        remove(case, head, second)
        assert is_stored(sha256, documents_folder)
        remove(other, head, second)
        assert not is_stored(sha256, documents_folder)

    def test_timeline_and_log_tell_who_proposed_and_who_confirmed(self, head, second):
        case = closed_case(head)
        remove(case, head, second)
        told = list(case.events.order_by("pk").values_list("key", "by"))
        assert told == [("removal_proposed", head.pk), ("papers_removed", second.pk)]
        logged = LogEntry.objects.filter(case_id=case.pk).order_by("pk")
        assert list(logged.values_list("what", "worker")) == [
            ("propose_removal", head.pk),
            ("confirm_removal", second.pk),
        ]
        assert logged.last().detail["documents"] == [case.documents.get().pk]


def plan_row(unit, sign, **told):
    usual = {
        "centre": unit.centre, "sign": sign, "name": "Osebna pomoč", "tasks": ["personal_help"], "years": 2,
        "source": "Načrt centra, 1. 4. 2026", "valid_from": date(2026, 1, 1), "state": "approved",
        "proposed_by": WorkerFactory(unit=unit), "decided_by": WorkerFactory(unit=unit),
        "proposed_at": LATER, "decided_at": LATER,
    }  # fmt: skip
    return PlanRow.objects.create(**usual | told)


@pytest.mark.django_db
def test_a_row_of_the_centres_plan_tells_the_term_and_its_source(head):
    case = closed_case(head, task="personal_help", classification="1228")
    assert term_of(case) is None
    assert case in term_not_known(head.centre)
    plan_row(head.unit, "1228")
    assert (term_of(case).years, term_of(case).basis) == (2, "Načrt centra, 1. 4. 2026")
    assert case not in term_not_known(head.centre)
    assert case in due_for_removal(head.centre, LATER.date())
    assert propose(case, head).kept_until == date(2028, 6, 1)


@pytest.mark.django_db
def test_a_case_numbered_before_the_plan_is_kept_as_its_task_is_now(head):
    own = closed_case(head, task="personal_help", classification="122")
    other = closed_case(head, task="family_help", classification="122")
    plan_row(head.unit, "1228")
    plan_row(head.unit, "122", tasks=["first_social_aid"], years=50)
    assert term_of(own).years == 2
    assert term_of(other) is None  # the 122 it carries was assumed, and is not that of the plan
    assert list(due_for_removal(head.centre, LATER.date())) == [own]
    assert list(term_not_known(head.centre)) == [other]


@pytest.mark.django_db
def test_a_case_filed_under_a_sign_stays_with_it_when_its_task_moves_on(head):
    case = closed_case(head, task="personal_help", classification="1228")
    plan_row(head.unit, "1228")
    plan_row(head.unit, "1230", years=10, valid_from=date(2026, 7, 1))
    assert term_of(case).years == 2
    assert case in due_for_removal(head.centre, LATER.date())


@pytest.mark.django_db
def test_a_row_without_a_term_leaves_it_unknown_and_an_act_goes_before_the_plan(head):
    unknown = closed_case(head, task="personal_help", classification="1228")
    adopted = closed_case(head, task="adoption_of_child", classification="1229")
    plan_row(head.unit, "1228", years=None)
    plan_row(head.unit, "1229", tasks=["adoption_of_child"])
    assert term_of(unknown) is None
    assert term_of(adopted).is_permanent
    assert list(term_not_known(head.centre)) == [unknown]
    assert not due_for_removal(head.centre, LATER.date()).exists()


@pytest.mark.django_db
def test_the_plan_of_another_centre_removes_nothing_here(head):
    case = closed_case(head, task="personal_help", classification="1228")
    plan_row(UnitFactory(centre=CentreFactory(code="OTHER")), "1228")
    assert term_of(case) is None
    assert not due_for_removal(head.centre, LATER.date()).exists()
