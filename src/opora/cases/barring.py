"""Whether an officer may act in a case, asked of what was told of them (izločitev, ZUP 35 and 36).

Asked through the relations of case and worker, so that the case itself can answer it.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import BigIntegerField, QuerySet, Value

from opora.cases.exclusion_grounds import THEMSELVES, ExclusionGround
from opora.cases.kinship import ties_of
from opora.organisation.kept_queries import kept

NOBODY = 0


def ground_against(worker: Any, case: Any) -> str | None:
    """In words, why the worker may not act in the case; none where nothing is known against it.

    One query where the worker told of no ties, which is the rule.
    """
    known = _known_of(worker, case)
    told = [(person, ground) for person, ground in known if person != NOBODY]
    if len(told) < len(known):
        return str(next(ExclusionGround(ground).label for person, ground in known if person == NOBODY))
    parties = set(case.person_ids()) if told else set()
    for person, ground in told:
        tied = ties_of(person) if ground == THEMSELVES else {person: ExclusionGround(ground)}
        if found := sorted(tied.keys() & parties):
            return str(tied[found[0]].label)
    return None


@kept
def _known_of(worker: Any, case: Any) -> QuerySet[Any, tuple[int, str]]:
    """Grounds declared for this case, and those that follow from ties, each with the person tied to."""
    exclusions, ties = (apps.get_model("cases", name).objects for name in ("Exclusion", "Tie"))
    nobody = Value(NOBODY, output_field=BigIntegerField())
    declared = exclusions.in_force().filter(case=case, worker=worker).values_list(nobody, "ground")
    known: QuerySet[Any, tuple[int, str]] = declared.union(
        ties.standing().filter(worker=worker).values_list("person", "ground"), all=True
    )
    return known
