"""System checks: what must be right before the server may start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from opora.organisation.access_table import table
from opora.web.access import addresses
from opora.web.accounts import refuse_preconfirmation_outside_demo

AROUND_EVERY_PAGE = [
    "opora.web.middleware.SecondFactorMiddleware",
    "opora.web.access.AccessMiddleware",
    "opora.web.middleware.AuditMiddleware",
    "opora.web.middleware.RefusalMiddleware",
]


@register(Tags.security, Tags.database)
def second_factor_is_asked_outside_the_demo(
    databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """The demo's switch is on only in the demo's database; needs a database to ask."""
    if not databases:
        return []
    try:
        refuse_preconfirmation_outside_demo()
    except ImproperlyConfigured as problem:
        return [Error(str(problem), id="opora.E001")]
    return []


@register(Tags.security)
def every_page_is_watched(**_: Any) -> list[CheckMessage]:
    """Without one of these a page would open to everybody, or unseen."""
    missing = [name for name in AROUND_EVERY_PAGE if name not in settings.MIDDLEWARE]
    return [
        Error(f"MIDDLEWARE lacks {name}. Add it after AuthenticationMiddleware.", id="opora.E002")
        for name in missing
    ]


@register(Tags.security)
def every_address_has_a_row(**_: Any) -> list[CheckMessage]:
    """Each address stands in the access table, for the same step as its view; and no row is left over."""
    found = dict(addresses())
    problems = [f"The address {name} has no row." for name in found if name not in table().routes]
    problems += [f"The row {name} has no address." for name in table().routes if name not in found]
    for name, pattern in found.items():
        if (row := table().routes.get(name)) is None:
            continue
        of_row, of_view = row.step.key if row.step else None, getattr(pattern.callback, "needs", None)
        if of_row != of_view:
            problems.append(f"The address {name} is for {of_row}, its view needs {of_view}.")
    return [
        Error(problem, hint="Correct access_table.yaml or the view.", id="opora.E003") for problem in problems
    ]
