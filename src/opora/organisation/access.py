"""May this worker do this step here and now? Answered from `access_table.yaml` alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.organisation.access_table import Scope, Step, table, tasks_apart
from opora.organisation.marks import WIDE, Mark, StandIn
from opora.organisation.models import Role, Unit, Worker
from opora.organisation.refusal import Refused

STEPS = table().steps


class CaseLike(Protocol):
    """What access needs to know of a case; the room of cases lies above this one."""

    pk: Any
    task: Any
    unit_id: Any
    centre_id: Any
    assigned_to_id: Any
    state: Any
    seal: Any
    accesses: Any  # let in or broke the glass: worker, broke_glass, from_at, until_at

    def bars(self, worker: Any) -> str | None:
        """Why the worker is excluded from it (izločitev, ZUP 35 and 36); none who is not."""


class DecisionLike(Protocol):
    """What access needs to know of a decision: its state and who may not decide it."""

    state: Any


@dataclass(frozen=True)
class Reach:
    """Which unsealed cases a worker reaches for a step: by unit, by centre, or their own only.

    What lies in a unit or the centre but belongs to a field kept apart (`tasks_apart`) is reached only in the
    `wide_units`, or in the whole centre where that is wide.

    Of a stand-in, units and centre are marks: see `kept_queries`.
    """

    units: frozenset[int]
    centre: int | None
    own_case: bool
    wide_units: frozenset[int]
    is_centre_wide: bool

    @property
    def is_wide(self) -> bool:
        """Whether all that is reached by place is reached in every field of work."""
        return self.wide_units == self.units and (self.centre is None or self.is_centre_wide)

    def by_place(self, of: str = "") -> Q:
        """What lies in its units or its centre, whatever its field of work; `of` leads to the case."""
        placed = Q(**{f"{of}unit__among": self.units})
        return placed if self.centre is None else placed | Q(**{f"{of}centre": self.centre})

    def holds_in(self, place: Unit | CaseLike) -> bool:
        """Whether a unit, or what lies in one, is in its units or its centre, whatever its field of work."""
        unit = place.pk if isinstance(place, Unit) else place.unit_id
        return unit in self.units or self.centre == place.centre_id

    @property
    def is_empty(self) -> bool:
        return not (self.units or self.centre or self.own_case)


def may(
    worker: Worker,
    step: str,
    *,
    case: CaseLike | None = None,
    decision: DecisionLike | None = None,
    on: date | None = None,
) -> bool:
    """Whether the worker may do the step; without a case: whether in any case at all."""
    if case is None and decision is None:
        return not reach(worker, step, on).is_empty
    return obstacle(worker, step, case=case, decision=decision, on=on) is None


def require(
    worker: Worker,
    step: str,
    *,
    case: CaseLike | None = None,
    decision: DecisionLike | None = None,
    on: date | None = None,
) -> None:
    """Raise `Refused`, with what stands in the way and what to do next, unless `may(...)`."""
    if sentence := obstacle(worker, step, case=case, decision=decision, on=on):
        raise Refused(sentence)


def reach(worker: Worker | StandIn, step: str, on: date | None = None) -> Reach:
    """The cases a worker reaches for a step, for querysets such as `visible_to`.

    A sealed case is reached by its assigned worker and those let in, whatever this says.
    """
    if isinstance(worker, StandIn):
        return _reach_of_stand_in(worker, STEPS[step])
    day = _day(on)
    known: dict[tuple[Any, ...], Reach] = worker.__dict__.setdefault("_reached", {})
    asked = (step, day, worker.is_active, worker.centre_id, id(worker.held_grants))
    if asked not in known:
        known[asked] = _reach_on(worker, STEPS[step], day)
    return known[asked]


def _reach_on(worker: Worker, rule: Step, day: date) -> Reach:
    held = frozenset((grant.role, grant.unit_id) for grant in worker.grants_on(day))
    return _reach_of(rule.key, held, worker.centre_id)


@lru_cache(maxsize=20_000)
def _reach_of(step: str, held: frozenset[tuple[str, int | None]], centre: int) -> Reach:
    """Follows from the roles held alone: every page asks it for some forty steps, of each worker anew."""
    who = STEPS[step].who
    grants = [(who[Role(role)], unit, role) for role, unit in held if Role(role) in who]
    in_unit = [grant for grant in grants if grant[0] == Scope.OWN_UNIT]
    in_centre = [
        grant for grant in grants if grant[0] == Scope.CENTRE or (grant[1] is None and grant in in_unit)
    ]
    is_wide = table().reaches_everything
    return Reach(
        units=frozenset(unit for _scope, unit, _role in in_unit if unit is not None),
        centre=centre if in_centre else None,
        own_case=bool(grants),
        wide_units=frozenset(unit for _scope, unit, role in in_unit if unit is not None and is_wide(role)),
        is_centre_wide=any(is_wide(role) for _scope, _unit, role in in_centre),
    )


def _reach_of_stand_in(worker: StandIn, rule: Step) -> Reach:
    is_wide = table().reaches_everything
    held = [
        (rule.who[Role(role)], is_whole, is_wide(role))
        for role, is_whole in worker.roles
        if Role(role) in rule.who
    ]
    by_unit = [wide for scope, is_whole, wide in held if scope == Scope.OWN_UNIT and not is_whole]
    in_centre = [
        wide for scope, is_whole, wide in held
        if scope == Scope.CENTRE or (scope == Scope.OWN_UNIT and is_whole)
    ]  # fmt: skip
    units: Any = Mark(f"{worker.name}.{rule.key}") if by_unit else frozenset()
    centre: Any = Mark(f"{worker.name}.centre") if in_centre else None
    wide_units: Any = frozenset()
    if any(by_unit):
        wide_units = units if all(by_unit) else Mark(f"{worker.name}.{rule.key}{WIDE}")
    return Reach(
        units=units,
        centre=centre,
        own_case=bool(held),
        wide_units=wide_units,
        is_centre_wide=any(in_centre),
    )


def obstacle(
    worker: Worker,
    step: str,
    *,
    case: CaseLike | None = None,
    decision: DecisionLike | None = None,
    on: date | None = None,
) -> str | None:
    """The sentence that says why the step is not possible; none if it is."""
    rule = STEPS[step]
    if reach(worker, step, on).is_empty:
        return _no_role(rule)
    if case is not None and not rule.excluded and (ground := case.bars(worker)):
        return _excluded(ground)
    if case is not None and (sentence := _out_of_reach(worker, rule, case, on)):
        return sentence
    if case is not None and rule.case and case.state not in rule.case:
        return _wrong_case_state(rule, case.state)
    if decision is not None and rule.decision and decision.state not in rule.decision:
        return _wrong_decision_state(rule, decision.state)
    if decision is not None and rule.four_eyes and getattr(decision, f"{rule.four_eyes}_id") == worker.pk:
        return _("You drafted this decision, so it needs a second person. Ask another authorised worker.")
    return None


def _out_of_reach(worker: Worker, rule: Step, case: CaseLike, on: date | None) -> str | None:
    if case.assigned_to_id == worker.pk:
        return None
    found = reach(worker, rule.key, on)
    in_centre = found.centre is not None and found.centre == case.centre_id
    by_place = case.unit_id in found.units or in_centre
    is_wide = case.unit_id in found.wide_units or (in_centre and found.is_centre_wide)
    if by_place and not case.seal and (is_wide or case.task not in tasks_apart()):
        return None
    if rule.reaches_let_in and _let_in(worker, rule, case):
        return None
    if case.seal:
        return _(
            "This case is sealed: only the worker it is assigned to and those let in may work on it. "
            "Ask the assigned worker to let you in."
        )
    return _(
        "This case is not assigned to you and your role does not reach it for this step: %(step)s. "
        "Ask the head of its unit to assign it to you or to let you in."
    ) % {"step": rule.label}


def _let_in(worker: Worker, rule: Step, case: CaseLike) -> bool:
    known, asked = _let_in_here.get(), (worker.pk, case.pk, rule.glass)
    if known is not None and asked in known:
        return known[asked]
    now = timezone.now()
    open_now = case.accesses.filter(worker=worker, from_at__lte=now, until_at__gt=now)
    found = bool((open_now if rule.glass else open_now.filter(broke_glass=False, only_reads=False)).exists())
    if known is not None:
        known[asked] = found
    return found


_let_in_here: ContextVar[dict[tuple[Any, ...], bool] | None] = ContextVar("let_in_here", default=None)


@contextmanager
def only_looking() -> Iterator[None]:
    """While a page is drawn and nobody is let in or sent out, whether somebody is in is asked once."""
    token = _let_in_here.set({})
    try:
        yield
    finally:
        _let_in_here.reset(token)


def _no_role(rule: Step) -> str:
    roles = ", ".join(str(role.label) for role in rule.who)
    return _(
        "Your role does not cover this step: %(step)s. Ask a worker who has one of these roles: %(roles)s."
    ) % {"step": rule.label, "roles": roles}


def _excluded(ground: str) -> str:
    return _(
        "You are excluded from this case: %(ground)s (ZUP 35 and 36). You may not act in it. The head of the "
        "unit gives it to another worker; if the ground does not hold, the head lifts the exclusion."
    ) % {"ground": ground}


def _wrong_case_state(rule: Step, present: str) -> str:
    labels = table().case_states
    return _(
        "This step is not possible now: %(step)s. The case is in the state “%(present)s”; "
        "the step needs one of these: %(wanted)s."
    ) % {
        "step": rule.label,
        "present": pgettext("case", labels[present]),
        "wanted": _named("case", labels, rule.case),
    }


def _wrong_decision_state(rule: Step, present: str) -> str:
    labels = table().decision_states
    return _(
        "This step is not possible now: %(step)s. The decision is in the state “%(present)s”; "
        "the step needs one of these: %(wanted)s."
    ) % {
        "step": rule.label,
        "present": pgettext("decision", labels[present]),
        "wanted": _named("decision", labels, rule.decision),
    }


def _named(thing: str, labels: dict[str, str], states: frozenset[str]) -> str:
    return ", ".join(pgettext(thing, label) for state, label in labels.items() if state in states)


def _day(on: date | None) -> date:
    return timezone.localdate() if on is None else on
