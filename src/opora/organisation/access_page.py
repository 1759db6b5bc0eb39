"""Prints `access_table.yaml` as `docs/access.md`, so that the page can never say something else.

After a change of the table: `DJANGO_SETTINGS_MODULE=opora.config.settings python -m django print_access
> docs/access.md`.
"""

from __future__ import annotations

from opora.organisation.access_table import Open, Route, Step, Table, table
from opora.organisation.models import Role

INTRODUCTION = """# Who may do what

Printed from `src/opora/organisation/access_table.yaml` by `opora.organisation.access_page`;
a test compares the two. Change the table, not this page.

*assigned*: assigned to the worker. *own case*: that, or the worker was let in. *own unit*: any
case of a unit where the role is held. *centre*: any case of the worker's centre. A sealed case
narrows everything to *own case*. A dot (·) means: no.

Kept apart: {roles} reach cases of these fields of work as *own case* alone: {fields};
and cases of these tasks: {tasks}.

## Steps
"""

STATES = """
## States, four eyes, breaking the glass

"all" means that the state does not matter. *Four eyes*: who drafted may not do this step.
*Glass*: the step also opens to a worker who broke the glass, for a limited time.
*Excluded*: the step stays open to a worker who is excluded from the case (izločitev, ZUP 35 and 36).
"""

ADDRESSES = """
## Addresses

Every address of the server stands here; one that does not is refused and fails the test run.
"""

OPEN_TO = {
    Open.ANYBODY: "anybody",
    Open.FIRST_FACTOR: "signed in, second factor may be missing",
    Open.SIGNED_IN: "every signed-in worker",
    Open.CLOSED: "nobody (not used)",
}


def _introduction(present: Table) -> str:
    roles = ", ".join(sorted(role.value for role in present.roles_apart))
    return INTRODUCTION.format(
        roles=roles,
        fields=", ".join(sorted(present.fields_apart)),
        tasks=", ".join(sorted(present.more_apart)),
    )


def print_access_page() -> str:
    """The whole page as Markdown."""
    present = table()
    return "".join(
        [
            _introduction(present),
            _steps(present),
            STATES,
            _conditions(present),
            ADDRESSES,
            _routes(present),
        ]
    )


def _steps(present: Table) -> str:
    head = ["step", *(role.value.replace("_", " ") for role in Role)]
    rows = [[step.en, *(_scope(step, role) for role in Role)] for step in present.steps.values()]
    return _markdown(head, rows)


def _scope(step: Step, role: Role) -> str:
    return step.who[role].value.replace("_", " ") if role in step.who else "·"


def _conditions(present: Table) -> str:
    head = ["step", "key", "case", "decision", "four eyes", "glass", "excluded"]
    rows = [
        [
            step.en,
            f"`{step.key}`",
            _states(step.case, present.case_states),
            _states(step.decision, present.decision_states),
            "yes" if step.four_eyes else "·",
            "yes" if step.glass else "·",
            "yes" if step.excluded else "·",
        ]
        for step in present.steps.values()
    ]
    return _markdown(head, rows)


def _states(states: frozenset[str], labels: dict[str, str]) -> str:
    return ", ".join(label for state, label in labels.items() if state in states) or "all"


def _routes(present: Table) -> str:
    rows = [[f"`{route.name}`", *_opens(route)] for route in present.routes.values()]
    return _markdown(["address", "kind", "open to"], rows)


def _opens(route: Route) -> tuple[str, str]:
    if route.step is None:
        assert route.open is not None
        return "·", OPEN_TO[route.open]
    assert route.page is not None
    kind = f"{route.page.value} of a {route.of}" if route.of else route.page.value
    return kind, f"{route.step.en} (`{route.step.key}`)"


def _markdown(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
