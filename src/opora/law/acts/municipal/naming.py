"""Figures of a municipality: the same rule under a key of its own."""

from collections.abc import Callable
from typing import Any

from opora.law.acts.law_book import figure
from opora.law.acts.municipal.municipality import Municipality
from opora.law.engine.book import Entity, Figure
from opora.law.engine.types import Type

SINCE = "2018-06"
"""The first month of the law as modelled."""


def own_figure(
    municipality: Municipality, name: str, entity: Entity, type_: Type, *, sl: str, it: str, en: str
) -> Callable[[Callable[..., Any]], Figure]:
    """Registers a rule as the municipality's figure `name`, with its decree as the act."""

    def register(rule: Callable[..., Any]) -> Figure:
        rule.__name__ = name
        declared = figure(entity, type_, since=SINCE, article=municipality.decree, sl=sl, it=it, en=en)
        return declared(rule)

    return register
