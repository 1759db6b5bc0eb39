"""The local layer: one person proposes a version, another approves it, and nothing shipped is rewritten."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.organisation.factories import WorkerFactory

from opora.amendments.approving import approve, decline
from opora.amendments.layer import refresh
from opora.amendments.models import Proposal, ProposalState
from opora.amendments.proposing import propose, withdraw
from opora.catalogue import catalogue, put_in_force, shipped_catalogue
from opora.catalogue.exporting import as_yaml
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
FIRST_DAY = date(2027, 1, 1)
TASK = "opinion_on_eviction"


@pytest.fixture(autouse=True)
def shipped_again():
    """What a test puts in force ends with it."""
    yield
    put_in_force(shipped_catalogue())


def next_version(**changed):
    present = shipped_catalogue().tasks[TASK][-1]
    return as_yaml([present.model_copy(update={"valid_from": FIRST_DAY, "removed_on": None, **changed})])


def proposed(**given):
    administrator = WorkerFactory(administrator=True, whole_centre=True)
    return propose(
        **{"task": TASK, "text": next_version(), "reason": "New norm.", "by": administrator, "at": AT} | given
    )


@pytest.mark.covers("000_002/5")
def test_an_approved_version_holds_from_its_first_day_and_the_shipped_one_until_then(
    django_capture_on_commit_callbacks,
):
    director = WorkerFactory(director=True, whole_centre=True)
    with django_capture_on_commit_callbacks(execute=True):
        approve(proposed(text=next_version(sl="Mnenje o deložaciji")), by=director, at=AT)
    before = catalogue().task(TASK, on=date(2026, 12, 31))
    assert before.steps == shipped_catalogue().tasks[TASK][-1].steps
    assert before.sl != "Mnenje o deložaciji"
    assert catalogue().task(TASK, on=FIRST_DAY).sl == "Mnenje o deložaciji"
    assert catalogue().version != shipped_catalogue().version


def test_another_process_reads_what_was_approved():
    approve(proposed(), by=WorkerFactory(director=True, whole_centre=True), at=AT)
    assert refresh().task(TASK, on=FIRST_DAY).valid_from == FIRST_DAY


def test_a_proposal_changes_nothing_until_it_is_approved():
    proposed()
    assert refresh().version == shipped_catalogue().version


def test_who_proposes_does_not_approve():
    both = WorkerFactory(administrator=True, whole_centre=True)
    proposal = proposed(by=both)
    with pytest.raises(Refused):
        approve(proposal, by=both, at=AT)


def test_a_director_who_proposed_as_somebody_else_is_still_one_person():
    proposal = proposed()
    director = WorkerFactory(director=True, whole_centre=True)
    Proposal.objects.filter(pk=proposal.pk).update(proposed_by=director)
    with pytest.raises(Refused, match="drugega direktorja"):
        approve(proposal, by=director, at=AT)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("number: 5\n", "vrstica 1"),
        ("- a list", "seznam ključev"),
        ("", "besedilo je prazno"),
        ("a: [", "YAML"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused_with_its_place(text, told):
    with pytest.raises(Refused, match=told):
        proposed(text=text)
    assert not Proposal.objects.exists()


def test_a_version_without_a_first_day_would_rewrite_the_present_one_and_is_refused():
    with pytest.raises(Refused, match="valid_from"):
        proposed(text=next_version(valid_from=None))


def test_two_proposals_of_one_task_do_not_wait_at_once():
    proposed()
    with pytest.raises(Refused, match="Drug predlog"):
        proposed()


def test_a_declined_proposal_keeps_the_answer():
    director = WorkerFactory(director=True, whole_centre=True)
    with pytest.raises(Refused):
        decline(proposed(), answer=" ", by=director, at=AT)
    declined = decline(Proposal.objects.get(), answer="Ni podlage.", by=director, at=AT)
    assert (declined.state, declined.answer) == (ProposalState.DECLINED, "Ni podlage.")


def test_only_who_proposed_takes_it_back():
    proposal = proposed()
    with pytest.raises(Refused):
        withdraw(proposal, by=WorkerFactory(administrator=True, whole_centre=True), at=AT)
    assert withdraw(proposal, by=proposal.proposed_by, at=AT).state == ProposalState.WITHDRAWN


def test_a_task_ends_on_a_day_and_its_running_cases_keep_their_version():
    director = WorkerFactory(director=True, whole_centre=True)
    approve(proposed(text="ends_on: 2027-01-01\nwhy: No longer ours.\n"), by=director, at=AT)
    found = refresh()
    assert found.task(TASK, on=date(2026, 12, 31))
    with pytest.raises(KeyError):
        found.task(TASK, on=FIRST_DAY)
