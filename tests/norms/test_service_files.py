"""What the file of each service must hold, lacks, or does not owe yet. By hand from the rulebook."""

import shutil
from datetime import date

import pytest

from opora.catalogue import CatalogueError, catalogue
from opora.catalogue.schema.naming import field_at
from opora.norms import norms
from opora.norms.file_course import Course
from opora.norms.file_kept import Kept, Row, StepRow
from opora.norms.file_state import file_state
from opora.norms.loading import FOLDER, load_norms

ON = date(2026, 3, 2)
FILES = [versions[-1] for versions in norms().files.values()]


def day(number):
    return date(2026, 3, number)


def record(key, on=2, **content):
    return Row("record", key, f"{key}-{on}", day(on), content)


def paper(key, on=2):
    return Row("paper", key, f"{key}-{on}", day(on))


def onward(key, on=2):
    return Row("onward", key, "7", day(on))


def person(role, **known):
    return Row("person", role, role, ON, known)


def done(*keys, on=2):
    return [StepRow(key, day(on)) for key in keys]


def left_out(key, on=2):
    return [StepRow(key, day(on), left_out=True, reason="Ni potrebno.")]


def state(task, *rows, steps=(), **told):
    kept = Kept(opened_on=ON, rows=tuple(rows), steps=tuple(steps), **told)
    return file_state(Course(norms().file(task, on=ON), catalogue().task(task, on=ON)), kept)


def standing(found):
    return {each.part.key: each.standing for each in found.parts}


CLOSED = {"closed_on": day(20)}
TALK = [record("contact", result="advice_was_enough"), record("confidential_record")]
AGREED = [record("agreement", 3), record("cycle", 4)]
PREPARED = [record("motivation"), record("agreement", 3), record("help_plan", 4), record("cycle", 5)]
VICTIM = person("victim", born=True, sex=True)
ENTITLED = record("entitlement", known_from="not_told")

