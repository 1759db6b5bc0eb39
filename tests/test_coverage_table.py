"""The table of coverage: true to the requirements, to the marks and to the page."""

from collections import Counter

import pytest

from tests.coverage_marks import TESTS, MarkError, Proof, marks_of, proofs_in, proofs_of, read_proofs, tables
from tests.coverage_table import PAGE, line, natural, page, read_requirements, read_rows

MARK = '@pytest.mark.covers("003/E-1")'


def test_the_page_is_what_the_marks_say():
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "After a change of marks or requirements: make coverage"
    )


def test_every_mark_names_a_requirement():
    known = {requirement["id"] for requirement in read_requirements()["requirements"]}
    assert [proof for proof in read_proofs() if proof.requirement not in known] == []


def test_every_requirement_has_a_number_of_its_own():
    numbers = Counter(requirement["id"] for requirement in read_requirements()["requirements"])
    assert [number for number, times in numbers.items() if times > 1] == []


def test_every_requirement_stands_in_a_document_that_is_named():
    assert {row.document for row in read_rows()} == set(read_requirements()["documents"])


def test_what_comes_later_says_the_work_it_waits_for_and_nothing_else_does():
    data = read_requirements()
    for requirement in data["requirements"]:
        if requirement["issue"] == "later":
            assert requirement.get("waits_for") in data["waits_for"], requirement["id"]
        else:
            assert "waits_for" not in requirement, requirement["id"]


def test_every_table_with_marks_is_read_by_a_test_that_hangs_them_on():
    hanging = {
        path: text for path in TESTS.rglob("test_*.py") if "marks_of(" in (text := path.read_text("utf-8"))
    }
    assert tables()
    for table in tables():
        beside = [text for path, text in hanging.items() if path.parent == table.parent]
        named = any(table.name in text for text in hanging.values())
        assert named or any('glob("*.yaml")' in text for text in beside), table


def test_an_example_is_marked_with_what_it_names():
    assert [mark.args for mark in marks_of({"sentence": "A", "covers": ["003/E-1", "003/E-2"]})] == [
        ("003/E-1", "003/E-2")
    ]
    assert marks_of({"sentence": "A"}) == []


def test_an_open_row_names_the_issue_it_waits_for():
    states = {line(row).rsplit(" | ", 1)[1] for row in read_rows() if not row.proofs}
    assert states
    assert all(state.startswith(("open, issue ", "open, a later issue: ")) for state in states)


def test_the_second_requirement_comes_before_the_tenth():
    assert sorted(["004a/R-10", "003/T-1", "004a/R-2", "003/E-9"], key=natural) == [
        "003/E-9",
        "003/T-1",
        "004a/R-2",
        "004a/R-10",
    ]


@pytest.mark.parametrize(
    ("text", "test"),
    [
        (f"{MARK}\ndef test_a(): ...", "test_a"),
        ('pytestmark = pytest.mark.covers("003/E-1")', ""),
        ('pytestmark = [pytest.mark.slow, pytest.mark.covers("003/E-1")]', ""),
        (f"{MARK}\nclass TestAll:\n    def test_a(self): ...", "TestAll"),
        (f"class TestAll:\n    {MARK}\n    def test_a(self): ...", "TestAll::test_a"),
        ('class TestAll:\n    pytestmark = pytest.mark.covers("003/E-1")', "TestAll"),
        (
            '@pytest.mark.parametrize("n", [1, pytest.param(2, marks=pytest.mark.covers("003/E-1"))])\n'
            "def test_a(n): ...",
            "test_a",
        ),
    ],
    ids=["function", "file", "file with others", "class", "method", "class by name", "one parameter"],
)
def test_a_mark_is_found_wherever_pytest_knows_it(text, test):
    assert proofs_in(text, "test_it.py") == [Proof("003/E-1", "test_it.py", test)]


def test_one_mark_may_name_several_requirements():
    found = proofs_in('@pytest.mark.covers("003/E-1", "003/E-2")\ndef test_a(): ...', "test_it.py")
    assert [proof.requirement for proof in found] == ["003/E-1", "003/E-2"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{MARK}\ndef arranged(): ...", "stands on no test"),
        ('CASES = [pytest.param(2, marks=pytest.mark.covers("003/E-1"))]', "stands on no test"),
        ("@pytest.mark.covers\ndef test_a(): ...", "name the requirements"),
        ("@pytest.mark.covers()\ndef test_a(): ...", "names its requirements as texts"),
        ("@pytest.mark.covers(NUMBER)\ndef test_a(): ...", "names its requirements as texts"),
    ],
    ids=["not a test", "a list of parameters", "not called", "empty", "no text"],
)
def test_a_mark_that_proves_nothing_is_refused(text, words):
    with pytest.raises(MarkError, match=rf"test_it\.py:1: .*{words}"):
        proofs_in(text, "test_it.py")


def test_an_example_that_is_not_computed_proves_nothing():
    example = {"sentence": "Statements are read", "covers": ["003/E-1"], "not_computable": "papers"}
    with pytest.raises(MarkError, match="what is not computed proves nothing"):
        list(proofs_of({"decided": [example]}, "law/examples/rights.yaml"))
