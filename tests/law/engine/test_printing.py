"""A program printed as one function computes what its instructions compute one by one."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.conftest import make_household

from opora.law import parse_situation, rulebook
from opora.law.engine.case import Case
from opora.law.engine.evaluation import Evaluation
from opora.law.engine.graph import Node
from opora.law.engine.printing import printed
from opora.law.engine.steps import step_of

FAMILIES = [
    {"adults": [{}], "children": []},
    {"adults": [{"monthly": {"wage": "700.01"}, "work_activity_hours": "100"}, {}], "children": [{}]},
    {
        "adults": [{"yearly": {"periodic_income_of_the_year": "9100.10"}}],
        "children": [
            {"born": "2024-03-02", "in_kindergarten": {"2026-01-01": False, "2026-09-01": True}},
            {"born": "2008-06-20", "receives_maintenance_from_other_parent": True},
        ],
    },
]


def one_by_one(program, case, dates):
    evaluation = Evaluation(program, case, dates)
    evaluation.values = [None] * len(program.instructions)
    for place in range(len(program.instructions)):
        evaluation.values[place] = evaluation.compute(place)
    return evaluation.values


@st.composite
def households(draw):
    """A family of which nobody knows some facts."""
    data = make_household(**draw(st.sampled_from(FAMILIES)))
    for facts in data["persons"].values():
        for unknown in draw(st.sets(st.sampled_from(sorted(facts)), max_size=6)):
            del facts[unknown]
    return data


@settings(max_examples=60, deadline=None)
@given(data=households(), month=st.integers(1, 12))
def test_a_printed_program_computes_what_its_instructions_do(data, month):
    situation = parse_situation(data)
    dates = situation.dates(date(2027, month, 1))
    program = rulebook().program(dates, ("child_benefit", "cash_social_assistance"))
    assert Evaluation(program, situation.case, dates).values == one_by_one(program, situation.case, dates)


@settings(max_examples=30, deadline=None)
@given(data=households())
def test_a_month_reached_from_the_one_before_is_the_month_itself(data):
    situation = parse_situation(data)
    dates = [situation.dates(date(2026, month, 1)) for month in range(5, 13)]
    program = rulebook().program(dates[0], ("child_benefit", "cash_social_assistance"))
    moving = Evaluation(program, situation.case, dates[0])
    for day in dates[1:]:
        moving.move_to(day)
        assert moving.values == Evaluation(program, situation.case, day).values


def test_a_program_that_reads_nothing_from_outside_is_printed_as_well():
    nodes = [
        Node("is_applicant", (), "person", "", 1, 0, 1),
        Node("constant", (), "case", "", 1, 7, 7, (("value", 7),)),
    ]
    compute = printed(nodes, [step_of(nodes, node) for node in nodes], [])
    ana_and_bor = Case(
        persons=["ana", "bor"], applicant=1, in_dwelling=[1, 1], relatives={}, claimed=frozenset()
    )
    assert compute([], ana_and_bor, None) == [[0, 1], 7]
