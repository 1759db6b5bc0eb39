"""A reform that cannot be used is refused with file, line, and what to write instead."""

from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest
import yaml

from opora.law.engine.graph import Figure, FigureVersion, Node
from opora.law.engine.labels import Labels
from opora.law.reform import ReformError, read_reform, read_reform_text, reformed, refusing
from opora.law.reform.writing import written_reform


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "parameters:\n  minimum_income_basic_amont: 500\n",
            r"reform.yaml, line 2: no parameter is called 'minimum_income_basic_amont'. Did you mean "
            r"'minimum_income_basic_amount'",
        ),
        ("parameter:\n  a: 1\n", r"line 1: a reform has no entry 'parameter'. Did you mean 'parameters'"),
        ("rules:\n  minimum_incom: '2018-06'\n", r"line 2: no rule is called 'minimum_incom'. Did you mean"),
        ("rules:\n  minimum_income: '2019-01'\n", r"no version since '2019-01'. It has: "),
        ("title: x\nparameters:\n  mi_weight_child: many\n", r"line 3: 'many' is no number"),
        ("parameters:\n  mi_weight_child: {time: 2}\n", r"line 2: .* Did you mean 'times'"),
        ("parameters:\n  mi_weight_child: {times: 2, plus: 1}\n", r"exactly one of .* here 2 are given"),
        ("parameters:\n  mi_weight_child: {times: two}\n", r"'two' is no number"),
        ("parameters:\n  mi_weight_child: {times: 1000000}\n", r"lies outside .* Choose a value within"),
        ("parameters:\n  mi_weight_child: {as_of: 1990-01-01}\n", r"has no value on 1990-01-01"),
        ("parameters:\n  mi_weight_child: {as_of: soon}\n", r"'soon' is no day"),
        (
            "parameters:\n  minimum_income_basic_amount: 500.001\n",
            r"more places than .* \(2 after the point\)",
        ),
        ("parameters:\n  mi_weight_child: {same_as: minimum_income_basic_amount}\n", r"different kinds"),
        ("parameters:\n  mi_weight_child: 0.5\n  mi_weight_child: 0.6\n", r"line 3: .* stands here twice"),
        ("parameters: [1\n", r"line \d+: this is no YAML"),
        (
            "parameters:\n  mi_weight_child: 1e999999\n",
            r"line 2: '1E\+999999' is no number to reckon with",
        ),
        ("parameters:\n  mi_weight_child: {times: 1e60}\n", r"is no number to reckon with"),
        ("", r"line 1: the file is empty"),
        ("- a\n", r"line 1: names with values are needed"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_cure(law, tmp_path, text, told):
    path = tmp_path / "reform.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ReformError, match=told):
        reformed(law, read_reform(path))


def test_every_refusal_is_told_in_three_languages():
    path = Path(refusing.__file__).with_name("refusals.yaml")
    for key, sentences in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader).items():
        names = [
            {part[1] for part in Formatter().parse(sentences[language]) if part[1]}
            for language in ("sl", "it")
        ]
        written = {part[1] for part in Formatter().parse(sentences["en"]) if part[1]}
        assert all(language <= written for language in names), key


def test_a_refusal_is_told_in_the_readers_language_without_file_and_line(law, tmp_path):
    path = tmp_path / "reform.yaml"
    path.write_text("parameters:\n  mi_weight_chld: 1\n", "utf-8")
    with pytest.raises(ReformError) as refused:
        reformed(law, read_reform(path))
    assert refused.value.told("sl").startswith(
        "Parametra »mi_weight_chld« ni. Ste mislili »mi_weight_child«?"
    )
    assert refused.value.place.line == 2


def test_a_reform_sent_by_itself_builds_on_no_file_of_the_server():
    with pytest.raises(ReformError, match="cannot build on another"):
        read_reform_text("builds_on: /etc/passwd\n", "sent.yaml")


