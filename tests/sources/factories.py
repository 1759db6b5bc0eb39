"""Look-ups and facts for tests.

`LookUpFactory(answered=True)`, `failed=True`; `FactFactory(evidence=True)`, `stated=True`, else of the tax
register.
"""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory
from tests.organisation.factories import WorkerFactory
from tests.people.factories import PersonFactory

from opora.sources.models import Fact, LookUp, LookUpState, Origin

ASKED_AT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
ANSWERED_AT = datetime(2026, 5, 4, 8, 1, tzinfo=UTC)


class LookUpFactory(DjangoModelFactory):
    class Meta:
        model = LookUp

    class Params:
        answered = factory.Trait(state=LookUpState.ANSWERED, answered_at=ANSWERED_AT, attempts=1)
        failed = factory.Trait(state=LookUpState.FAILED, failure="no_answer", attempts=1)

    case_id = 1
    person = factory.SubFactory(PersonFactory, with_emso=True)
    source = "tax"
    state = LookUpState.PENDING
    asked_for = factory.LazyFunction(
        lambda: {
            "day": "2026-05-04",
            "months": ["2026-02", "2026-03", "2026-04"],
            "years": ["2024", "2025"],
        }
    )
    asked_by = factory.SubFactory(WorkerFactory)
    asked_at = ASKED_AT
    times_asked = 1


class FactFactory(DjangoModelFactory):
    class Meta:
        model = Fact

    class Params:
        evidence = factory.Trait(
            origin=Origin.EVIDENCE,
            source="",
            note="Payslip seen at the counter.",
            entered_by=factory.SubFactory(WorkerFactory),
        )
        stated = factory.Trait(origin=Origin.APPLICANT, source="")

    case_id = 1
    person = factory.SubFactory(PersonFactory, with_emso=True)
    key = "wage"
    value = "900.00"
    origin = Origin.REGISTER
    source = "tax"
    recorded_at = ANSWERED_AT
