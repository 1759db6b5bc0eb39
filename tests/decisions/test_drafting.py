"""A decision until it is issued: drafted, edited, recomputed, submitted, returned, withdrawn."""

import pytest
from tests.decisions.factories import DRAFTED_ON, decision
from tests.organisation.factories import WorkerFactory
from tests.rights.factories import morning, office, record

from opora.audit.models import LogEntry
from opora.decisions.comparing import changes, lines_of
from opora.decisions.drafting import edit_part, return_to_drafter, submit_for_approval, withdraw
from opora.decisions.models import Decision, DecisionState
from opora.decisions.parts import editable_parts, printable
from opora.organisation.refusal import Refused
from opora.rights.deciding import draft_from, redraft_from
from opora.rights.determining import determine

pytestmark = pytest.mark.django_db
AT = morning(DRAFTED_ON)


@pytest.fixture
def place():
    return office()


@pytest.fixture
def draft(place):
    return decision(at_office=place)


def sections(drafted):
    return {
        section["heading"]: section["blocks"]
        for section in printable(drafted.letter, drafted.edits)["reasons"]
    }


def test_a_draft_carries_its_outcome_its_warnings_and_its_remedy(draft):
    assert (draft.state, draft.outcome, draft.act) == (DecisionState.DRAFT, "granted", "decision")
    assert draft.remedy["kind"] == "appeal"
    assert draft.remedy["days"] == 21
    assert {warning["kind"] for warning in draft.warnings} >= {"derived"}


def test_a_case_has_one_open_draft_at_a_time(draft, place):
    another = determine(draft.case.application, by=place.clerk, at=AT, on=DRAFTED_ON)
    with pytest.raises(Refused, match="osnutek, ki še ni izdan"):
        draft_from(another, by=place.clerk, at=AT, on=DRAFTED_ON)


def test_only_the_parts_marked_editable_can_be_rewritten(draft, place):
    assert [part.path for part in editable_parts(draft.letter)] == ["sl/application", "sl/remarks"]
    with pytest.raises(Refused, match="izhaja iz dejstev"):
        edit_part(draft, path="sl/cash_social_assistance-1", text="Dobite 5.000 EUR.", by=place.clerk, at=AT)


def test_an_edit_is_kept_apart_from_the_draft_and_printed_in_its_place(draft, place):
    before = draft.letter
    edited = edit_part(
        draft, path="sl/remarks", text="Svetujemo vam.\n\nOglasite se pri nas.", by=place.clerk, at=AT
    )
    assert edited.letter == before
    assert sections(edited)["Dodatno pojasnilo"] == ["Svetujemo vam.", "Oglasite se pri nas."]
    assert edited.edits["sl/remarks"]["by"] == place.clerk.pk


def test_an_edit_is_in_the_timeline_with_its_words_and_in_the_log_without(draft, place):
    edit_part(draft, path="sl/remarks", text="Skrivno pojasnilo.", by=place.clerk, at=AT)
    event = draft.case.events.get(key="decision_edited")
    assert (event.detail["before"], event.detail["after"]) == (None, "Skrivno pojasnilo.")
    assert "Skrivno" not in str(LogEntry.objects.get(what="decision_edited").detail)


def test_an_empty_text_takes_an_edit_back(draft, place):
    edit_part(draft, path="sl/remarks", text="Beseda.", by=place.clerk, at=AT)
    assert edit_part(draft, path="sl/remarks", text=" ", by=place.clerk, at=AT).edits == {}


def test_a_recomputation_keeps_edits_and_says_which_no_longer_fit(draft, place):
    edit_part(draft, path="sl/remarks", text="Ostane.", by=place.clerk, at=AT)
    edit_part(draft, path="sl/application", text="Vlogo ste oddali s prilogami.", by=place.clerk, at=AT)
    application = draft.case.application
    application.channel = "post"
    application.save()
    again = determine(application, by=place.clerk, at=AT, on=DRAFTED_ON)
    stale = redraft_from(draft, again, by=place.clerk, at=AT, on=DRAFTED_ON)
    draft.refresh_from_db()
    assert stale == ["sl/application"]
    assert set(draft.edits) == {"sl/remarks", "sl/application"}
    assert sections(draft)["Dodatno pojasnilo"] == ["Ostane."]
    assert "po pošti" in sections(draft)["Vaša vloga"][0]


