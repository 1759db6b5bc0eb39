"""Documents and deliveries for tests.

`DocumentFactory(incoming=True)` came in; `DeliveryFactory(handed_over=True)` was served,
`returned=True` came back.
"""

from __future__ import annotations

import hashlib
from datetime import date

import factory
from factory.django import DjangoModelFactory
from tests.cases.factories import CaseFactory
from tests.organisation.factories import WorkerFactory
from tests.people.factories import PersonFactory

from opora.documents.models import Delivery, Direction, Document, Method

MADE_ON = date(2026, 5, 4)


class DocumentFactory(DjangoModelFactory):
    """A row only: `tests.documents` stores real bytes where a test reads them."""

    class Meta:
        model = Document

    class Params:
        incoming = factory.Trait(direction=Direction.INCOMING, kind="evidence", title="Dokazilo")

    case = factory.SubFactory(CaseFactory)
    sequence = factory.Sequence(lambda n: n + 1)
    number = factory.LazyAttribute(lambda document: f"{document.case.number}-{document.sequence}")
    direction = Direction.OUTGOING
    kind = "decision"
    title = "Odločba"
    file_name = "decision.pdf"
    media_type = "application/pdf"
    size = 1
    sha256 = factory.LazyAttribute(lambda document: hashlib.sha256(document.number.encode()).hexdigest())
    registered_on = MADE_ON
    registered_by = factory.SubFactory(WorkerFactory)


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = Delivery

    class Params:
        handed_over = factory.Trait(served_on=date(2026, 5, 6), way="handed_over")
        returned = factory.Trait(returned_on=date(2026, 5, 8), returned_reason="moved")

    document = factory.SubFactory(DocumentFactory)
    addressee = factory.SubFactory(PersonFactory)
    method = Method.PERSONAL
    dispatched_on = MADE_ON