MISSING = [
    # service, what was kept, what is missing
    ("first_social_aid", [], {}, []),
    ("first_social_aid", TALK, {}, []),
    ("first_social_aid", TALK[:1], {}, []),
    ("first_social_aid", TALK[:1], {"steps": done("record")}, ["findings"]),
    ("first_social_aid", TALK[1:], {}, ["daily_log"]),
    ("first_social_aid", [*TALK[:1], paper("record_of_first_aid")], CLOSED, []),
    ("first_social_aid", [], CLOSED, ["daily_log", "findings"]),
    ("first_social_aid", [], {**CLOSED, "outcome": "broken_off"}, []),
    ("first_social_aid", [record("contact", result="referred_outside"), TALK[1]], {}, ["referral"]),
    ("first_social_aid", TALK, {"steps": done("refer")}, ["referral"]),
    ("first_social_aid", [*TALK, onward("referral")], {"steps": done("refer")}, []),
    ("first_social_aid", TALK, {"opened_how": "police"}, ["whose_data"]),
    ("first_social_aid", [*TALK, person("person")], {"opened_how": "police"}, []),
    ("first_social_aid", TALK, {"opened_how": "own_request"}, []),
    ("first_social_aid", [record("contact", entry="notice_of_body"), TALK[1]], {}, ["whose_data"]),
    ("first_social_aid", TALK, {"steps": done("draft_claim")}, ["drafted"]),
    ("first_social_aid", [*TALK, record("drafted_document", 3)], {}, ["drafted_copy"]),
    ("first_social_aid", [*TALK, record("drafted_document", 3, copy=True)], {}, []),
    ("first_social_aid", [*TALK, record("drafted_document", 3), paper("drafted_document", 5)], {}, []),
    ("first_social_aid", [*TALK, record("disclosure", basis="consent")], {}, ["consent"]),
    ("first_social_aid", [*TALK, record("disclosure", basis="court_order")], {}, []),
    ("first_social_aid", [*TALK, record("disclosure", basis="consent"), record("consent")], {}, []),
    ("first_social_aid", [*TALK, record("disclosure", basis="consent"), onward("consent")], {}, []),
    ("personal_help", [], {}, []),
    ("personal_help", [record("cycle", 4)], {}, ["agreement"]),
    ("personal_help", [paper("agreement", 3), record("cycle", 4)], {}, []),
    ("personal_help", [AGREED[0], record("meeting", 5)], {}, ["cycle"]),
    ("personal_help", [*AGREED, record("meeting", 5, group_session=True)], {}, ["group_minutes"]),
    ("personal_help", [*AGREED, record("meeting", 5, group_session=True, course=True)], {}, []),
    ("personal_help", [*AGREED, record("meeting", 5, group_session=True), paper("group_minutes", 6)], {}, []),
    ("personal_help", [*AGREED, record("meeting", 5, group_session=True), paper("group_minutes", 4)], {},
     ["group_minutes"]),
    ("personal_help", [*AGREED, record("meeting", 5)], CLOSED, ["evaluation"]),
    ("personal_help", [*AGREED, record("evaluation", 9)], {}, ["meetings"]),
    ("personal_help", [AGREED[0], record("meeting", 5), record("cycle", 4, ended_on="2026-03-08")], {},
     ["evaluation"]),
    ("personal_help", [*AGREED, record("meeting", 5), record("cycle", 9)], {}, ["evaluation"]),
    ("personal_help", [*AGREED, record("meeting", 5), record("evaluation", 9), record("cycle", 9)], {}, []),
    ("personal_help", [*AGREED, record("meeting", 5), record("evaluation", 9), record("cycle", 9)], CLOSED,
     ["evaluation"]),
    ("personal_help", [AGREED[0], record("meeting", 5), record("cycle", 4, lasting_help_set_up=True)], {},
     ["lasting_network"]),
    ("personal_help", [], {**CLOSED, "outcome": "no_agreement"}, []),
    ("personal_help", [], {**CLOSED, "outcome": "goals_reached"},
     ["agreement", "cycle", "meetings", "evaluation"]),
    ("victim_support", [], {}, []),
    ("victim_support", [VICTIM, ENTITLED], {}, []),
    ("victim_support", [person("victim", born=True), ENTITLED], {}, ["age_and_sex"]),
    ("victim_support", [VICTIM, record("entitlement", known_from="stated")], {}, ["crime"]),
    ("victim_support", [VICTIM, record("entitlement", known_from="stated", crime=True)], {}, []),
    ("victim_support", [VICTIM, record("meeting")], {}, ["entitlement"]),
    ("victim_support", [VICTIM, ENTITLED], {"steps": done("record")}, ["minutes"]),
    ("victim_support", [VICTIM, ENTITLED, paper("record_of_meeting")], {}, []),
    ("victim_support", [VICTIM, ENTITLED, record("meeting")], {**CLOSED, "outcome": "informed"}, []),
    ("victim_support", [VICTIM, ENTITLED, record("meeting")], {**CLOSED, "outcome": "led_to_help"},
     ["help_given"]),
    ("victim_support", [VICTIM, ENTITLED, record("meeting")], {"steps": done("help_plan")}, ["help_plan"]),
    ("victim_support", [VICTIM], {**CLOSED, "outcome": "not_entitled"}, []),
    ("family_help", [], {}, []),
    ("family_help", [record("agreement")], {}, ["motivation"]),
    ("family_help", PREPARED, {}, []),
    ("family_help", [PREPARED[0], PREPARED[3]], {}, ["agreement", "help_plan"]),
    ("family_help", [*PREPARED, record("meeting", 6, course=True), record("meeting", 7)], {},
     ["group_minutes"]),
    ("family_help", [*PREPARED, record("meeting", course=True), record("evaluation", 9), record("cycle", 9)],
     {}, []),
    ("family_help", [*PREPARED, record("meeting", 6, course=True), record("cycle", 10)], {}, ["evaluation"]),
    ("family_help", [record("motivation")], {**CLOSED, "outcome": "not_motivated"}, []),
    ("social_prevention", [], {}, []),
    ("social_prevention", [record("action", 5)], {}, ["plan"]),
    ("social_prevention", [record("plan")], CLOSED, ["actions", "evaluation"]),
    ("social_prevention", [paper("plan"), record("action"), paper("report", 9)], CLOSED, []),
    ("social_prevention", [record("plan")], {**CLOSED, "outcome": "no_funds"}, []),
]  # fmt: skip


@pytest.mark.covers("004a/R-21")
@pytest.mark.parametrize(("task", "rows", "told", "missing"), MISSING)
def test_a_file_lacks_what_the_rulebook_asks_for_once_the_service_has_come_there(task, rows, told, missing):
    found = state(task, *rows, **told)
    assert [each.part.key for each in found.missing] == missing
    assert found.is_complete == (not missing)


def test_what_is_still_to_come_is_not_due_and_what_nothing_calls_for_is_not_told():
    assert standing(state("personal_help", record("agreement", 3))) == {
        "agreement": "there",
        "cycle": "not_yet",
        "meetings": "not_yet",
        "evaluation": "not_yet",
    }


def test_a_person_is_part_of_the_file_only_where_they_are_asked_for_and_known():
    assert "whose_data" not in standing(state("first_social_aid", *TALK, person("person")))
    assert standing(state("victim_support", person("victim", born=True)))["age_and_sex"] == "not_yet"
    assert standing(state("victim_support", VICTIM))["age_and_sex"] == "there"


