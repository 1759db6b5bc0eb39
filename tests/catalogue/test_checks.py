"""What the check of the catalogue finds, and that the shipped one is without error."""

import shutil

import pytest
from tests.catalogue.writing import NAMES, TASK, catalogue_of

from opora.catalogue import load_catalogue
from opora.catalogue.announced import announced_changes
from opora.catalogue.checks import findings, norm_checks
from opora.catalogue.checks.asked import AskedOfField, AskedRecord, RecordsAsked, unplaced_records
from opora.catalogue.checks.changes import changes_that_do_not_fit
from opora.catalogue.checks.counting import pieces_by_origin
from opora.catalogue.checks.untold import texts_of
from opora.catalogue.loading import FOLDER

STEP = f'{{key: talk, {NAMES}, origin: printed, source: "000:1", kind: obligatory, minutes: 20}}'


@pytest.fixture(scope="module")
def shipped():
    return load_catalogue()


@pytest.fixture
def found_in(tmp_path):
    def found(text, **tasks):
        catalogue = catalogue_of(tmp_path, {"a_task": text, **tasks})
        return [each.what for each in findings(catalogue) if each.where in ("a_task", *tasks)]

    return found


@pytest.mark.covers("000_002/2", "000_002/18")
def test_the_norms_of_the_change_of_the_catalogue_come_out_as_printed(shipped):
    outcomes = {
        f"{check.task.number}{check.task.letter or ''}": (check.printed, check.difference)
        for check in norm_checks(shipped)
        if check.task.number
    }
    assert outcomes == {
        "1.1.5": (195, 0),
        "1.2.3.7": (795, 120),
        "1.2.3.8": (110, 0),
        "1.2.2.1A": (600, 0),
        "1.2.2.3A": (840, 0),
        "1.2.2.3D": (1005, 0),
        "1.2.2.3E": (1005, -150),
    }


@pytest.mark.covers("000_002/3")
def test_the_minutes_of_a_team_stand_beside_the_norm(shipped):
    teams = {check.key: (check.team_printed, check.team_steps) for check in norm_checks(shipped)}
    assert teams["conditional_release_supervision"] == (300, 300)
    assert teams["personal_assistance"][0] is None


def test_the_commission_is_outside_the_norm_of_personal_assistance(shipped):
    [check] = [check for check in norm_checks(shipped) if check.key == "personal_assistance"]
    assert check.outside == 900


def test_what_is_said_in_english_alone_is_found_wherever_it_stands(found_in):
    step = STEP.replace("kind: obligatory", "kind: optional, ground: where needed")
    text = TASK.replace("{sl: vsi, it: tutti, en: everybody}", "everybody") + f"steps: [{step}]\n"
    assert found_in(text) == [
        f"{place} is {fault}"
        for place in ("beneficiaries", "steps.talk.ground")
        for fault in (
            "said in English alone. Say it in Slovenian (sl).",
            "not said in Italian. Say it there too (it).",
        )
    ]


@pytest.mark.parametrize(("language", "other"), [("sl", "en"), ("it", "sl"), ("it", "en")])
def test_every_text_of_the_shipped_catalogue_is_said_in_words_of_its_own(shipped, language, other):
    said = [each for versions in shipped.tasks.values() for task in versions for each in texts_of(task)]
    assert len(said) > 1000
    assert [place for place, words in said if getattr(words, language) is None] == []
    same = [place for place, words in said if getattr(words, language) == getattr(words, other)]
    assert {place.rpartition(".")[2] for place in same} == {"printed"}  # a quotation


def test_the_shipped_catalogue_is_without_error(shipped):
    assert [each for each in findings(shipped) if each.severity == "error"] == []


def test_a_file_that_cannot_be_read_is_an_error(tmp_path):
    catalogue = catalogue_of(tmp_path, {"a_task": TASK + "colour: red\n"})
    assert "colour" in findings(catalogue)[0].what


def test_two_definitions_that_differ_only_in_title_and_number_are_an_error(found_in):
    copy = TASK.replace("sl: Naloga", "sl: Druga naloga").replace("number: null", 'number: "1.1.6"')
    [told] = found_in(TASK, a_task_too=copy)
    assert "differs from a_task only in title and number" in told
    assert not found_in(TASK, a_task_too=f"{copy}steps: [{STEP}]\n")


