"""A book of rules: collects facts, figures, families and rights, and draws the graph from them once.

`@figure`, `@family` and `right` only register; nothing is drawn before `Book.draw()`, so rules may name
figures that are defined in a later file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from inspect import signature
from math import lcm
from typing import Any

from .drawing import Drawing
from .entities import Applicant, Application, Dwelling, Family, Person, mark_of
from .errors import RuleError, nearest
from .expressions import Expression, scaled
from .facts import Fact
from .graph import Family as FamilyDefinition
from .graph import Figure as DrawnFigure
from .graph import FigureVersion, Given, Graph, Origin, Right, Selector
from .labels import Labels
from .operations import Level
from .parameter_words import ParameterWords
from .readings import MonthlyOrYearlyFact, read_day_fact
from .stored_parameters import StoredParameter
from .types import YES_NO, Type

Rule = Callable[..., Any]
Entity = Person | Applicant | Dwelling | Family


@dataclass
class RuleVersion:
    since: str
    article: str
    selected_by: Selector
    rule: Rule


@dataclass
class Figure:
    """A named result of the law. `version` adds the rule as it stands from a later month."""

    key: str
    entity: Entity
    type: Type
    label: Labels
    meaning: str
    versions: list[RuleVersion] = field(default_factory=list)

    def version(
        self, *, since: str, article: str, selected_by: Selector = "month_of_right"
    ) -> Callable[[Rule], "Figure"]:
        def add(rule: Rule) -> "Figure":
            if any(version.since >= since for version in self.versions):
                raise RuleError(
                    f"{self.key}: versions stand in order of time; {since} is not after the last one."
                )
            self.versions.append(RuleVersion(since, article, selected_by, rule))
            return self

        return add


class Book:
    """Everything an act's rules are written with.

    `confirmed` are the article numbers a source states, `origins` what the rules of a file were read in: by
    the end of the file's module name, or of its package.
    """

    def __init__(
        self,
        *,
        facts: dict[str, Fact],
        confirmed: dict[str, list[str]] | None = None,
        origins: dict[str, Origin] | None = None,
    ) -> None:
        self.person = Person(self)
        self.applicant = Applicant(self)
        self.dwelling = Dwelling(self)
        self.application = Application(self)
        self._facts = facts
        self._confirmed = confirmed or {}
        self._origins = origins or {}
        self._drawing: Drawing | None = None
        self._parameters: dict[str, StoredParameter] = {}
        self._figures: dict[str, Figure] = {}
        self._families: dict[str, Labels] = {}
        self._rights: list[Right] = []
        self._underway: list[str] = []

    # --- registering -----------------------------------------------------------------------------------

    def figure(
        self,
        entity: Entity,
        type_: Type,
        *,
        since: str,
        article: str,
        sl: str,
        it: str,
        en: str,
        selected_by: Selector = "month_of_right",
    ) -> Callable[[Rule], Figure]:
        """Registers a rule under the name of its function."""

        def register(rule: Rule) -> Figure:
            return self._register(
                rule.__name__,
                entity,
                type_,
                Labels(sl=sl, it=it, en=en),
                rule.__doc__ or "",
                RuleVersion(since, article, selected_by, rule),
            )

        return register

    def family(self, *, since: str, article: str, sl: str, it: str, en: str) -> Callable[[Rule], Family]:
        """Registers a rule that marks the members of an act's family."""

        def register(rule: Rule) -> Family:
            label = Labels(sl=sl, it=it, en=en)
            version = RuleVersion(since, article, "month_of_right", rule)
            self._register(mark_of(rule.__name__), self.person, YES_NO, label, rule.__doc__ or "", version)
            self._families[rule.__name__] = label
            return Family(self, rule.__name__)

        return register

    def right(
        self,
        key: str,
        *,
        order: int,
        entitled: Figure,
        start: Figure,
        conditions: list[Figure],
        sl: str,
        it: str,
        en: str,
        given: Given = "monthly",
        amount: Figure | None = None,
        end: Figure | None = None,
        open_ended: Figure | None = None,
        per_person: Figure | None = None,
        per_person_shows: list[Figure] | None = None,
    ) -> None:
        """Registers a right: which figures say whether, how much, from when and until when."""
        self._rights.append(
            Right(
                key=key,
                order=order,
                entitled=entitled.key,
                given=given,
                amount=amount.key if amount else None,
                start=start.key,
                end=end.key if end else None,
                open_ended=open_ended.key if open_ended else None,
                per_person=per_person.key if per_person else None,
                per_person_shows=tuple(figure.key for figure in per_person_shows or []),
                conditions=tuple(figure.key for figure in conditions),
                label=Labels(sl=sl, it=it, en=en),
            )
        )

    def _register(
        self, key: str, entity: Entity, type_: Type, label: Labels, meaning: str, version: RuleVersion
    ) -> Figure:
        if key in self._figures or key in self._facts:
            raise RuleError(
                f"{key!r} is already the name of a figure or fact. Give it another name, or add a dated "
                f"version with @{key}.version(since=...)."
            )
        self._figures[key] = Figure(key, entity, type_, label, meaning.strip(), [version])
        return self._figures[key]

    # --- drawing ---------------------------------------------------------------------------------------

    def draw(self, parameters: dict[str, StoredParameter]) -> Graph:
        """The graph of the whole book. Every figure is drawn, also one that no right uses yet."""
        graph = Graph()
        self._drawing, self._parameters = Drawing(graph), parameters
        try:
            for key in self._figures:
                self._drawn(key)
        finally:
            self._drawing = None
        graph.facts = dict(self._facts)
        graph.families = {
            key: FamilyDefinition(key=key, mark=mark_of(key), label=label)
            for key, label in self._families.items()
        }
        graph.rights = {right.key: right for right in sorted(self._rights, key=lambda r: r.order)}
        graph.origins = dict(self._origins)
        return graph

    @property
    def drawing(self) -> Drawing:
        """The graph being drawn; a rule may speak of values only while it is."""
        if self._drawing is None:
            raise RuleError(
                "A fact or figure is named outside a rule. Name it inside a function under @figure."
            )
        return self._drawing

    @property
    def graph(self) -> Graph:
        return self.drawing.graph

    def defines(self, entity: str, name: str) -> bool:
        return name in self._figures and self._figures[name].entity.key == entity

    def value_of(self, entity: str, name: str) -> Any:
        """The fact or figure of that name, as an expression (or to be given a window)."""
        if self.defines(entity, name):
            return self._reference(name)
        fact = self._facts.get(name)
        if fact is not None and fact.of == entity:
            gates = tuple(self._gates(fact))
            if fact.period == "day":
                return read_day_fact(self.drawing, fact, gates)
            return MonthlyOrYearlyFact(self.drawing, fact, gates)
        known = [key for key, figure in self._figures.items() if figure.entity.key == entity]
        known += [key for key, fact in self._facts.items() if fact.of == entity]
        raise RuleError(
            f"{self.drawing.rule}: {entity} has no fact or figure {name!r}.{nearest(name, known)}"
        )

    def _gates(self, fact: Fact) -> Iterator[Fact]:
        """The fact's own gate first, then the gate before that one."""
        while fact.gate is not None:
            fact = self._facts[fact.gate.fact]
            yield fact

    def _reference(self, key: str) -> Expression:
        figure = self._drawn(key)
        roots = [self.graph.nodes[version.root] for version in figure.versions]
        node = self.drawing.leaf(
            "figure",
            over=figure.over,
            unit=figure.unit,
            denominator=figure.denominator,
            low=min(root.low for root in roots),
            high=max(root.high for root in roots),
            figure=key,
        )
        return Expression(self.drawing, node)

    def _drawn(self, key: str) -> DrawnFigure:
        if key in self.graph.figures:
            return self.graph.figures[key]
        if key in self._underway:
            circle = " → ".join([*self._underway[self._underway.index(key) :], key])
            raise RuleError(f"The figure {key!r} depends on itself: {circle}. Break the circle with a fact.")
        self._underway.append(key)
        try:
            self.graph.figures[key] = self._draw(self._figures[key])
        finally:
            self._underway.pop()
        return self.graph.figures[key]

    def _draw(self, figure: Figure) -> DrawnFigure:
        roots = [self._root(figure, version) for version in figure.versions]
        denominator = lcm(*(root.node.denominator for root in roots))
        roots = [scaled(root, denominator) for root in roots]
        return DrawnFigure(
            key=figure.key,
            of=figure.entity.key,
            over=self._level(figure),
            type=figure.type.name,
            unit=roots[0].node.unit,
            denominator=denominator,
            label=figure.label,
            meaning=figure.meaning,
            versions=tuple(
                self._version(version, root.node_id)
                for version, root in zip(figure.versions, roots, strict=True)
            ),
        )

    def _root(self, figure: Figure, version: RuleVersion) -> Expression:
        before, self.drawing.rule = self.drawing.rule, f"{figure.key} (since {version.since})"
        try:
            value = self._call(version.rule, figure.entity)
            if not isinstance(value, Expression):
                raise RuleError(f"{self.drawing.rule}: a rule returns an expression, not {value!r}.")
            if value.node.unit != figure.type.unit:
                raise RuleError(
                    f"{self.drawing.rule}: it is declared as {figure.type.name}, but its unit is "
                    f"{value.node.unit or 'a plain number'}."
                )
            if value.node.over == "person" and figure.entity.over == "case":
                raise RuleError(
                    f"{self.drawing.rule}: it belongs to {figure.entity.key}, but its value differs from "
                    "person to person. Write family.sum(...), family.any(...) or applicant.of(...)."
                )
            if figure.entity.over == "person":
                value = Expression(self.drawing, self.drawing.for_each_person(value.node_id))
            return value
        finally:
            self.drawing.rule = before

    def _call(self, rule: Rule, entity: Entity) -> Any:
        """A rule takes its entity and, where it needs them, the parameters."""
        if len(signature(rule).parameters) == 1:
            return rule(entity)
        return rule(entity, ParameterWords(self.drawing, self._parameters))

    @staticmethod
    def _level(figure: Figure) -> Level:
        return "person" if figure.entity.over == "person" else "case"

    def _version(self, version: RuleVersion, root: int) -> FigureVersion:
        act, _, number = version.article.partition(" ")
        confirmed = number in self._confirmed.get(act, [])
        return FigureVersion(
            since=version.since,
            selected_by=version.selected_by,
            article=version.article if confirmed else act,
            article_confirmed=confirmed,
            root=root,
            origin=self._origin(version.rule),
        )

    def _origin(self, rule: Rule) -> str | None:
        if not self._origins:
            return None
        *_, package, file = rule.__module__.split(".")
        found = next((key for key in (f"{package}.{file}", package) if key in self._origins), None)
        if found is None:
            raise RuleError(
                f"{self.drawing.rule}: nobody says where the rules of {package}.{file} were read. Add the "
                "file to sources.yaml."
            )
        return found
