"""A file that cannot be used is refused with what is wrong, where, and what to do."""

import json
from copy import deepcopy
from pathlib import Path
from string import Formatter

import pytest
import yaml

from opora.law import SituationError, situation
from opora.law.command import determine_file
from opora.law.situation.wording import LANGUAGES

WORDS = yaml.load((Path(situation.__path__[0]) / "problems.yaml").read_text("utf-8"), yaml.CSafeLoader)


def set_in(*path):
    """Puts a value at a place of a situation."""

    def put(data, value):
        part = data
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = value

    return put


def relate(data, relation):
    data["relations"].append(relation)


def dwell(data, person):
    data["dwelling"]["persons"].append(person)


CASES = {
    "a number in words": (
        set_in("persons", "bor", "work_activity_hours"),
        "full time",
        "/persons/bor/work_activity_hours",
        "'full time' is not a number such as '174' or '17.5'. Write digits and a point.",
    ),
    "an unknown fact": (
        set_in("persons", "bor", "wages"),
        {},
        "/persons/bor/wages",
        "No fact of a person is called 'wages'. Did you mean 'wage'?",
    ),
    "a filing in the future": (
        set_in("dates"),
        {"filed": "2098-04-14", "decided": "2098-05-04"},
        "/dates/filed",
        "(2098-04-14) has not come yet",
    ),
    "an income below zero": (
        set_in("persons", "bor", "wage"),
        {"2026-01": "-100.00"},
        "/persons/bor/wage",
        "in 2026-01: -100.00 is below zero. Enter the amount without a sign",
    ),
    "an absurd income": (
        set_in("persons", "bor", "wage"),
        {"2026-01": "1000000000.00"},
        "/persons/bor/wage",
        "is more than 100000, which cannot be right. Check the figure and its period.",
    ),
    "a decimal comma": (
        set_in("persons", "bor", "wage"),
        {"2026-01": "1.120,40"},
        "/persons/bor/wage",
        "'1.120,40' is not an amount such as '1100.00'",
    ),
    "a child older than its parent": (
        set_in("persons", "child1", "born"),
        "1970-01-01",
        "/persons/child1/born",
        "is not younger than the parent bor",
    ),
    "a child who cares for its mother": (
        relate,
        {"type": "in_care", "carer": "child1", "child": "ana"},
        "/persons/ana/born",
        "is not younger than the carer child1",
    ),
    "a child who is the parent of its parent": (
        relate,
        {"type": "parent", "parent": "child1", "child": "ana"},
        "/relations/3",
        "ana is already the parent or carer of child1",
    ),
    "two dwellings": (
        set_in("dwelling"),
        [{"persons": ["ana"]}, {"persons": ["bor"]}],
        "/dwelling",
        'One object with named parts belongs here, {"…": …}; the file has a list.',
    ),
    "one person twice in the dwelling": (
        dwell,
        "ana",
        "/dwelling/persons/3",
        "ana is listed twice in the dwelling. Keep one entry.",
    ),
    "an unknown right": (
        set_in("rights"),
        ["child_benefit", "otroski_dodatek"],
        "/rights/1",
        "The rights are: child_benefit, cash_social_assistance, ",
    ),
    "a right claimed twice": (
        set_in("rights"),
        ["child_benefit", "child_benefit"],
        "/rights/1",
        "'child_benefit' is claimed twice. Keep it once.",
    ),
    "no right": (set_in("rights"), [], "/rights", "This part is empty. Name at least 1."),
    "a wrong version": (
        set_in("version"),
        2,
        "/version",
        "This program reads 1 here, and the file says 2. Correct it.",
    ),
    "a day written as people write it": (
        set_in("dates", "filed"),
        "14. 4. 2026",
        "/dates/filed",
        "'14. 4. 2026' is no day. Write it as '2026-04-14'.",
    ),
    "a day that no month has": (
        set_in("dates", "filed"),
        "2026-02-30",
        "/dates/filed",
        "'2026-02-30' is no day.",
    ),
    "a month that no year has": (
        set_in("dates", "month"),
        "2026-13",
        "/dates/month",
        "'2026-13' is no month. Write it as '2026-05'.",
    ),
    "a relation nobody knows": (
        relate,
        {"type": "cousin", "persons": ["ana", "bor"]},
        "/relations/3",
        "No relation is called cousin. The relations are: partner, parent, in_care.",
    ),
    "an applicant who is nobody": (
        set_in("applicant"),
        "anna",
        "/applicant",
        "'anna' is not among the persons. Did you mean 'ana'?",
    ),
}

TEXTS = {
    "an empty file": (b"", "The file is empty. Write a situation into it"),
    "half a file": (b'{"version": 1, "persons":', "in line 1, column 26, or just before"),
    "a comma too many": (b'{"version": 1,}', "Look for a missing or superfluous comma"),
    "an empty object": (b"{}", "This part is missing. Add it; docs/situation.md describes the format."),
    "a list": (b"[]", "the file has a list"),
    "another encoding": ('{"applicant": "Žiga"}'.encode("cp1250"), "Save it in the encoding UTF-8."),
    "brackets without end": (b"[" * 100_000, "lie too deep in each other"),
}


def refused(tmp_path, text):
    path = tmp_path / "situation.json"
    path.write_bytes(text)
    with pytest.raises(SituationError) as error:
        determine_file(path)
    return {problem.path: problem.sentence for problem in error.value.problems}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_is_wrong_is_said_with_its_place_and_cure(case, household, tmp_path):
    change, value, place, words = case
    data = deepcopy(household(adults=[{}, {}], children=[{}]))
    change(data, value)
    sentences = refused(tmp_path, json.dumps(data).encode())
    assert words in sentences[place]
    for sentence in sentences.values():
        assert "Input should" not in sentence
        assert sentence.endswith((".", "?"))


@pytest.mark.parametrize("case", TEXTS.values(), ids=TEXTS.keys())
def test_a_file_that_is_no_situation_is_refused_in_a_sentence(case, tmp_path):
    text, words = case
    assert any(words in sentence for sentence in refused(tmp_path, text).values())


@pytest.mark.parametrize("name", ["ana", "has_property"])
def test_a_name_written_twice_is_refused_because_json_would_lose_the_first(name, household, tmp_path):
    text = json.dumps(household(adults=[{}, {}]))
    other = {"ana": '"bor": {', "has_property": '"has_property": false'}[name]
    changed = {"ana": '"ana": {', "has_property": '"has_property": false, "has_property": true'}[name]
    sentences = refused(tmp_path, text.replace(other, changed, 1).encode())
    assert sentences[""].startswith(f"'{name}' is written twice in one place")


@pytest.mark.parametrize(("key", "words"), WORDS.items(), ids=WORDS.keys())
def test_every_problem_is_worded_in_three_languages_with_the_same_places_to_fill(key, words):
    assert tuple(words) == LANGUAGES, key
    places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in words.values()]
    assert places[0] == places[1] == places[2], key
    if len(words["en"]) > 30:
        assert len(set(words.values())) == len(LANGUAGES), f"{key} is not translated"
