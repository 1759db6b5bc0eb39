"""The rulebook is read with every printed figure, and a slip in a file is told with file, line and field."""

import shutil
from datetime import date
from string import Formatter

import pytest

from opora.catalogue import CatalogueError, catalogue
from opora.norms import NormUnknown, norms
from opora.norms.loading import FOLDER, load_norms
from opora.norms.wording import phrases

IN_FORCE = date(2024, 2, 24)  # article 43

PRINTED = [
    # article, service, figure, printed
    ("35(1)", "first_social_aid", "services_per_worker", 130),
    ("35(2)", "first_social_aid", "workers_per_administrative_vi", 30),
    ("35(2)", "first_social_aid", "workers_per_administrative_v", 40),
    ("35(3)", "first_social_aid", "inhabitants_per_worker", 25000),
    ("36(1)", "personal_help", "services_per_worker", 55),
    ("36(2)", "personal_help", "workers_per_administrative_vi", 20),
    ("36(2)", "personal_help", "workers_per_administrative_v", 30),
    ("36(3)", "personal_help", "inhabitants_per_worker", 30000),
    ("37(1)", "victim_support", "services_per_worker", 35),
    ("37(2)", "victim_support", "workers_per_administrative_vi", 30),
    ("37(2)", "victim_support", "workers_per_administrative_v", 50),
    ("37", "victim_support", "inhabitants_per_worker", None),
    ("38(1)", "family_help", "services_per_leader", 50),
    ("38(1)", "family_help", "services_per_co_provider", 60),
    ("38(2)", "family_help", "workers_per_administrative_vi", 30),
    ("38(2)", "family_help", "workers_per_administrative_v", 40),
    ("38(3)", "family_help", "families_per_leader", 10000),
    ("38(3)", "family_help", "families_per_co_provider", 10000),
]


@pytest.mark.parametrize(("article", "task", "key", "value"), PRINTED)
def test_each_staffing_figure_stands_as_its_article_prints_it(article, task, key, value):
    [figure] = [each for each in norms().standard(task, on=IN_FORCE).figures() if each.key == key]
    assert (figure.article, getattr(figure, "services", None) or getattr(figure, "per", None)) == (
        article,
        value,
    )
    assert figure.origin == "printed"


def test_no_staffing_figure_is_left_unchecked():
    read = {(standard.task, figure.key) for standard in norms().on(IN_FORCE) for figure in standard.figures()}
    assert read == {(task, key) for _article, task, key, _value in PRINTED}


@pytest.mark.covers("000_002/40")
def test_each_of_the_four_services_has_the_eight_elements_of_article_2():
    for standard in norms().on(IN_FORCE):
        assert [element.key for element in standard.elements] == [
            "description", "beneficiaries", "procedure", "duration",
            "methods", "executors", "training_and_supervision", "documentation",
        ]  # fmt: skip
    assert [standard.task for standard in norms().on(IN_FORCE)] == [
        "first_social_aid", "personal_help", "victim_support", "family_help",
    ]  # fmt: skip


@pytest.mark.parametrize("standard", norms().on(IN_FORCE), ids=lambda standard: standard.task)
def test_parts_are_steps_of_the_catalogue_with_the_same_minutes(standard):
    steps = {step.key: step for step in catalogue().task(standard.task, on=IN_FORCE).steps}
    for part in standard.parts:
        assert set(part.steps) <= steps.keys()
        printed = sum(steps[key].printed_minutes for key in part.steps)
        assert printed == (part.minutes or 0) * (part.times or 1), part.key


@pytest.mark.parametrize("standard", norms().on(IN_FORCE), ids=lambda standard: standard.task)
def test_records_a_standard_names_are_kinds_that_the_catalogue_has(standard):
    kinds = {record.key for record in catalogue().task(standard.task, on=IN_FORCE).records}
    named = {part.record for part in standard.parts if part.record}
    if standard.cycle:
        named |= {standard.cycle.agreement, standard.cycle.record}
    assert named <= kinds
    assert named


@pytest.mark.parametrize("standard", norms().on(IN_FORCE), ids=lambda standard: standard.task)
def test_the_experience_demanded_is_that_of_the_catalogue(standard):
    demanded = {
        (executor.years, executor.years_in)
        for executor in catalogue().task(standard.task, on=IN_FORCE).executors
    }
    assert {(each.years, each.years_in) for each in standard.experience} == demanded


@pytest.mark.covers("000_002/62")
def test_a_service_begun_before_the_rulebook_has_no_standard_of_it():
    with pytest.raises(NormUnknown, match="45/10, 28/11") as refusal:
        norms().standard("personal_help", on=date(2024, 2, 23))
    assert "izberite poznejši dan" in refusal.value.phrase.sl
    assert norms().standard("personal_help", on=IN_FORCE).valid_from == IN_FORCE


def test_a_task_without_a_standard_names_those_that_have_one():
    with pytest.raises(NormUnknown, match="victim_support, family_help"):
        norms().standard("adoption_of_child", on=IN_FORCE)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "services: 130,",
            "services: -130,",
            "first_social_aid.yaml, line 26, load.services_per_worker.services",
        ),
        (
            "per: 25000",
            'per: "25.000"',
            "first_social_aid.yaml, line 28, organisation.inhabitants_per_worker.per",
        ),
        ("years: 5, ", "", "first_social_aid.yaml, line 21, experience.professional_worker.years"),
        ("repeat: {rule: as_a_rule_not", "repeat: {rule: never", "line 19, repeat.rule"),
        ("task: first_social_aid", "task: first_aid", "first_aid.yaml"),
        ("  - {key: methods", "  - {key: duration", "each stands once"),
        ("role: professional_worker, services", "role: leader, services", "the same roles"),
        ("key: workers_per_administrative_v,", "key: workers_per_administrative_vi,", "stands twice"),
    ],
)
def test_a_slip_is_told_with_its_file_line_and_field(tmp_path, before, after, told):
    folder = tmp_path / "norms"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = folder / "standards" / "first_social_aid.yaml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(CatalogueError) as refusal:
        load_norms(folder)
    assert told in str(refusal.value)


@pytest.mark.parametrize("key", phrases())
def test_a_sentence_stands_in_three_languages_with_the_same_values(key):
    words = phrases()[key]
    values = {
        language: sorted(name for _text, name, _spec, _conversion in Formatter().parse(told) if name)
        for language, told in words.items()
    }
    assert set(words) == {"sl", "it", "en"}
    assert values["sl"] == values["it"] == values["en"]
