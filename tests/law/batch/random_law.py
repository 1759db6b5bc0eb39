"""Laws that nobody would pass: random graphs of every operation, to try what no rule of today uses."""

from dataclasses import replace
from datetime import date
from random import Random

from opora.law.engine.facts import Fact
from opora.law.engine.graph import Figure, FigureVersion, Graph, Node, Right
from opora.law.engine.labels import Labels
from opora.law.engine.operations import RELATIONS
from opora.law.engine.rounding import Direction
from opora.law.engine.stored_parameters import StoredCell, StoredEntry, StoredParameter

WORDS = Labels(sl="x", it="x", en="x")
FIRST_DAY = date(2018, 1, 1)
MOST = 10**6
STEPS = 60


def _fact(key: str, **kind: str) -> Fact:
    return Fact.model_validate(
        {"key": key, "label": WORDS, "question": WORDS, "confidentiality": "income", **kind}
    )


FACTS = {
    fact.key: fact
    for fact in (
        _fact("works", type="yes_no"),
        _fact("learns", type="yes_no"),
        _fact("debt", type="count", low="-20", high="20"),
        _fact("wage", type="EUR", period="month", low="0", high="1000"),
        _fact("income", type="EUR", period="year", low="0", high="9000"),
        _fact("born", type="date", low="1900-01-01", high="2099-12-31"),
        _fact("owned", type="yes_no", of="dwelling"),
        _fact("home_value", type="EUR", low="0", high="5000", of="dwelling"),
    )
}


def random_law(random: Random) -> Graph:
    """A graph with two rights, of which the second also looks at the first."""
    return _Drawing(random).law()


def with_unknown_cells(random: Random, graph: Graph, share: float) -> Graph:
    """The same law, of which some figures have not been found."""

    def forget(cell: StoredCell) -> StoredCell:
        return cell.model_copy(update={"value": None}) if random.random() < share else cell

    def of(parameter: StoredParameter) -> StoredParameter:
        entries = tuple(
            entry.model_copy(update={"cells": tuple(map(forget, entry.cells))}) for entry in parameter.entries
        )
        # Built anew from its fields: a copy would keep what the original has already worked out.
        fields = {name: getattr(parameter, name) for name in StoredParameter.model_fields}
        return StoredParameter(**fields | {"entries": entries})

    return replace(graph, parameters={key: of(parameter) for key, parameter in graph.parameters.items()})


