"""The same four rights written for OpenFisca-Core, as its authors write rules.

Facts are input variables, each figure of the acts is a variable with a vectorised formula, and the amounts
are the same dated parameters. Amounts are OpenFisca's own floats (32 bits). Rules stand as they are since
July 2019.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks._generated_country import DATES, Country
from opora.law.engine.facts import Fact
from opora.law.engine.stored_parameters import StoredParameter
from opora.law.engine.types import CHOICE, COUNT, DATE, EUR, YES_NO

MONTH, YEAR, ETERNITY = DateUnit.MONTH, DateUnit.YEAR, DateUnit.ETERNITY
PERIOD = DATES.month.strftime("%Y-%m")

person = build_entity(key="person", plural="persons", label="Person", is_person=True)
household = build_entity(
    key="household",
    plural="households",
    label="Household",
    roles=[
        {"key": "applicant", "label": "Applicant", "max": 1},
        {"key": "partner", "label": "Partner", "max": 1},
        {"key": "child", "plural": "children", "label": "Child"},
        {"key": "other", "plural": "others", "label": "Somebody else"},
    ],
)
WHO_IS_WHO = ("is_applicant", "is_partner", "is_child_of_applicant", "is_child_of_partner", "is_in_care")
KINDS_OF_INCOME = (
    *("wage", "self_employment_income", "student_work_income", "unemployment_benefit", "pension"),
    *("parental_or_care_income", "maintenance_received", "other_periodic_income"),
)


def tax_benefit_system(
    facts: Mapping[str, Fact], parameters: Mapping[str, StoredParameter]
) -> TaxBenefitSystem:
    """The rights with their inputs and parameters."""
    from benchmarks import _openfisca_formulas, _openfisca_later_formulas

    system = TaxBenefitSystem([person, household])
    system.parameters = ParameterNode("", data=_as_data(parameters))
    for fact in facts.values():
        system.add_variable(_input_of(fact))
    for name in (*WHO_IS_WHO, "lives_in_dwelling"):
        system.add_variable(_input(name, person, bool, ETERNITY))
    system.add_variable(_input("day_of_filing", household, date, ETERNITY))
    formulas = vars(_openfisca_formulas) | vars(_openfisca_later_formulas)
    for variable in formulas.values():
        if isinstance(variable, type) and issubclass(variable, Variable) and variable is not Variable:
            system.add_variable(variable)
    return system


def build_simulation(system: TaxBenefitSystem, country: Country) -> Simulation:
    """A simulation of the whole country, from the same columns."""
    builder = SimulationBuilder()
    builder.create_entities(system)
    households = np.arange(int(country.household[-1]) + 1)
    builder.declare_person_entity("person", np.arange(len(country.household)))
    instance = builder.declare_entity("household", households)
    builder.join_with_persons(instance, country.household, country.role)
    simulation = builder.build(system)
    _set_inputs(simulation, country, len(households))
    return simulation


def _set_inputs(simulation: Simulation, country: Country, households: int) -> None:
    first = np.flatnonzero(np.diff(country.household, prepend=-1))
    marks = (country.role == 0, country.role == 1, country.of_applicant, country.of_partner)
    for name, mark in zip(WHO_IS_WHO, (*marks, np.zeros(len(country.role), bool)), strict=True):
        simulation.set_input(name, ETERNITY, mark)
    simulation.set_input("day_of_filing", ETERNITY, np.full(households, np.datetime64(DATES.filed)))
    for column in country.table.column_names:
        key, _, period = column.partition("@")
        variable = simulation.tax_benefit_system.get_variable(key)
        if variable is None or key in WHO_IS_WHO:
            continue
        values = np.asarray(country.table.column(column))
        values = values[first] if variable.entity.key == "household" else values
        simulation.set_input(key, period or _period_of(variable), _as_value(values, variable))


def _period_of(variable: Variable) -> Any:
    return ETERNITY if variable.definition_period == ETERNITY else PERIOD


def _as_value(values: Any, variable: Variable) -> Any:
    if variable.value_type is float:
        return values.astype(np.float32) / np.float32(100)
    if variable.value_type is date:
        return values.astype("datetime64[D]")
    return values.astype(bool) if variable.value_type is bool else values


def _input_of(fact: Fact) -> type[Variable]:
    entity = person if fact.of == "person" else household
    kind: type = {YES_NO: bool, EUR: float, DATE: date, COUNT: int, CHOICE: int}.get(fact.kind, int)
    period = (
        ETERNITY if fact.key in ("born", "sex", "citizenship") else {"year": YEAR}.get(fact.period, MONTH)
    )
    return _input(fact.key, entity, kind, period)


def _input(name: str, entity: Any, kind: type, period: Any) -> type[Variable]:
    given = {"value_type": kind, "entity": entity, "definition_period": period, "label": name}
    return type(name, (Variable,), given)


def _as_data(parameters: Mapping[str, StoredParameter]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, parameter in parameters.items():
        for number, place in enumerate(parameter.places):
            node = data
            for step in (key, *(f"at_{word}" for word in place))[:-1]:
                node = node.setdefault(step, {})
            values = {
                entry.start.isoformat(): {"value": entry.cells[number].value / parameter.denominator}
                for entry in parameter.entries
                if entry.cells[number].value is not None
            }
            if values:
                node[f"at_{place[-1]}" if place else key] = {"values": values}
    return data