def test_a_draft_with_an_edit_that_no_longer_fits_is_not_submitted(draft, place):
    edit_part(draft, path="sl/application", text="Drugače.", by=place.clerk, at=AT)
    Decision.objects.filter(pk=draft.pk).update(
        edits={"sl/application": {"text": "Drugače.", "instead_of": "something else", "by": 1, "at": ""}}
    )
    with pytest.raises(Refused, match="1 del, ki ste ga spremenili"):
        submit_for_approval(draft, by=place.clerk, at=AT)


def test_a_draft_follows_new_facts_when_it_is_recomputed(draft, place):
    application = draft.case.application
    record(application, application.applicant, {"has_property": True, "savings": "40000.00"})
    record(application, application.applicant, {"vehicle_value": "0", "securities_value": "0"})
    record(application, application.applicant, {"other_real_estate_value": "0"})
    again = determine(application, by=place.clerk, at=AT, on=DRAFTED_ON)
    redraft_from(draft, again, by=place.clerk, at=AT, on=DRAFTED_ON)
    draft.refresh_from_db()
    assert draft.outcome == "partly_granted"
    assert draft.determination == again


def test_a_submitted_draft_can_no_longer_be_edited_by_its_drafter(draft, place):
    submit_for_approval(draft, by=place.clerk, at=AT)
    with pytest.raises(Refused):
        edit_part(draft, path="sl/remarks", text="Še to.", by=place.clerk, at=AT)


def test_a_draft_comes_back_with_the_reason_and_can_be_changed_again(draft, place):
    submit_for_approval(draft, by=place.clerk, at=AT)
    with pytest.raises(Refused, match="Napišite"):
        return_to_drafter(draft, reason=" ", by=place.decision_maker, at=AT)
    returned = return_to_drafter(draft, reason="Dodajte pojasnilo.", by=place.decision_maker, at=AT)
    assert (returned.state, returned.returned_reason) == (DecisionState.RETURNED, "Dodajte pojasnilo.")
    assert edit_part(returned, path="sl/remarks", text="Pojasnilo.", by=place.clerk, at=AT).edits


def test_a_returned_draft_is_submitted_again_only_with_what_was_corrected(draft, place):
    submit_for_approval(draft, by=place.clerk, at=AT)
    returned = return_to_drafter(draft, reason="Dodajte pojasnilo.", by=place.decision_maker, at=AT)
    edit_part(returned, path="sl/remarks", text="Pojasnilo.", by=place.clerk, at=AT)
    with pytest.raises(Refused, match="kaj ste popravili"):
        submit_for_approval(returned, by=place.clerk, at=AT, corrected=" ")
    again = submit_for_approval(returned, by=place.clerk, at=AT, corrected="Pojasnilo je dodano.")
    assert (again.returned_reason, again.corrected) == ("Dodajte pojasnilo.", "Pojasnilo je dodano.")
    told = changes(again.returned_lines, lines_of(again.letter, again.edits))
    assert [(change.before, change.now) for change in told] == [((), ("Dodatno pojasnilo", "Pojasnilo."))]


def test_a_withdrawn_draft_makes_room_for_another(draft, place):
    withdraw(draft, by=place.clerk, at=AT)
    another = determine(draft.case.application, by=place.clerk, at=AT, on=DRAFTED_ON)
    assert draft_from(another, by=place.clerk, at=AT, on=DRAFTED_ON).state == DecisionState.DRAFT


def test_somebody_without_a_role_may_not_draft(place):
    from tests.rights.factories import family

    determination = determine(family(at_office=place), by=place.clerk, at=AT, on=DRAFTED_ON)
    with pytest.raises(Refused):
        draft_from(determination, by=WorkerFactory(), at=AT, on=DRAFTED_ON)
    assert not Decision.objects.exists()
