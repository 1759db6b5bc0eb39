"""What stands for an argument while a query is built that is kept: see `kept_queries`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Expression, Field, ForeignObject
from django.db.models.lookups import Lookup

NOW = "now"
TASKS_APART = "tasks_apart"
"""The tasks that some roles reach by assignment alone: the catalogue of the moment says which."""
WIDE = "/wide"
"""Behind a step: the units in which a role reaches the cases of every field of work."""


@dataclass(frozen=True)
class Place:
    """Where in the parameters of the SQL a value belongs."""

    name: str


class Mark(Expression):
    """Stands for an argument while a query is built; it is compiled to the place of the value."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    @property
    def pk(self) -> Mark:
        """A mark stands for a thing and for its key alike."""
        return self

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, Any]:
        return "%s", [Place(self.name)]


class StandIn(Mark):
    """Stands for a worker: of the same roles, with marks for the units and the centre where they hold."""

    def __init__(self, name: str, roles: frozenset[tuple[str, bool]]) -> None:
        super().__init__(name)
        self.roles = roles

    @property
    def centre_id(self) -> Mark:
        """The centre they work in."""
        return Mark(f"{self.name}.centre")

    @property
    def now(self) -> Mark:
        """The moment at which the query is asked."""
        return Mark(NOW)


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup):
    """Equal to one of some keys: one parameter however many they are, so that a mark may stand for them."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        if not self.rhs_is_direct_value():
            right, right_params = compiler.compile(self.rhs)
            return f"{left} = ANY ({right})", [*left_params, *right_params]
        return f"{left} = ANY (%s)", [*left_params, list(self.rhs)]