@pytest.mark.covers("000_002/10")
def test_the_number_of_a_removed_task_is_never_given_again(found_in):
    numbered = TASK.replace("number: null", 'number: "1.2.2.3"\nletter: A')
    first = numbered.replace("valid_from: null", "valid_from: null\nremoved_on: 2018-09-28")
    again = f"{numbered}steps: [{STEP}]\n"
    [told] = found_in(first, another_task=again)
    assert "Number 1.2.2.3 A is that of a_task" in told
    assert not found_in(first, another_task=again.replace("letter: A", "letter: B"))


def test_a_change_and_the_tasks_it_names_tell_the_same_story(shipped):
    assert list(changes_that_do_not_fit(shipped)) == []
    [change, *_] = announced_changes()
    wrong = change.model_copy(update={"adds": ("personal_help",), "removes": ("nothing",)})
    assert [each.what.split(",")[0] for each in changes_that_do_not_fit(shipped, [wrong])] == [
        "It adds personal_help",
        "It removes nothing",
    ]


def test_a_step_that_nobody_does_is_an_error(found_in):
    executors = "[{role: first, qualification: clerk}, {role: second, qualification: clerk}]"
    text = TASK.replace("[{role: lead, qualification: clerk}]", executors)
    [told] = found_in(f"{text}steps: [{STEP}]\n")
    assert "talk has no executor" in told
    assert not found_in(f"{text}steps: [{STEP.replace('}', ', by: second}')}]\n")


@pytest.mark.parametrize(
    ("provenance", "warned"),
    [
        ('origin: printed, source: "001:1"', True),
        ("", True),
        ('origin: described, source: "001:1"', False),
        ("origin: ours", False),
        ('basis: {act: ZUP}, origin: printed, source: "001:1"', False),
    ],
)
def test_a_time_limit_printed_without_a_legal_basis_waits_for_one(found_in, provenance, warned):
    limit = (
        f"{{key: due, {NAMES}, length: {{unit: days, count: 3}}, starts: filed, binds: centre, {provenance}}}"
    )
    assert bool(found_in(f"{TASK}deadlines: [{limit}]\n")) == warned


@pytest.mark.parametrize(
    ("kind", "counts", "found"),
    [
        ("statutory_task", "minutes", True),
        ("statutory_task", "cases", False),
        ("register", "cases", True),
    ],
)
def test_an_indicator_that_counts_nothing_is_an_error(found_in, kind, counts, found):
    text = TASK.replace("statutory_task", kind)
    indicator = f"{{key: many, {NAMES}, origin: ours, counts: {counts}}}"
    assert bool(found_in(f"{text}indicators: [{indicator}]\n")) == found


def test_a_count_is_split_by_what_it_counts(found_in):
    visits = (
        "records:\n  - key: visit\n    sl: obisk\n    it: visita\n    en: visit\n"
        "    origin: ours\n    many: true\n"
        f"    fields: [{{key: place, {NAMES}, type: place}}]\n"
    )
    indicator = f"{{key: seen, {NAMES}, origin: ours, counts: cases, by: [visit.place]}}"
    [told] = found_in(f"{TASK}{visits}indicators: [{indicator}]\n")
    assert "split by visit.place, of which a case has many" in told
    counted = indicator.replace("counts: cases", "counts: records, of: visit")
    assert not found_in(f"{TASK}{visits}indicators: [{counted}]\n")


def test_a_norm_that_differs_from_its_steps_says_why(found_in):
    norm = 'norm: {minutes: 30, source: "000:1"}\n'
    [told] = found_in(f"{TASK}{norm}steps: [{STEP}]\n")
    assert "printed norm is 30 minutes and the steps give 20" in told
    why = "explanation: {sl: Deset jih dela tim., it: Dieci sono del team.}, difference: 10, source"
    assert not found_in(f"{TASK}{norm.replace('source', why)}steps: [{STEP}]\n")


@pytest.mark.parametrize(
    ("minutes", "difference", "told"),
    [
        (25, "difference: 10, ", "the explanation is not of this difference"),
        (25, "", "the explanation is not of this difference"),
        (30, "difference: 10, ", "leave it out"),
        (20, "difference: 10, ", None),
        (30, "", None),
    ],
)
def test_an_explanation_explains_the_difference_it_was_written_for_and_no_other(
    found_in, minutes, difference, told
):
    norm = f'norm: {{minutes: 30, explanation: {{sl: Tim., it: Team.}}, {difference}source: "000:1"}}\n'
    step = STEP.replace("minutes: 20", f"minutes: {minutes}")
    found = found_in(f"{TASK}{norm}steps: [{step}]\n")
    assert [told in each for each in found] == ([True] if told else [])


