"""The timeline: one line for a letter, and of a talk the time at which it was held, and with whom."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from tests.cases.factories import CaseFactory, NoteFactory, PartyFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.audit.models import LogEntry
from opora.cases.models import Note, NoteKind
from opora.cases.records import add_record
from opora.cases.timeline import add_event
from opora.documents.delivery import dispatch
from opora.documents.models import Method
from opora.documents.papers.drafting import begin_paper
from opora.documents.papers.making import make_paper
from opora.web.timeline import read_timeline

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 5, 4, 7, 30, tzinfo=UTC)
WEDNESDAY = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_slovenian(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path
    with translation.override("sl"):
        yield


@pytest.fixture
def case():
    case = CaseFactory(task="preliminary_counselling", assigned=True, opened_on=MONDAY.date())
    nina = PersonFactory(given_name="Nina", family_name="Zedman")
    AddressFactory(person=nina)
    case.nina = PartyFactory(case=case, person=nina, role="proposer")
    return case


def lines_of(case):
    return read_timeline(case, opens_notes=True)


def test_a_letter_is_one_line_with_its_name_its_recipient_and_what_became_of_it(case):
    worker = case.assigned_to
    paper = begin_paper(case, "invitation", addressee=case.nina.person, language="sl", by=worker, at=MONDAY)
    paper.parts = {"when": "6. 5. 2026 ob 9. uri, soba 12", "why": "Predhodno svetovanje."}
    paper.save()
    document = make_paper(paper, by=worker, on=MONDAY.date(), at=MONDAY)
    dispatch(document, case.nina.person, Method.PERSONAL, on=WEDNESDAY.date(), by=worker, at=WEDNESDAY)
    letters = [line for line in lines_of(case) if document.number in line.sentence]
    [letter] = letters
    assert document.title in letter.sentence
    assert letter.who == "Nina Zedman"
    assert [words for words, _at, _by in letter.steps] == [
        "Dokument je odpremljen.",
        "Dokument je bil izdelan in podpisan.",
    ]
    assert [at for _words, at, _by in letter.steps] == [WEDNESDAY, MONDAY]


def test_a_draft_is_one_line_however_often_it_was_edited(case):
    paper = begin_paper(case, "invitation", addressee=None, language="sl", by=case.assigned_to, at=MONDAY)
    for _number in range(3):
        add_event(case, "paper_edited", by=case.assigned_to, at=WEDNESDAY, paper=paper.pk)
    drafts = [line for line in lines_of(case) if line.steps]
    assert [len(line.steps) for line in drafts] == [1]


def test_a_talk_stands_where_it_was_held_with_who_took_part_and_beside_it_when_it_was_typed(case):
    note = NoteFactory(case=case, by=case.assigned_to, at=WEDNESDAY, happened_at=MONDAY)
    note.kind = NoteKind.IN_PERSON
    note.save()
    note.persons.add(case.nina.person)
    NoteFactory(case=case, by=case.assigned_to, at=datetime(2026, 5, 5, 8, 0, tzinfo=UTC))
    written, talk = lines_of(case)
    assert (talk.at, talk.typed_at) == (MONDAY, WEDNESDAY)
    assert "9.30" in talk.happened.replace(":", ".")
    assert talk.who == "Nina Zedman"
    assert (written.happened, written.who) == ("", "")
    assert Note.objects.count() == 2


def test_a_record_of_a_talk_tells_its_day_and_the_parties_it_names(case):
    add_event(case, "case_opened", by=case.assigned_to, at=datetime(2026, 5, 5, 8, 0, tzinfo=UTC))
    told = {"held_on": MONDAY.isoformat(), "ordinal": 1, "present": [case.nina.pk], "kept": "kept"}
    add_record(case, "interview", told | {"worker": case.assigned_to_id}, by=case.assigned_to, at=WEDNESDAY)
    talk = next(line for line in lines_of(case) if line.happened)
    assert (talk.at, talk.typed_at) == (MONDAY, WEDNESDAY)
    assert talk.who == "Nina Zedman"
    assert lines_of(case).index(talk) > 0, "what was held before the case was opened here stands below it"


def test_of_a_sealed_kind_of_record_the_timeline_tells_nothing_but_that_it_was_entered():
    case = CaseFactory(task="first_social_aid", assigned=True)
    told = {"made_on": "2026-05-04", "findings": "Stiska.", "agreements": "Pomoč."}
    add_record(case, "confidential_record", told, by=case.assigned_to, at=WEDNESDAY)
    line = next(line for line in lines_of(case) if "Zapisnik prve socialne pomoči" in line.text)
    assert (line.at, line.happened) == (WEDNESDAY, "")


def test_whom_a_talk_names_stands_in_the_log(case, sign_in):
    stranger = PersonFactory()
    note = NoteFactory(case=case, by=case.assigned_to, at=WEDNESDAY, happened_at=MONDAY)
    note.persons.add(stranger)
    sign_in(case.assigned_to).get(f"/cases/{case.public_id}/")
    assert stranger.pk in LogEntry.objects.filter(case_id=case.pk).latest("pk").persons
