"""What else happens when a decision is issued, in the same transaction.

The rooms above know what a decision is about and this one does not, so they register what follows from it
when the program starts (`AppConfig.ready`): rights grant entitlements, other fields do what is theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opora.decisions.models import Decision

Consequence = Callable[["Decision"], object]

_consequences: list[Consequence] = []


def follows_from_issue(consequence: Consequence) -> Consequence:
    """Register an act to be done with each decision at its issue; registering it again changes nothing."""
    if consequence not in _consequences:
        _consequences.append(consequence)
    return consequence


def draw_consequences(decision: Decision) -> None:
    """Do all of it. An exception undoes the issue as well."""
    for consequence in _consequences:
        consequence(decision)
