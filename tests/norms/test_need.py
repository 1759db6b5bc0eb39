"""How many staff the rulebook asks for. Expectations are reckoned by hand from its articles."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.norms.areas import centre, unit

from opora.norms import NormUnknown, WhatIf, WhatIfError, need, norms, what_if
from opora.norms.what_if import known_keys, printed_value

DAY = date(2026, 3, 2)
PEOPLE = st.integers(0, 3_000_000)
UNITS = st.lists(st.tuples(PEOPLE, PEOPLE), min_size=1, max_size=6)


def line(area, task, post, basis, **options):
    return need(area, on=DAY, **options).line(task, post, basis)


BY_POPULATION = [
    # article, service, post, inhabitants, families, exact, whole persons
    ("35(3)", "first_social_aid", "professional_worker", 120_000, None, Fraction(24, 5), 5),
    ("35(3)", "first_social_aid", "professional_worker", 25_000, None, Fraction(1), 1),
    ("35(3)", "first_social_aid", "professional_worker", 25_001, None, Fraction(25_001, 25_000), 2),
    ("36(3)", "personal_help", "professional_worker", 120_000, None, Fraction(4), 4),
    ("36(3)", "personal_help", "professional_worker", 10_000, None, Fraction(1, 3), 1),
    ("38(3)", "family_help", "leader", 0, 34_000, Fraction(17, 5), 4),
    ("38(3)", "family_help", "co_provider", 0, 34_000, Fraction(17, 5), 4),
]


@pytest.mark.covers("000_002/64", "000_002/67")
@pytest.mark.parametrize(
    ("article", "task", "post", "inhabitants", "families", "exact", "persons"), BY_POPULATION
)
def test_need_by_population(article, task, post, inhabitants, families, exact, persons):
    found = line(unit(inhabitants=inhabitants, families=families), task, post, "population")
    assert (found.article, found.exact, found.rounded) == (article, exact, persons)


BY_LOAD = [
    # article, service, post, services of a year, exact
    ("35(1)", "first_social_aid", "professional_worker", 1560, Fraction(1)),  # 130 a month
    ("35(1)", "first_social_aid", "professional_worker", 1000, Fraction(25, 39)),
    ("36(1)", "personal_help", "professional_worker", 110, Fraction(2)),
    ("37(1)", "victim_support", "professional_worker", 630, Fraction(3, 2)),  # 52.5 a month
    ("38(1)", "family_help", "leader", 75, Fraction(3, 2)),
    ("38(1)", "family_help", "co_provider", 75, Fraction(5, 4)),
]


@pytest.mark.covers("000_002/63")
@pytest.mark.parametrize(("article", "task", "post", "services", "exact"), BY_LOAD)
def test_need_by_load(article, task, post, services, exact):
    found = line(unit(**{task: services}), task, post, "load")
    assert (found.article, found.exact) == (article, exact)


ADMINISTRATIVE = [
    # article, service, level, whole performers of 120,000 inhabitants and 34,000 families, share
    ("35(2)", "first_social_aid", "administrative_vi", Fraction(5, 30)),
    ("35(2)", "first_social_aid", "administrative_v", Fraction(5, 40)),
    ("36(2)", "personal_help", "administrative_vi", Fraction(4, 20)),
    ("36(2)", "personal_help", "administrative_v", Fraction(4, 30)),
    (
        "38(2)",
        "family_help",
        "administrative_vi",
        Fraction(4 + 4, 30),
    ),  # of all performers, not of leaders alone
    ("38(2)", "family_help", "administrative_v", Fraction(4 + 4, 40)),
]


@pytest.mark.covers("000_002/65", "000_002/66")
@pytest.mark.parametrize(("article", "task", "post", "share"), ADMINISTRATIVE)
def test_administrative_staff_are_a_share_of_whole_performers(article, task, post, share):
    found = line(unit(inhabitants=120_000, families=34_000), task, post, "population")
    assert (found.article, found.exact, found.rounded) == (article, share, None)


@pytest.mark.covers("000_002/65")
def test_administrative_staff_of_victim_support_follow_its_load_by_article_37():
    found = need(unit(victim_support=35 * 12 * 10), on=DAY)
    assert found.line("victim_support", "administrative_vi", "load").exact == Fraction(10, 30)
    assert found.line("victim_support", "administrative_v", "load").exact == Fraction(10, 50)


@pytest.mark.covers("000_002/64")
def test_article_37_prints_no_ratio_and_the_sum_says_what_it_leaves_out():
    found = need(unit(inhabitants=120_000, families=34_000), on=DAY)
    victims = found.line("victim_support", "professional_worker", "population")
    assert (victims.state, victims.exact) == ("not_printed", None)
    total = found.line(None, "performers", "population")
    assert (total.exact, total.rounded) == (Fraction("15.6"), 17)  # 4.8 + 4 + 3.4 + 3.4, and 5 + 4 + 4 + 4
    assert total.note.en == "Without the services for which no ratio is printed: Support to victims of crime."


@pytest.mark.covers("000_002/68")
def test_need_by_population_and_by_load_stand_side_by_side():
    found = need(unit(inhabitants=50_000, families=100, first_social_aid=3120), on=DAY)
    both = [
        found.line("first_social_aid", "professional_worker", basis).rounded
        for basis in ("population", "load")
    ]
    assert both == [2, 2]


def test_without_a_population_table_the_need_is_unknown_and_names_the_columns_to_import():
    found = line(unit(), "first_social_aid", "professional_worker", "population")
    assert (found.state, found.exact) == ("unknown", None)
    assert "municipality, inhabitants, families, unit, source, date" in found.formula.en
    assert line(unit(), None, "performers", "population").state == "unknown"


def test_without_a_count_of_services_the_need_by_load_is_unknown_and_names_the_key():
    found = line(unit(), "victim_support", "professional_worker", "load")
    assert (found.state, found.formula.en) == (
        "unknown", "The number of services carried out is not known. Enter it as services.victim_support.",
    )  # fmt: skip


def test_inhabitants_known_and_families_not_leave_only_family_help_open():
    found = need(unit(inhabitants=25_000), on=DAY)
    assert found.line("first_social_aid", "professional_worker", "population").exact == 1
    assert found.line("family_help", "leader", "population").state == "unknown"


@pytest.mark.covers("000_002/67")
@pytest.mark.parametrize(("way", "persons"), [("up", 3), ("nearest", 2), ("none", None)])
def test_rounding_is_a_setting_and_the_exact_need_stays(way, persons):
    found = line(
        unit(inhabitants=60_000), "first_social_aid", "professional_worker", "population", rounding=way
    )
    assert (found.exact, found.rounded) == (Fraction("2.4"), persons)


def test_a_figure_says_rule_article_inputs_and_formula_in_three_languages():
    found = line(unit(inhabitants=60_000), "first_social_aid", "professional_worker", "population")
    assert (found.rule, found.article, found.source) == (
        "first_social_aid.inhabitants_per_worker",
        "35(3)",
        "001:199",
    )
    assert [(each.name.en, each.value, each.source.en) for each in found.inputs] == [
        ("inhabitants", 60_000, "test")
    ]
    assert found.formula.sl == "prebivalci: 60.000 : 25.000 = 2,4; zaokroženo navzgor 3"
    assert found.formula.it == "abitanti: 60.000 : 25.000 = 2,4; arrotondato per eccesso 3"
    assert found.formula.en == "inhabitants: 60,000 ÷ 25,000 = 2.4; rounded up 3"


def test_before_the_rulebook_there_is_no_need_to_reckon():
    with pytest.raises(NormUnknown):
        need(unit(inhabitants=1), on=date(2024, 2, 23))


def test_rounding_the_units_and_rounding_the_centre_are_explained_against_each_other():
    found = line(
        centre(unit("koper", 55_854, 1), unit("izola", 16_486, 1)),
        "first_social_aid",
        "professional_worker",
        "population",
    )
    assert (found.rounded, found.by_parts.rounded) == (3, 4)
    assert found.by_parts.phrase.en == (
        "Rounded part by part it is 4, for the whole 3. The difference of 1 comes from rounding each part "
        "by itself: Koper 2.23416 → 3; Izola 0.65944 → 1."
    )


@given(fewer=PEOPLE, more=PEOPLE, families=PEOPLE)
@settings(max_examples=25, deadline=None)
def test_need_grows_with_population(fewer, more, families):
    fewer, more = sorted((fewer, more))
    small, large = (need(unit(inhabitants=each, families=families), on=DAY) for each in (fewer, more))
    for one, other in zip(small.lines, large.lines, strict=True):
        if one.exact is not None:
            assert one.exact <= other.exact
            assert (one.rounded or 0) <= (other.rounded or 0)


@given(units=UNITS)
@settings(max_examples=25, deadline=None)
def test_units_add_up_to_the_centre_but_for_rounding(units):
    area = centre(*(unit(f"u{number}", *people) for number, people in enumerate(units)))
    for found in need(area, on=DAY).lines:
        if found.exact is None:
            continue
        beside = found.by_parts
        if found.post in ("professional_worker", "leader", "co_provider"):
            assert beside.exact == found.exact
            raised = sum((heads - exact for _name, exact, heads in beside.raised), Fraction(0))
            assert beside.rounded - found.rounded == raised - (found.rounded - found.exact)
        if found.rounded is not None:
            assert beside.rounded >= found.rounded


@given(inhabitants=PEOPLE, families=PEOPLE, services=st.integers(0, 100_000), data=st.data())
@settings(max_examples=25, deadline=None)
def test_what_if_with_the_printed_norm_is_the_plain_result(inhabitants, families, services, data):
    figures = {
        f"{standard.task}.{figure.key}": printed_value(figure)
        for standard in norms().on(DAY)
        for figure in standard.figures()
    }
    keys = data.draw(st.sets(st.sampled_from([key for key, value in figures.items() if value is not None])))
    area = unit(inhabitants=inhabitants, families=families, first_social_aid=services)
    assume = WhatIf({key: figures[key] for key in keys})
    assert need(area, on=DAY, assume=assume) == need(area, on=DAY)


def test_another_norm_changes_its_figure_and_marks_what_rests_on_it():
    area = unit(inhabitants=60_000, families=20_000)
    found = need(area, on=DAY, assume=WhatIf({"first_social_aid.inhabitants_per_worker": 20_000}))
    changed = found.line("first_social_aid", "professional_worker", "population")
    assert (changed.exact, changed.is_what_if) == (3, True)
    assert changed.note.en == "Assumption: 20,000 instead of the 25,000 printed (article 35(3))."
    marked = {(each.task, each.post) for each in found.lines if each.is_what_if}
    assert marked == {
        ("first_social_aid", "professional_worker"), ("first_social_aid", "administrative_vi"),
        ("first_social_aid", "administrative_v"), (None, "performers"),
        (None, "administrative_vi"), (None, "administrative_v"),
    }  # fmt: skip


def test_a_ratio_that_article_37_does_not_print_may_be_assumed():
    assume = WhatIf({"victim_support.inhabitants_per_worker": 50_000})
    found = line(
        unit(inhabitants=60_000), "victim_support", "professional_worker", "population", assume=assume
    )
    assert (found.exact, found.is_what_if) == (Fraction("1.2"), True)
    assert found.note.en == "Assumption: 50,000; article 37 prints no ratio."


def test_another_population_of_a_unit_changes_its_centre_and_no_other_unit():
    area = centre(unit("koper", 50_000, 1), unit("izola", 25_000, 1))
    found = need(area, on=DAY, assume=WhatIf({"inhabitants.izola": 50_000}))
    assert found.line("first_social_aid", "professional_worker", "population").exact == 4
    assert found.line("first_social_aid", "professional_worker", "population").is_what_if
    assert not found.parts[0].line("first_social_aid", "professional_worker", "population").is_what_if


def test_another_population_of_the_whole_says_nothing_of_its_units():
    area = centre(unit("koper", 50_000, 1), unit("izola", 25_000, 1))
    found = need(area, on=DAY, assume=WhatIf({"inhabitants": 100_000}))
    assert found.parts == ()
    assert found.line("personal_help", "professional_worker", "population").exact == Fraction(10, 3)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"inhabitant": "5"}, "Did you mean inhabitants?"),
        ({"zzz": "5"}, "Possible are: first_social_aid.services_per_worker"),
        ({"inhabitants": "25.000"}, "25.000 is no whole number"),
        ({"inhabitants": "-1"}, "no whole number"),
        ({"personal_help.services_per_worker": "0"}, "a norm cannot be 0"),
    ],
)
def test_an_assumption_that_cannot_be_made_says_why(typed, told):
    with pytest.raises(WhatIfError, match=told.replace("?", r"\?")):
        what_if(typed, standards=norms().on(DAY), area=unit())


def test_every_key_that_is_offered_can_be_assumed():
    area = centre(unit("koper", 50_000, 1), unit("izola", 25_000, 1))
    keys = list(known_keys(norms().on(DAY), area))
    assert len(keys) == len(set(keys)) == 18 + 4 + 2 + 4
    assume = what_if(dict.fromkeys(keys, "7"), standards=norms().on(DAY), area=area)
    assert (
        need(area, on=DAY, assume=assume).line("victim_support", "professional_worker", "population").exact
        == 1
    )