class _Drawing:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.nodes: list[Node] = []
        self.pools: dict[tuple[str, str], list[int]] = {
            (over, kind): [] for over in ("person", "case") for kind in ("claim", "value", "day")
        }
        self.parameters = {key: self._parameter(key) for key in ("share", "table", "grid")}

    def law(self) -> Graph:
        self._leaves()
        figures: dict[str, Figure] = {}
        rights = {}
        for order, key in enumerate(("first", "second")):
            for _ in range(STEPS):
                self._step()
            debt = self._add("of_applicant", "case", "value", self.pools["person", "value"][0])
            amount = self._within(self._plain("add", "value", debt, self._newest("value", -2)), MOST)
            figures[f"{key}_entitled"] = self._figure(f"{key}_entitled", self._newest("claim"))
            figures[f"{key}_amount"] = self._figure(f"{key}_amount", amount)
            rights[key] = self._right(key, order)
        return Graph(self.nodes, dict(FACTS), figures, {}, rights, self.parameters)

    # --- nodes ------------------------------------------------------------------------------------

    def _add(
        self, op: str, over: str, kind: str, *args: int, low: int = 0, high: int = 0, **given: object
    ) -> int:
        attributes = tuple(sorted(given.items()))
        self.nodes.append(Node(op, args, over, kind, 1, low, high, attributes))  # type: ignore[arg-type]
        number = len(self.nodes) - 1
        self.pools[over, kind].append(number)
        return number

    def _leaves(self) -> None:
        for fact in FACTS.values():
            over = "person" if fact.of == "person" else "case"
            kind = "claim" if fact.type == "yes_no" else "day" if fact.type == "date" else "value"
            low, high = fact.range
            for anchor in ("day_of_filing", "month_of_right"):
                given = {"fact": fact.key, "anchor": anchor, "offset": -1 if fact.period != "day" else 0}
                self._add("fact", over, kind, low=low, high=high, **given)
        for op in ("is_applicant", "lives_in_dwelling"):
            self._add(op, "person", "claim")
        for anchor in ("day_of_filing", "month_of_right"):
            self._add("date", "case", "day", anchor=anchor)
        for right in ("first", "second"):
            self._add("claimed", "case", "claim", right=right)
        for value in (0, 1, 7, -3):
            self._add("constant", "case", "value", value=value)
        given = {"parameter": "share", "place": 0, "selected_by": "month_of_right"}
        self._add("parameter", "case", "value", low=0, high=9, **given)

    def _step(self) -> None:
        self.random.choice(
            (
                *(self._sum, self._comparison, self._logic, self._logic, self._choice, self._choice),
                *(self._extreme, self._rounding, self._age, self._aggregate, self._aggregate),
                *(self._relative, self._relative, self._rank, self._table, self._of_applicant, self._product),
            )
        )()

    def _some(self, kind: str, over: str | None = None) -> int:
        chosen = over or self.random.choice(("person", "person", "case"))
        pool = self.pools[chosen, kind]
        return self.random.choice(pool[-12:] if self.random.random() < 0.6 else pool)

    def _newest(self, kind: str, place: int = -1) -> int:
        return self.pools["case", kind][place]

    def _over(self, *args: int) -> str:
        return "person" if any(self.nodes[arg].over == "person" for arg in args) else "case"

    def _plain(self, op: str, kind: str, *args: int, **given: object) -> int:
        return self._add(op, self._over(*args), kind, *args, **given)

    def _within(self, value: int, most: int) -> int:
        ends = [self._add("constant", "case", "value", value=end) for end in (-most, most)]
        return self._plain("smallest", "value", ends[1], self._plain("largest", "value", ends[0], value))

    # --- operations -------------------------------------------------------------------------------

    def _sum(self) -> None:
        left, right = self._some("value"), self._some("value")
        op = self.random.choice(("add", "subtract", "scale", "unchanged"))
        if op in ("scale", "unchanged"):
            self._plain(op, "value", left, by=self.random.choice((1, 3)))
        else:
            self._plain(op, "value", left, right)

    def _product(self) -> None:
        left, right = (self._within(self._some("value"), 1000) for _ in range(2))
        self._plain("multiply", "value", left, right)

    def _comparison(self) -> None:
        op = self.random.choice(("less", "less_or_equal", "equal"))
        kind = self.random.choice(("value", "value", "day"))
        self._plain(op, "claim", self._some(kind), self._some(kind))

    def _logic(self) -> None:
        op = self.random.choice(("and", "or", "not"))
        count = 1 if op == "not" else self.random.choice((2, 3, 10))
        self._plain(op, "claim", *(self._some("claim") for _ in range(count)))

    def _choice(self) -> None:
        kind = self.random.choice(("claim", "value", "day"))
        self._plain("when", kind, self._some("claim"), self._some(kind), self._some(kind))

    def _extreme(self) -> None:
        values = [self._some("value") for _ in range(self.random.choice((2, 3)))]
        self._plain(self.random.choice(("smallest", "largest")), "value", *values)

    def _rounding(self) -> None:
        divisor = self._plain(
            "largest", "value", self._add("constant", "case", "value", value=1), self._some("value")
        )
        direction = self.random.choice(list(Direction)).value
        self._plain(
            "round_quotient", "value", self._some("value"), divisor, direction=direction, ground="a test"
        )

    def _age(self) -> None:
        match self.random.randrange(3):
            case 0:
                age = self._plain("years_between", "value", self._some("day"), self._some("day"))
                op, other = (
                    self.random.choice(("less", "less_or_equal")),
                    self._within(self._some("value"), 90),
                )
                self._plain(op, "claim", *self.random.choice(((age, other), (other, age))))
            case 1:
                self._plain("first_day_of_month", "day", self._some("day"))
            case 2:
                self._plain("months_later", "day", self._some("day"), self._within(self._some("value"), 12))

    def _aggregate(self) -> None:
        op = self.random.choice(("sum_of_members", "any_member", "every_member", "extreme"))
        mark = self._some("claim", "person")
        if op == "extreme":
            op = self.random.choice(("smallest_of_members", "largest_of_members"))
            self._add(
                op, "case", "value", mark, self._some("value", "person"), otherwise=self.random.randrange(9)
            )
        else:
            kind = "value" if op == "sum_of_members" else "claim"
            self._add(op, "case", kind, mark, self._some(kind, "person"))

    def _relative(self) -> None:
        relation = self.random.choice(RELATIONS)
        if self.random.random() < 0.6:
            claim = self._some("claim", "person")
            self._add("any_relative", "person", "claim", claim, relation=relation)
        else:
            value = self._some("value", "person")
            self._add("sum_of_relatives", "person", "value", value, relation=relation)

    def _rank(self) -> None:
        mark, key = self._some("claim", "person"), self._some("value", "person")
        rank = self._add("rank_among", "person", "value", mark, key)
        if self.random.random() < 0.7:
            one = self._add("constant", "case", "value", value=1)
            self._plain("and", "claim", mark, self._plain("equal", "claim", rank, one))

    def _table(self) -> None:
        none, two = (self._add("constant", "case", "value", value=value) for value in (0, 2))
        places = [
            self._plain("smallest", "value", two, self._plain("largest", "value", none, self._some("value")))
            for _ in range(self.random.choice((1, 2)))
        ]
        key, shape = ("table", (3,)) if len(places) == 1 else ("grid", (3, 3))
        given = {"parameter": key, "shape": shape, "selected_by": "day_of_filing"}
        self._add("table", self._over(*places), "value", *places, low=0, high=9, **given)

    def _of_applicant(self) -> None:
        kind = self.random.choice(("claim", "value"))
        self._add("of_applicant", "case", kind, self._some(kind, "person"))

    # --- what the nodes stand in ------------------------------------------------------------------

    def _parameter(self, key: str) -> StoredParameter:
        count = {"share": 1, "table": 3, "grid": 9}[key]
        cells = tuple(
            StoredCell(
                value=self.random.randrange(10),
                kind="known",
                confidence="high",
                source="a test",
            )
            for _ in range(count)
        )
        return StoredParameter(
            key=key,
            label=WORDS,
            unit="",
            denominator=1,
            low=0,
            high=9,
            article="1",
            article_confirmed=False,
            selected_by="month_of_right",
            places=tuple((str(place),) for place in range(count)),
            axes=(),
            entries=(StoredEntry(start=FIRST_DAY, until=None, cells=cells),),
        )

    def _figure(self, key: str, root: int) -> Figure:
        version = FigureVersion(
            since="2018-01", selected_by="month_of_right", article="1", article_confirmed=False, root=root
        )
        return Figure(
            key=key,
            of="case",
            over="case",
            type="count",
            unit="",
            denominator=1,
            label=WORDS,
            meaning="",
            versions=(version,),
        )

    def _right(self, key: str, order: int) -> Right:
        return Right(
            key=key,
            order=order,
            entitled=f"{key}_entitled",
            amount=f"{key}_amount",
            start="",
            end="",
            open_ended=None,
            per_person=None,
            per_person_shows=(),
            conditions=(),
            label=WORDS,
        )
