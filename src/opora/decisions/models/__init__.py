"""Decisions (odločba), rulings (sklep), informative calculations, and the appeals against them."""

from opora.decisions.models.appeal import AGAINST_IT, PENDING, Appeal, AppealFault, AppealState
from opora.decisions.models.decision import (
    BEING_DRAFTED,
    IN_EFFECT,
    LEAVES_IT_IN_EFFECT,
    Act,
    Decision,
    DecisionQuerySet,
    DecisionState,
    Outcome,
    Undoing,
)

__all__ = [
    "AGAINST_IT",
    "BEING_DRAFTED",
    "IN_EFFECT",
    "LEAVES_IT_IN_EFFECT",
    "PENDING",
    "Act",
    "Appeal",
    "AppealFault",
    "AppealState",
    "Decision",
    "DecisionQuerySet",
    "DecisionState",
    "Outcome",
    "Undoing",
]
