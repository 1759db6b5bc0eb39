"""A problem of a file is told with the line on which its part stands."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.law.situation import SituationError, read_situation
from opora.law.situation.lines import line_of, lines_of

FILE = """{
  "version": 1,
  "persons": {"ana": {
      "citizenshp": "SI", "has_income": 12,
      "say \\"it\\"": [1,
        {"a/b": null}]
  }}
}"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/version", 2),
        ("/persons", 3),
        ("/persons/ana/citizenshp", 4),
        ("/persons/ana/has_income", 4),
        ('/persons/ana/say "it"/1/a~1b', 6),
        ("/persons/ana/born", 3),
        ("/dwelling/persons", 1),
    ],
)
def test_a_part_is_found_or_else_what_should_hold_it(path, line):
    assert line_of(path, lines_of(FILE)) == line


def test_a_wrong_file_names_line_and_fact(household):
    text = json.dumps(household(), indent=1).replace('"born"', '"borm"', 1)
    with pytest.raises(SituationError) as refused:
        read_situation(text)
    [unknown] = [problem for problem in refused.value.problems if problem.key == "unknown_fact"]
    assert '"borm"' in text.splitlines()[unknown.line - 1]


def parts(value, path=""):
    yield path
    if isinstance(value, dict):
        for name, under in value.items():
            yield from parts(under, f"{path}/{name.replace('~', '~0').replace('/', '~1')}")
    if isinstance(value, list):
        for place, under in enumerate(value):
            yield from parts(under, f"{path}/{place}")


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda under: st.lists(under, max_size=4) | st.dictionaries(st.text(max_size=4), under, max_size=4),
    max_leaves=12,
)


@given(ANY_JSON, st.sampled_from([None, 0, 2]), st.booleans())
def test_every_part_of_any_file_is_found(data, indent, ascii_only):
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    assert set(lines_of(text)) == set(parts(data))
    assert max(lines_of(text).values()) <= text.count("\n") + 1
