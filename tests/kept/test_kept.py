"""What the sources ask to be kept, line by line: the catalogue has a place for it, and the record holds it.

`keeps` names records as `task.record` with the fields asked for; each is kept in a case of that task, or in
the register, with all its fields, and read back. `among` are words that a choice offers, `several` fields
that hold more than one word, `one` fields that hold a single one, `works_out` what fields that nobody types
come to for a woman born on 2 March 1988, `sealed` records that few may read, `names_nobody` records in which
nobody can be named. The other keys name what a task has beside its records.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.coverage_marks import marks_of
from tests.kept.keeping import Keeper, record_of, version_of, words_of

from opora.cases.models import Case
from opora.catalogue.schema import RecordField

pytestmark = pytest.mark.django_db
TABLES = sorted(Path(__file__).parent.glob("*.yaml"))
EXAMPLES = [example for path in TABLES for example in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)]
PARTS_OF_A_TASK = ("documents", "steps", "stages", "outcomes", "deadlines", "roles")
NAMING = {"party", "parties", "worker", "case", "body"}


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.mark.parametrize(
    "example", [pytest.param(each, id=each["sentence"], marks=marks_of(each)) for each in EXAMPLES]
)
def test_what_the_source_asks_for_is_kept(example, keeper):
    for place, fields in example["keeps"].items():
        content = keeper.keep(*place.split("."))
        assert [field for field in fields if field not in content] == [], place
        assert_cases_are_known(place, content)
        for key in set(example.get("several", ())) & set(fields):
            assert len(content[key]) > 1, key
        for key in set(example.get("works_out", ())) & set(fields):
            assert content[key] == example["works_out"][key], key
    assert_records_are_of_their_kind(example)
    assert_task_has_what_is_named(example)


def assert_cases_are_known(place: str, content: dict[str, Any]) -> None:
    """What names another case leads to it: the number that was typed became the key of its case."""
    named = {content[each.key] for each in record_at(place).fields if each.type == "case"}
    assert Case.objects.filter(pk__in=[each for each in named if isinstance(each, int)]).count() == len(named)


def assert_records_are_of_their_kind(example: dict[str, Any]) -> None:
    for key, words in example.get("among", {}).items():
        assert any(set(words) <= set(words_of(field)) for field in fields_named(example, key)), key
    for key in example.get("one", ()):
        assert {field.type for field in fields_named(example, key)} == {"choice"}
    for place in example.get("sealed", ()):
        assert record_at(place).sealed, place
    for place in example.get("names_nobody", ()):
        assert not {field.type for field in record_at(place).fields} & NAMING, place


def assert_task_has_what_is_named(example: dict[str, Any]) -> None:
    for part in PARTS_OF_A_TASK:
        for task, keys in example.get(part, {}).items():
            assert set(keys) <= {each.key for each in getattr(version_of(task)[0], part)}, (task, part)
    for task, ways in example.get("opened_by", {}).items():
        assert set(ways) <= set(version_of(task)[0].opened_by), task


def record_at(place: str) -> Any:
    task, record = place.split(".")
    return record_of(version_of(task)[0], record)


def fields_named(example: dict[str, Any], key: str) -> list[RecordField]:
    """The choices that a key means: a field by its name alone, or by `task.record.field`."""
    places = [place for place in example["keeps"] if key.rpartition(".")[0] in ("", place)]
    found = [record_at(place).field(key.rpartition(".")[2]) for place in places]
    return [field for field in found if field is not None and field.choices]


def test_a_row_says_only_what_is_looked_at():
    of_records = {"keeps", "among", "several", "one", "works_out", "sealed", "names_nobody"}
    known = {"sentence", "covers", "opened_by", *of_records, *PARTS_OF_A_TASK}
    assert {key for example in EXAMPLES for key in example} <= known
