"""The rulebook as a whole: what every rule must have, and every month it must be able to compute."""

import ast
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import yaml

import opora.law.acts as acts
from opora.law import command, decide, parse_situation, rulebook, situation_schema
from opora.law.engine.book import Book
from opora.law.engine.errors import RuleError
from opora.law.engine.graph import Origin
from opora.law.engine.span import LARGEST
from opora.law.engine.types import DATE
from opora.law.engine.windows import three_months_before_filing
from opora.law.parameters import load_parameters
from opora.law.rulebook import build_rulebook

ROOT = Path(__file__).parents[2]
FILES = sorted(Path(acts.__path__[0]).rglob("*.py"))
MONTHS = [f"{year}-{month:02d}" for year in range(2018, 2027) for month in range(1, 13)][5:]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_act_holds_no_number_but_nought_and_one(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            assert node.value in (0, 1) or _is_order_of_a_right(path, node), f"{path.name}:{node.lineno}"


def _is_order_of_a_right(path, number):
    """`order=2` in `right(...)` is the place in the legal order, no quantity of the law."""
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.keyword)]
    return any(k.arg == "order" and k.value.lineno == number.lineno for k in calls)


@pytest.mark.parametrize("month", MONTHS)
def test_every_month_since_june_2018_is_computed_without_a_missing_parameter(month, household):
    year, number = map(int, month.split("-"))
    filed = f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}-10"
    if filed < "2018-06":
        filed = "2018-06-01"
    children = [{"born": f"{year - 12}-01-01"}, {"born": f"{year - 2}-01-01", "in_kindergarten": False}]
    data = household(filed=filed, adults=[{}, {}], children=children, month=month)
    for right in decide(parse_situation(data)).to_json()["rights"].values():
        assert right["entitled"] is True
        assert "unknown" not in {warning["kind"] for warning in right["warnings"]}


def test_every_figure_says_what_it_means_and_in_which_act(law):
    for figure in law.figures.values():
        assert figure.meaning, figure.key
        assert figure.label.sl != figure.label.en
        assert all(version.article for version in figure.versions)


def test_every_node_is_proven_to_fit_in_64_bits(law):
    assert all(-LARGEST <= node.low <= node.high <= LARGEST for node in law.nodes)


def test_arguments_stand_before_their_users(law):
    assert all(arg < place for place, node in enumerate(law.nodes) for arg in node.args)


def test_the_window_of_monthly_income_is_as_long_as_the_parameter_says():
    for value in load_parameters().timeline("income_reference_months_monthly_rights"):
        assert value.number == len(three_months_before_filing.offsets)


def test_the_published_schema_is_the_one_of_the_facts():
    published = (ROOT / "docs" / "situation.schema.json").read_text("utf-8")
    assert published == command.schema_json()


def test_the_schema_declares_every_fact_once(law):
    definitions = situation_schema()["$defs"]
    declared = {*definitions["person"]["properties"], *definitions["dwelling"]["properties"]} - {"persons"}
    assert declared == set(law.facts)


@pytest.mark.parametrize(
    ("name", "amounts"),
    [
        ("single_parent_no_income", {"child_benefit": "403.19", "cash_social_assistance": "1037.81"}),
        ("couple_one_full_time", {"child_benefit": "293.76", "cash_social_assistance": "285.32"}),
        ("refusal_for_property", {"cash_social_assistance": "0.00"}),
    ],
)
def test_an_example_file_is_decided_completely(name, amounts):
    shown = command.determine_file(ROOT / "examples" / f"{name}.json").to_json(explain=True)
    assert {key: right["amount"] for key, right in shown["rights"].items()} == amounts
    assert all(right["missing"] == [] for right in shown["rights"].values())
    assert command.ask_file(ROOT / "examples" / f"{name}.json") == []
    json.dumps(shown)


def test_the_tables_of_the_command_line_list_every_fact_and_figure(law):
    assert {row["fact"] for row in command.facts_table()} == set(law.facts)
    assert {row["figure"] for row in command.figures_table()} == set(law.figures)
    assert all(row["sl"] and row["en"] for row in command.facts_table())


def test_gaps_list_unread_articles_and_what_is_not_modelled():
    kinds = {row["kind"] for row in command.rule_gaps()}
    assert kinds == {"article_unconfirmed", "low_confidence", "not_modelled", "choice"}


def test_every_rule_carries_what_it_was_read_in_how_sure_it_is_and_when(law):
    for figure in law.figures.values():
        for version in figure.versions:
            origin = law.origins[version.origin]
            assert origin.source
            assert origin.checked <= date(2026, 11, 22)
    assert {version.origin for figure in law.figures.values() for version in figure.versions} == set(
        law.origins
    )


def test_a_rule_of_a_file_nobody_named_a_source_for_is_refused():
    book = Book(facts={}, origins={"zupjs": Origin(source="an act", confidence="high", checked="2026-11-22")})
    words = dict.fromkeys(("sl", "it", "en"), "Dan")

    @book.figure(book.applicant, DATE, since="2018-06", article="ZUPJS", **words)
    def day(applicant):
        del applicant
        return book.application.day_of_filing

    with pytest.raises(RuleError, match=r"nobody says where the rules of law.test_rulebook were read"):
        book.draw({})


# The family code was read as a whole, so its list is the one of the data; it ends with article 305.
ARTICLES_OF_THE_FAMILY_CODE = set(
    yaml.load((Path(acts.__path__[0]) / "articles.yaml").read_text("utf-8"), yaml.CSafeLoader)["DZ"]
)


def test_articles_of_the_family_code_are_numbers_the_code_has():
    for article in ARTICLES_OF_THE_FAMILY_CODE:
        number, _, paragraph = article.partition("(")
        assert 1 <= int(number) <= 305, article
        assert not paragraph or 1 <= int(paragraph.rstrip(")")) <= 8, article


def test_only_article_numbers_that_a_source_states_are_stored(law):
    confirmed = {"ZSVarPre": {"8", "26", "28", "33"}}
    confirmed["DZ"] = ARTICLES_OF_THE_FAMILY_CODE
    confirmed["ZIRD"] = {"50", "51", "52", "53"}
    confirmed["ZVrt"] = {"32"}
    confirmed["ZUPJS"] = {"3(10)", "9", "12", "14", "15(7)", "22", "23(2)", "24", "25", "30", "33(2)", "35.a"}
    for figure in law.figures.values():
        for version in figure.versions:
            act, _, number = version.article.partition(" ")
            assert version.article_confirmed == (number in confirmed.get(act, set()))
            assert version.article_confirmed or not number


def test_threads_that_ask_for_the_law_at_once_all_get_the_same():
    with ThreadPoolExecutor(4) as threads:
        hashes = [each.hash for each in threads.map(lambda _: build_rulebook(), range(4))]
    assert hashes == [rulebook().hash] * 4


OPEN_PHRASES = (
    "the source says only",
    "the sources say",
    "sources say",
    "not stated",
    "does not say",
    "no official source",
    "nobody says",
    "read as",
)


def test_a_reading_that_the_source_leaves_open_is_called_a_choice(law):
    """Only then does `opora law gaps` list it."""
    chosen = [row for row in command.rule_gaps() if row["kind"] == "choice"]
    assert {"is_elderly", "is_child_below_age_limit", "own_income"} <= {row["figure"] for row in chosen}
    for figure in law.figures.values():
        for paragraph in figure.meaning.split("\n\n"):
            told = " ".join(paragraph.split())
            if any(phrase in told.lower() for phrase in OPEN_PHRASES):
                assert told.startswith(("A choice:", "Not modelled:")), f"{figure.key}: {told}"
