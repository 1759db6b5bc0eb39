"""Queries that a process builds and compiles once, and from then on only asks.

Putting a query together and turning it into SQL takes Django's ORM a millisecond, often more than the
database needs to answer it, and a page asks some twenty. `kept` calls such a function once with marks in
place of its arguments, keeps the SQL with places where the marks were, and fills in the values of each call.
What is kept names no person and no case: arguments are never part of it.

    @kept
    def steps_of(worker: Worker, until: date) -> QuerySet[CaseStep]:
        return CaseStep.objects.filter(planned_for=worker, planned_on__lte=until)

    steps_of(request.worker, today)  # a list

Things, days, moments, numbers, texts and lists of keys become marks (a list is asked for with `among`);
`None`, booleans and members of enums lead to SQL of their own, and so do the roles of a worker. What asks
the clock or looks at an argument cannot be kept: a moment that is no mark is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Model, QuerySet
from django.utils import timezone

from opora.organisation.access import reach
from opora.organisation.access_table import tasks_apart
from opora.organisation.marks import NOW, TASKS_APART, WIDE, Mark, Place, StandIn
from opora.organisation.models import Worker

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
R = TypeVar("R")
MARKED = (Model, date, datetime, int, str, UUID, list, tuple, set, frozenset)


def kept(build: Callable[P, QuerySet[M, R]]) -> Callable[P, list[R]]:
    """The rows of a query as a list; it is built once for each shape of its arguments."""
    compiled: dict[tuple[Any, ...], _Compiled] = {}
    named = signature(build)

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        given = named.bind(*args, **kwargs).arguments
        shape = tuple((name, _shape(value)) for name, value in given.items())
        if shape not in compiled:
            marks: dict[str, Any] = {name: _mark(name, value) for name, value in given.items()}
            compiled[shape] = _Compiled(build(**marks))  # type: ignore[call-arg]
        return compiled[shape].rows(given)

    return ask


def _shape(value: Any) -> Any:
    if _is_told_apart(value):
        return value
    return _roles(value) if isinstance(value, Worker) else type(value)


def _is_told_apart(value: Any) -> bool:
    return value is None or isinstance(value, bool | Enum)


def _roles(worker: Worker) -> frozenset[tuple[str, bool]]:
    """The roles held today, each with whether it holds in the whole centre."""
    held = worker.grants_on(timezone.localdate())
    return frozenset((grant.role, grant.unit_id is None) for grant in held)


def _mark(name: str, value: Any) -> Any:
    if _is_told_apart(value):
        return value
    if isinstance(value, Worker):
        return StandIn(name, _roles(value))
    if isinstance(value, MARKED):
        return Mark(name)
    raise TypeError(f"A kept query cannot be asked with {type(value).__name__} as {name}.")


def _value(param: Any, given: dict[str, Any]) -> Any:
    """What stands in a place: a value of the call, or what a worker reaches of it."""
    if not isinstance(param, Place):
        return param
    name, _, of_reach = param.name.partition(".")
    value = given[name]
    if of_reach == "centre":
        return value.centre_id
    if of_reach.endswith(WIDE):
        return list(reach(value, of_reach.removesuffix(WIDE)).wide_units)
    if of_reach:
        return list(reach(value, of_reach).units)
    if isinstance(value, Model):
        return value.pk
    return list(value) if isinstance(value, tuple | set | frozenset) else value


class _Compiled:
    """A query as SQL with places, and how its rows are read."""

    def __init__(self, queryset: Any) -> None:
        if queryset._known_related_objects:
            raise TypeError("A kept query starts from a manager of a model, not from one thing's.")
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, params = "", ()
        self.params = tuple(params)
        if any(isinstance(each, date) for each in self.params):
            raise TypeError("A kept query holds no day or moment of its own: hand it in.")
        self.converters: dict[Any, Any] = {}
        if self.sql:
            columns = [each[0] for each in self.compiler.select[: self.compiler.col_count]]
            self.converters = self.compiler.get_converters(columns)

    def rows(self, given: dict[str, Any]) -> list[Any]:
        if not self.sql:
            return []
        told = given | {NOW: timezone.now(), TASKS_APART: tasks_apart()}
        asked: Any = _Asked(self, [_value(each, told) for each in self.params])
        found = type(self.queryset)(self.queryset.model, asked, DEFAULT_DB_ALIAS)
        found._iterable_class = self.queryset._iterable_class
        found._fields = self.queryset._fields
        found._prefetch_related_lookups = self.queryset._prefetch_related_lookups
        return list(found)


class _Asked:
    """In place of a queryset's query and its compiler, with the compiling done."""

    def __init__(self, compiled: _Compiled, params: Sequence[Any]) -> None:
        self._compiled, self._params = compiled, params
        compiler = compiled.compiler
        self.select, self.klass_info = compiler.select, compiler.klass_info
        self.annotation_col_map = compiler.annotation_col_map

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled.queryset.query, name)

    def get_compiler(self, *_args: Any, **_kwargs: Any) -> _Asked:
        return self

    def execute_sql(self, *_args: Any, **_kwargs: Any) -> list[Any]:
        with _cursor() as cursor:
            cursor.execute(self._compiled.sql, self._params)
            rows: list[Any] = cursor.fetchall()
        return rows

    def results_iter(self, results: Iterable[Any] | None = None, **_kwargs: Any) -> Iterator[Any]:
        rows = self.execute_sql() if results is None else results
        compiler = self._compiled.compiler
        if compiler.has_extra_select:
            rows = [row[: compiler.col_count] for row in rows]
        return iter(compiler.apply_converters(rows, self._compiled.converters))


def _cursor() -> Any:
    """A cursor that sends SQL and values apart, so that the database may keep the plan of the query.

    Where queries are logged, as in a test that counts them, it is the usual one, which can tell what it sent.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.queries_logged:
        return connection.cursor()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    return connection._prepare_cursor(ServerBindingCursor(connection.connection))  # type: ignore[call-arg]
