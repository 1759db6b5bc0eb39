"""Centres, units, municipalities and workers for tests.

`WorkerFactory(clerk=True)` gives the role in the worker's unit since 2018; with `whole_centre=True`
for every unit of the centre. A worker with a role is qualified for it; `unqualified=True` is not, and
`licences=["list_of_mediators"]` adds licences, `qualifications=["mediator"]` others than the role's own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from factory.django import DjangoModelFactory

from opora.organisation.models import (
    Centre,
    Competence,
    CompetenceKind,
    Municipality,
    Role,
    RoleGrant,
    Territory,
    Unit,
    Worker,
)

SINCE = date(2018, 10, 1)
QUALIFIED_SINCE = date(2010, 1, 4)
QUALIFICATIONS = {
    Role.PROFESSIONAL: "professional_worker_69",
    Role.DECISION_MAKER: "professional_worker_69",
    Role.HEAD_OF_UNIT: "professional_worker_69",
    Role.DIRECTOR: "professional_worker_69",
    Role.CLERK: "administrative_worker",
}


class CentreFactory(DjangoModelFactory):
    class Meta:
        model = Centre
        django_get_or_create = ("code",)

    code = "TEST_CENTRE"
    name_sl = "Center za socialno delo Poskus"
    town = "Koper"
    confidence = "high"


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    centre = factory.SubFactory(CentreFactory)
    code = factory.Sequence(lambda n: f"unit_{n}")
    name = factory.Sequence(lambda n: f"Enota {n}")


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality

    class Params:
        bilingual = factory.Trait(
            name_it=factory.Sequence(lambda n: f"Comune {n}"),
            languages=factory.LazyFunction(lambda: ["sl", "it"]),
        )

    code = factory.Sequence(lambda n: f"municipality_{n}")
    name_sl = factory.Sequence(lambda n: f"Občina {n}")
    languages = factory.LazyFunction(lambda: ["sl"])


class TerritoryFactory(DjangoModelFactory):
    class Meta:
        model = Territory

    unit = factory.SubFactory(UnitFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    period = DateRange(SINCE, None)


class WorkerFactory(DjangoModelFactory):
    """A worker of a unit, without a role unless one is named: `roles=[Role.CLERK]` or `clerk=True`."""

    class Meta:
        model = Worker
        skip_postgeneration_save = True

    login = factory.Sequence(lambda n: f"worker{n}")
    given_name = "Delavka"
    family_name = factory.Sequence(lambda n: f"Številka{n}")
    unit = factory.SubFactory(UnitFactory)
    centre = factory.LazyAttribute(lambda worker: worker.unit.centre if worker.unit else CentreFactory())

    @classmethod
    def _create(cls, model_class: type[Worker], *args: Any, **kwargs: Any) -> Worker:
        roles = list(kwargs.pop("roles", ()))
        roles += [role for role in Role if kwargs.pop(role.value, False)]
        whole_centre = kwargs.pop("whole_centre", False)
        own = {QUALIFICATIONS[role] for role in roles if role in QUALIFICATIONS}
        qualifications = set() if kwargs.pop("unqualified", False) else own
        qualifications |= set(kwargs.pop("qualifications", ()))
        licences = kwargs.pop("licences", ())
        worker: Worker = super()._create(model_class, *args, **kwargs)
        Competence.objects.bulk_create(
            Competence(worker=worker, kind=kind, key=key, period=DateRange(QUALIFIED_SINCE, None))
            for kind, keys in (
                (CompetenceKind.QUALIFICATION, qualifications),
                (CompetenceKind.LICENCE, licences),
            )
            for key in sorted(keys)
        )
        for role in roles:
            RoleGrantFactory(worker=worker, role=role, unit=None if whole_centre else worker.unit)
        return worker


class RoleGrantFactory(DjangoModelFactory):
    class Meta:
        model = RoleGrant

    worker = factory.SubFactory(WorkerFactory)
    role = Role.CLERK
    unit = factory.SelfAttribute("worker.unit")
    period = DateRange(SINCE, None)