def test_minutes_name_the_source_that_prints_them(found_in):
    nowhere = STEP.replace('origin: printed, source: "000:1"', "origin: ours")
    [told] = found_in(f"{TASK}steps: [{nowhere}]\n")
    assert told.startswith("steps.talk.minutes: minutes are only ever printed ones")
    assert not found_in(f"{TASK}steps: [{nowhere.replace(', minutes: 20', '')}]\n")


def test_every_record_that_a_source_asks_for_has_its_place(shipped):
    assert list(unplaced_records(shipped)) == []


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ({}, "has no place"),
        ({"kept_in": ("restraining_order.nothing",)}, "no task has such a record"),
    ],
)
def test_a_record_without_a_place_is_an_error(shipped, place, told):
    asked = AskedRecord(key="order", what="an order", **place)
    group = AskedOfField(field="violence", source="004b:4016", records=(asked,))
    [found] = [
        each for each in unplaced_records(shipped, RecordsAsked(groups=(group,))) if "order" in each.what
    ]
    assert found.severity == "error"
    assert told in found.what


def test_a_field_of_work_whose_records_nobody_listed_is_an_error(shipped):
    unasked = {each.where for each in unplaced_records(shipped, RecordsAsked(groups=()))}
    assert unasked == shipped.code_lists["fields_of_work"].keys()


def test_pieces_are_counted_by_where_they_come_from(shipped):
    task = shipped.tasks["opinion_on_eviction"][-1]
    pieces = pieces_by_origin(shipped, task)
    assert pieces["steps"] == {"printed": 5}
    assert sum(pieces["fields"].values()) == sum(len(record.fields) for record in task.records)


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """The shipped catalogue with two definitions that cannot be read."""
    folder = tmp_path_factory.mktemp("broken")
    for name in ("tasks", "code_lists"):
        shutil.copytree(FOLDER / name, folder / name)
    for file in ("opinion_on_eviction", "disability_experts"):
        for path in folder.rglob(f"{file}.yaml"):
            path.write_text("colour: red\n")
    return load_catalogue(folder)


def test_one_broken_definition_does_not_make_others_look_wrong(broken):
    assert {"opinion_on_eviction", "disability_experts"} <= broken.unread
    errors = [each for each in findings(broken) if each.severity == "error"]
    assert {each.where for each in errors} == {"opinion_on_eviction.yaml", "disability_experts.yaml"}


def test_what_could_not_be_checked_because_of_it_is_said_in_one_line(broken):
    said = {each.where: each.what for each in findings(broken) if "cannot be read, so" in each.what}
    assert said["opinion_on_eviction"] == (
        "It cannot be read, so what names it was not checked: change_of_2018, adults_in_difficulty."
    )
    assert "personal_assistance" in said["disability_experts"]


def test_a_code_list_that_cannot_be_read_is_told_once_with_all_it_holds_up(tmp_path):
    field = f"{{key: band, {NAMES}, type: choice, choices: bands}}"
    record = f"records: [{{key: talk, {NAMES}, origin: ours, many: true, fields: [{field}]}}]\n"
    tasks = {"a_task": TASK + record, "b_task": TASK + record, "c_task": TASK}
    catalogue = catalogue_of(tmp_path, tasks, bands="what: x\n")
    told = [each for each in catalogue.faults if "cannot be used" in each]
    assert told == [
        "bands.yaml: as long as this list cannot be read, the definitions that name it cannot be used (2): "
        "a_task, b_task."
    ]
    assert not any("there is no code list" in each for each in catalogue.faults)
    assert list(catalogue.tasks) == ["c_task"]


def test_an_unknown_code_list_is_told_with_its_line(tmp_path):
    field = f"{{key: band, {NAMES}, type: choice, choices: no_such_list}}"
    names = NAMES.replace(", ", "\n    ")
    head = f"records:\n  - key: talk\n    {names}\n    origin: ours\n    many: true\n"
    record = f"{head}    fields:\n      - {field}\n"
    [told] = catalogue_of(tmp_path, {"a_task": TASK + record}).faults
    line = (TASK + record).split("\n").index(f"      - {field}") + 1
    assert told.startswith(f"a_task.yaml, line {line}, records.talk.fields.band: there is no code list")