def test_a_step_left_out_with_its_reason_leaves_no_gap_and_one_done_all_the_same_does():
    held = [*AGREED, record("meeting", 5)]
    found = state("personal_help", *held, steps=left_out("evaluation"), **CLOSED)
    [evaluation] = [each for each in found.parts if each.part.key == "evaluation"]
    assert (evaluation.standing, evaluation.left_out.reason) == ("left_out", "Ni potrebno.")
    both = [*left_out("evaluation"), *done("evaluation", on=8)]
    assert [each.part.key for each in state("personal_help", *held, steps=both).missing] == ["evaluation"]


def test_a_gap_tells_since_when_it_is_due_and_the_row_it_belongs_to():
    found = state("family_help", *PREPARED, record("meeting", 6), record("meeting", 8))
    [minutes] = found.missing
    assert [(gap.since, gap.row.id) for gap in minutes.gaps] == [(day(6), "meeting-6"), (day(8), "meeting-8")]
    assert found.since == day(6)


def test_every_cycle_that_is_over_owes_its_own_evaluation():
    cycles = [record("agreement", 3), record("cycle", 4), record("cycle", 9), record("cycle", 14)]
    found = state("personal_help", *cycles, record("meeting", 5), record("evaluation", 8))
    [evaluation] = found.missing
    assert [gap.since for gap in evaluation.gaps] == [day(14)]
    whole = state(
        "personal_help", *cycles, *(record("evaluation", on) for on in (8, 14, 19)), record("meeting")
    )
    assert standing(whole)["evaluation"] == "there"


def test_a_proof_is_the_row_itself():
    found = state("first_social_aid", *TALK)
    assert [each.proofs[0].id for each in found.parts] == ["contact-2", "confidential_record-2"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.task)
def test_files_name_only_what_the_catalogue_has(file):
    task = catalogue().task(file.task, on=ON)
    outcomes = {each.key for each in task.outcomes}
    assert set(file.unfinished) <= outcomes
    for part in file.parts:
        assert part.is_known_to(task), part.key
        assert part.document in {None, *(each.key for each in task.documents)}, part.key
        assert part.role in {None, *(each.key for each in task.roles)}, part.key
        assert part.at in {None, *(each.key for each in task.steps)}, part.key
        for telling in [part.each, *(calling.told for calling in part.when)]:
            assert telling is None or telling.record in {each.key for each in task.records}
            if telling is not None and telling.field is not None:
                field = field_at(task, f"record.{telling.record}.{telling.field}")
                words = (
                    {each.key for each in catalogue().code_lists[field.choices].entries}
                    if field.choices
                    else {True}
                )
                assert set(telling.is_any) <= words, part.key
        for name in part.filled:
            assert field_at(task, f"record.{part.each.record}.{name}"), part.key
        for calling in part.when:
            assert set(calling.outcome) <= outcomes
            assert set(calling.opened) <= set(task.opened_by) | {"prosecutor", "court"}
        if part.closes:
            assert field_at(task, f"record.{part.closes.record}.{part.closes.ends_on}").type == "date"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.task)
def test_every_part_of_a_service_of_the_rulebook_names_its_article(file):
    is_printed = file.task in norms().standards
    assert all(bool(part.article) == is_printed for part in file.parts)
    assert is_printed or file.note is not None
    if is_printed:
        assert file.valid_from == norms().standard(file.task, on=ON).valid_from
        assert norms().file(file.task, on=date(2024, 2, 23)) is None


@pytest.mark.parametrize(
    "each", [each for file in FILES for each in file.elsewhere], ids=lambda each: each.key
)
def test_what_lies_elsewhere_lies_in_a_register_of_the_catalogue(each):
    assert catalogue().task(each.register_, on=ON).kind == "register"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("task: first_social_aid", "task: first_aid", "belongs into first_aid.yaml"),
        ("record: contact, article", "article", "parts.daily_log: daily_log: name the record"),
        ("{key: drafted, ", "{key: consent, ", "a key stands twice"),
        (", each: {record: drafted_document}", "", "name it in each"),
        ("    it: Dati della persona\n", "", "sl, it and en"),
        ("field: result, is_any: [referred_outside]", "field: result", "belong together"),
        ("opened: [ex_officio", "outcome: [broken_off], opened: [ex_officio", "one at a time"),
    ],
)  # fmt: skip
def test_a_slip_in_a_file_is_told(tmp_path, before, after, told):
    folder = tmp_path / "norms"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = folder / "files" / "first_social_aid.yaml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(CatalogueError) as refusal:
        load_norms(folder)
    assert told in str(refusal.value)
