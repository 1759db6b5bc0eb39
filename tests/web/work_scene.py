"""A case of an ordinary task on the pages: an opinion to the court in eviction proceedings."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from tests.web.scene import Scene

from opora.cases.bodies import body_named
from opora.cases.models import Case, CaseRecord
from opora.cases.opening import open_case
from opora.cases.records import add_record

TASK = "opinion_on_eviction"


def eviction_case(scene: Scene, **told: Any) -> Case:
    """The mother may lose her flat; the clerk, who is a professional worker too, has the case."""
    return open_case(
        **{
            "task": TASK,
            "unit": scene.unit,
            "title": "Mnenje o deložaciji",
            "parties": [(scene.mother, "debtor"), (body_named("Okrajno sodišče v Kopru"), "court")],
            "opened_by": scene.clerk,
            "opened_on": timezone.localdate(),
            "opened_how": "court",
            "unit_reason": "Zaprosilo je prišlo na našo enoto.",
            "assigned_to": scene.clerk,
        }
        | told
    )


def talk(case: Case, scene: Scene, **told: Any) -> CaseRecord:
    """A talk with the debtor, an hour ago."""
    debtor = case.parties.get(role="debtor")
    values = {"held_on": timezone.now().isoformat(), "with": debtor.pk, "note": "Najemnina ni plačana."}
    return add_record(case, "talk", values | told, by=scene.clerk, at=timezone.now())
