"""Notes: two writers lose nothing, what is typed is kept, and words lead to the note they stand in."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases.factories import MORNING, CaseFactory, NoteFactory
from tests.organisation.factories import WorkerFactory

from opora.audit.models import LogEntry
from opora.cases.both_texts import both_texts
from opora.cases.drafts import Typed, TypedElsewhere, discard_draft, drafts_of, keep_draft
from opora.cases.local_keys import derived, local_key_of
from opora.cases.models import Draft, LocalKey, Note, NoteKind
from opora.cases.notes import ChangedMeanwhile, add_note, change_note
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=20)


@pytest.fixture
def case():
    return CaseFactory(assigned=True)


@pytest.fixture
def colleague(case):
    return WorkerFactory(unit=case.unit, professional_worker=True)


@pytest.fixture
def note(case):
    return add_note(
        case=case,
        kind=NoteKind.MINUTES,
        title="Prvi pogovor",
        text="Prišla je.",
        by=case.assigned_to,
        at=MORNING,
    )


@pytest.fixture
def keep(case):
    """Keeps what the worker of the case has typed so far."""
    writing = uuid4()

    def kept(text, *, turn=0, by=case.assigned_to, title="", writing=writing, **changes):
        how = {"kind": NoteKind.MINUTES, "note": None, "rests_on_version": 0} | changes
        return keep_draft(case, Typed(title, text), writing=writing, turn=turn, by=by, at=LATER, **how)

    return kept


def test_a_changed_note_keeps_how_it_read_before(note, colleague):
    changed = change_note(
        note, title="Pogovor", text="Prišla je s sestro.", version=1, by=colleague, at=LATER
    )
    assert (changed.title, changed.text, changed.version) == ("Pogovor", "Prišla je s sestro.", 2)
    assert (changed.changed_by, changed.changed_at) == (colleague, LATER)
    before = changed.earlier.get()
    assert (before.version, before.title, before.text) == (1, "Prvi pogovor", "Prišla je.")
    assert (before.by, before.at) == (note.by, MORNING)
    assert note.case.events.filter(key="note_changed").exists()
    assert LogEntry.objects.filter(what="change_note", worker=colleague).exists()


def test_a_note_saved_without_a_change_stays_as_it_is(note):
    same = change_note(note, title=note.title, text=note.text, version=1, by=note.by, at=LATER)
    assert same.version == 1
    lines = add_note(case=note.case, text="Prišla je.\r\nSama.", by=note.by, at=MORNING)
    assert lines.text == "Prišla je.\nSama."
    assert (
        change_note(lines, title="", text="Prišla je.\r\nSama.", version=1, by=note.by, at=LATER).version == 1
    )
    assert not same.earlier.exists()


def test_who_writes_second_is_told_and_nothing_is_overwritten(note, colleague):
    change_note(note, title="", text="Prišla je pozno.", version=1, by=colleague, at=LATER)
    with pytest.raises(ChangedMeanwhile, match="spremenjen") as refusal:
        change_note(note, title="", text="Prišla je z otrokom.", version=1, by=note.by, at=LATER)
    assert refusal.value.about.text == "Prišla je pozno."
    assert note.earlier.count() == 1


def test_both_texts_stand_in_what_is_put_together():
    both = both_texts("Prišla je.\nOdšla je.\nKonec.", "Prišla je.\nPoklicati sestro.\nKonec.")
    assert both.together == "Prišla je.\nOdšla je.\nPoklicati sestro.\nKonec."
    assert [line.words for line in both.theirs if line.is_only_here] == ["Odšla je."]
    assert [line.words for line in both.mine if line.is_only_here] == ["Poklicati sestro."]


@pytest.mark.parametrize("sent", [1, 3])
def test_what_was_written_at_one_sitting_is_saved_once_however_often_it_is_sent(case, sent):
    writing = uuid4()
    for _time in range(sent):
        add_note(case=case, text="Klicala je.", by=case.assigned_to, at=MORNING, writing=writing)
    assert case.notes.count() == 1


def test_a_change_sent_twice_is_made_once(note):
    writing = uuid4()
    for _time in range(2):
        changed = change_note(
            note, title="", text="Ni prišla.", version=1, by=note.by, at=LATER, writing=writing
        )
    assert changed.version == 2


def test_nobody_writes_into_a_closed_case_or_one_out_of_reach(case, note):
    for writer in (WorkerFactory(professional_worker=True), WorkerFactory(unit=case.unit, auditor=True)):
        with pytest.raises(Refused):
            add_note(case=case, text="Nekaj.", by=writer, at=MORNING)
        with pytest.raises(Refused):
            change_note(note, title="", text="Nekaj.", version=1, by=writer, at=LATER)
    closed = CaseFactory(assigned=True, closed=True)
    with pytest.raises(Refused):
        add_note(case=closed, text="Nekaj.", by=closed.assigned_to, at=MORNING)


def test_a_text_too_long_is_refused_and_told_so(case):
    with pytest.raises(Refused) as refusal:
        add_note(case=case, text="a" * 50_001, by=case.assigned_to, at=MORNING)
    assert refusal.value.field == "text"


@pytest.mark.parametrize("typed", ["zuzana", "ŽUŽANA  porec", "prvi čakalnica"])
def test_a_note_is_found_by_its_words_without_diacritics_in_title_and_text(case, typed):
    found = NoteFactory(
        case=case, title="Prvi stik", text="Žužana iz Porečja je bila v čakalnici. Čakalnica je bila polna."
    )
    NoteFactory(case=case, title="Zadnji stik", text="V čakalnici ni bilo nikogar iz Porečja.")
    assert list(case.notes.saying(typed)) == [found]


def test_what_is_typed_is_kept_for_its_worker_alone(case, keep, colleague):
    draft = keep("Prišla je ob", title="Pogovor")
    again = keep("Prišla je ob devetih", turn=draft.turn, title="Pogovor")
    assert (again.pk, again.turn, again.text) == (draft.pk, 2, "Prišla je ob devetih")
    assert drafts_of(case.assigned_to, case) == [again]
    assert drafts_of(colleague, case) == []
    with pytest.raises(Refused, match="nekoga drugega"):
        keep("Moje", turn=2, by=colleague)
    assert Draft.objects.get().text == "Prišla je ob devetih"


def test_the_log_has_one_entry_of_a_draft_however_long_it_is_typed(keep):
    for turn in range(3):
        keep("Prišla je"[: 3 + turn], turn=turn)
    assert LogEntry.objects.filter(what="keep_draft").count() == 1


def test_a_draft_that_went_on_elsewhere_is_not_overwritten(keep):
    keep("Prišla je.")
    keep("Prišla je. Sedla je.", turn=1)
    with pytest.raises(TypedElsewhere) as refusal:
        keep("Prišla je z otrokom.", turn=1)
    assert refusal.value.about.text == "Prišla je. Sedla je."
    assert Draft.objects.get().text == "Prišla je. Sedla je."


def test_a_saved_note_leaves_no_draft_and_a_late_autosave_makes_none(case, keep):
    writing = uuid4()
    keep("Klicala", writing=writing)
    add_note(case=case, text="Klicala je.", by=case.assigned_to, at=LATER, writing=writing)
    assert keep("Klicala je", turn=1, writing=writing) is None
    assert not Draft.objects.exists()


def test_a_late_autosave_of_a_change_makes_no_draft_even_after_the_next_change(note, keep, colleague):
    writing = uuid4()
    change_note(note, title="", text="Ni prišla.", version=1, by=note.by, at=LATER, writing=writing)
    change_note(note, title="", text="Ni prišla!", version=2, by=colleague, at=LATER, writing=uuid4())
    assert keep("Ni priš", writing=writing, note=note, rests_on_version=1) is None
    assert not Draft.objects.exists()


def test_a_draft_is_thrown_away_by_its_worker_only(case, keep, colleague):
    draft = keep("Nekaj")
    discard_draft(draft.writing, by=colleague, at=LATER)
    assert drafts_of(case.assigned_to, case) == [draft]
    discard_draft(draft.writing, by=case.assigned_to, at=LATER)
    assert drafts_of(case.assigned_to, case) == []


def test_the_key_of_a_worker_is_the_same_tomorrow_and_is_nobody_elses():
    worker, other = WorkerFactory(), WorkerFactory()
    first = derived(local_key_of(worker, at=MORNING))
    assert derived(local_key_of(worker, at=LATER)) == first
    assert len(first) == 32
    assert derived(local_key_of(other, at=MORNING)) != first
    assert bytes(LocalKey.objects.get(worker=worker).secret) != first, "the stored secret is not the key"
    assert Note.objects.count() == 0