def test_what_is_no_text_is_refused(tmp_path):
    (tmp_path / "one.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReformError, match="no text in UTF-8"):
        read_reform(tmp_path / "one.yaml")


def test_a_reform_is_written_as_it_is_read(tmp_path):
    text = (
        "title: 'More: for all'\nparameters:\n  minimum_income_basic_amount: 520.00\n"
        "  mi_weight_child:\n    plus: -0.02\n  savings_disregard_family:\n    times: 2\n"
        "  mi_weight_next_adult:\n    as_of: 2020-01-01\n"
        "  child_benefit_amount_primary:\n  - {value: 150.00, at: ['1', '1']}\n  - {times: 1.1}\n"
        "rules:\n  scholarship_income_limit: 2019-01\n"
    )
    reform = read_reform_text(text, "reform.yaml")
    again = read_reform_text(written_reform(reform), "reform.yaml")
    without_place = [
        [replace(change, place=None) for change in each.parameters]
        + [replace(r, place=None) for r in each.rules]
        for each in (reform, again)
    ]
    assert again.title == reform.title
    assert without_place[0] == without_place[1]


def test_parameters_that_follow_from_each_other_are_refused(law, tmp_path):
    path = tmp_path / "reform.yaml"
    path.write_text(
        "parameters:\n  mi_weight_child: {same_as: mi_weight_next_adult}\n"
        "  mi_weight_next_adult: {same_as: mi_weight_child}\n",
        "utf-8",
    )
    told = (
        r"line 3: 'mi_weight_next_adult' follows from itself: mi_weight_child → mi_weight_next_adult → mi_w"
    )
    with pytest.raises(ReformError, match=told):
        reformed(law, read_reform(path))


def test_reforms_that_build_on_each_other_in_a_circle_are_refused(tmp_path):
    (tmp_path / "one.yaml").write_text("title: One\nbuilds_on: two.yaml\n", "utf-8")
    (tmp_path / "two.yaml").write_text("builds_on: one.yaml\n", "utf-8")
    with pytest.raises(ReformError, match=r"two.yaml, line 1: .* circle: one.yaml → two.yaml → one.yaml"):
        read_reform(tmp_path / "one.yaml")


def test_a_reform_that_builds_on_nothing_there_is_refused(tmp_path):
    (tmp_path / "one.yaml").write_text("builds_on: gone.yaml\n", "utf-8")
    with pytest.raises(ReformError, match=r"one.yaml, line 1: the reform it builds on is not there: gone"):
        read_reform(tmp_path / "one.yaml")


def test_one_of_many_values_is_named_by_its_words(law, tmp_path):
    table = next(p for p in law.parameters.values() if len(p.places) > 1 and p.unit == "EUR")
    path = tmp_path / "reform.yaml"
    path.write_text(f"parameters:\n  {table.key}: 10\n", "utf-8")
    with pytest.raises(ReformError, match=r"so one number for it is not enough"):
        reformed(law, read_reform(path))
    at = ", ".join(table.places[1])
    path.write_text(f"parameters:\n  {table.key}: {{value: 10, at: [{at}]}}\n", "utf-8")
    changed = reformed(law, read_reform(path)).parameters[table.key]
    for old, new in zip(table.entries, changed.entries, strict=True):
        assert new.cells[1].value == 10 * table.denominator
        assert new.cells[0] == old.cells[0]


def test_a_reform_that_builds_on_another_comes_after_it(law, tmp_path):
    (tmp_path / "base.yaml").write_text("parameters:\n  minimum_income_basic_amount: 400\n", "utf-8")
    path = tmp_path / "more.yaml"
    path.write_text("builds_on: base.yaml\nparameters:\n  minimum_income_basic_amount: {plus: 5}\n", "utf-8")
    changed = reformed(law, read_reform(path)).parameters["minimum_income_basic_amount"]
    assert {entry.cells[0].value for entry in changed.entries} == {40_500}


def test_a_version_with_which_rules_follow_from_each_other_is_refused(law, tmp_path):
    """Before 2024 one reads the other, since then the other way round: no cycle until a reform mixes them."""
    words = Labels(sl="x", it="x", en="x")

    def read(figure):
        return Node("figure", (), "case", "EUR", 100, 0, 9, (("figure", figure),))

    def figure(key, early, late):
        roots = (("2018-06", early), ("2024-01", late))
        versions = tuple(
            FigureVersion(
                since=s, selected_by="month_of_right", article="", article_confirmed=False, root=root
            )
            for s, root in roots
        )
        kind = {"of": "case", "over": "case", "type": "EUR", "unit": "EUR", "denominator": 100}
        return Figure(key=key, label=words, meaning="", versions=versions, **kind)

    nodes = [read("one"), read("other"), Node("constant", (), "case", "EUR", 100, 0, 0, (("value", 0),))]
    graph = replace(law, nodes=nodes, figures={"one": figure("one", 1, 2), "other": figure("other", 2, 0)})
    path = tmp_path / "reform.yaml"
    path.write_text('rules:\n  one: "2018-06"\n  other: "2024-01"\n', "utf-8")
    with pytest.raises(ReformError, match=r"line 2: .* follow from each other: one → other → one"):
        reformed(graph, read_reform(path))
