"""The explanation: every figure once, each derivable from its inputs, with articles and sources."""

from opora.law import decide, parse_situation


def explained(data):
    return decide(parse_situation(data)).to_json(explain=True)


def test_every_figure_stands_once_and_its_inputs_stand_before_it(household):
    figures = explained(household(adults=[{}, {}], children=[{}, {}]))["figures"]
    seen: set[str] = set()
    for figure in figures:
        assert figure["id"] not in seen
        assert set(figure.get("inputs", [])) <= seen
        seen.add(figure["id"])


def test_a_figure_that_two_rights_need_stands_once_although_a_period_lies_between(household):
    children = [{"born": "2022-07-20", "in_kindergarten": {"2026-01-01": False, "2026-09-01": True}}, {}]
    figures = explained(household(adults=[{}, {}], children=children))["figures"]
    ids = [figure["id"] for figure in figures]
    assert len(ids) == len(set(ids))


def test_a_fact_of_the_day_that_changes_stands_again_with_its_month(household):
    children = [{"born": "2023-07-20", "in_kindergarten": {"2026-01-01": False, "2026-09-01": True}}]
    figures = explained(household(children=children, rights=("child_benefit",)))["figures"]
    values = {figure["id"]: figure["value"] for figure in figures if figure["figure"] == "in_kindergarten"}
    assert values == {"in_kindergarten:child1": False, "in_kindergarten:child1:2026-09": True}


def test_a_period_points_to_the_figure_of_its_amount(household):
    shown = explained(household(filed="2026-02-10", rights=("cash_social_assistance",)))
    figures = {figure["id"]: figure for figure in shown["figures"]}
    periods = shown["rights"]["cash_social_assistance"]["periods"]
    assert [figures[period["figure"]]["value"] for period in periods] == ["494.09", "507.43"]


def test_a_figure_that_did_not_change_is_not_repeated(household):
    figures = explained(household(filed="2026-02-10", rights=("cash_social_assistance",)))["figures"]
    names = [figure["figure"] for figure in figures]
    assert names.count("minimum_income") == 2
    assert names.count("own_income") == 1


def test_an_amount_names_its_parameter_with_source_and_first_day(household):
    figures = explained(household(rights=("cash_social_assistance",)))["figures"]
    (share,) = [figure for figure in figures if figure["figure"] == "member_minimum_income"]
    (parameter,) = share["parameters"]
    assert (parameter["key"], parameter["value"], parameter["from"]) == (
        "minimum_income_basic_amount",
        "507.43",
        "2026-04-01",
    )
    assert parameter["source"].startswith("https://")
    assert (share["article"], share["article_confirmed"]) == ("ZSVarPre 26", True)


def test_an_unconfirmed_article_is_printed_as_the_name_of_the_act(household):
    figures = explained(household(rights=("cash_social_assistance",)))["figures"]
    ceiling = next(figure for figure in figures if figure["figure"] == "property_ceiling")
    assert (ceiling["article"], ceiling["article_confirmed"]) == ("ZSVarPre", False)


def test_branches_that_were_not_taken_do_not_appear(household):
    names = {
        figure["figure"] for figure in explained(household(rights=("cash_social_assistance",)))["figures"]
    }
    assert "child_weight" not in names
    assert "wage" not in names


def test_the_formula_of_the_law_is_a_readable_line_in_three_languages(household):
    figures = explained(household(rights=("cash_social_assistance",)))["figures"]
    formula = next(figure["formula"] for figure in figures if figure["figure"] == "cash_social_assistance")
    assert formula["en"] == (
        "if entitled to cash social assistance then family minimum income − family's own income, otherwise 0"
    )
    assert formula["sl"].startswith(
        "če upravičenost do denarne socialne pomoči, potem minimalni dohodek družine"
    )


def test_an_average_that_does_not_end_is_shown_as_an_exact_fraction(household):
    data = household(adults=[{"monthly": {"wage": "100.00"}}], rights=("cash_social_assistance",))
    data["persons"]["ana"]["wage"]["2026-03"] = "100.01"
    figures = explained(data)["figures"]
    average = next(figure for figure in figures if figure["figure"] == "periodic_income_average")
    assert average["value"] == "30001/300"


def test_a_number_that_is_not_certain_says_between_which_values_it_lies(household):
    data = household(adults=[{}], children=[{}, {}])
    data["persons"]["ana"] |= {
        "had_income_in_the_year": True,
        "periodic_income_of_the_year": {"2025": "1200.00"},
    }
    for fact in ("other_income_of_the_year", "cash_social_assistance_of_the_year"):
        data["persons"]["ana"].pop(fact, None)
    del data["persons"]["ana"]["had_income_in_the_year"]
    nodes = decide(parse_situation(data)).to_json(explain=True)["figures"]
    [income] = [node for node in nodes if node["figure"] == "monthly_income_per_person"]
    assert income["value"] is None
    low, high = income["between"]
    assert (low, float(high) > float(low)) == ("0.00", True)
    assert all("between" not in node for node in nodes if node["value"] is not None)
