"""Centres, units, municipalities, workers and what they may do, all by date."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.organisation.periods import Period, no_overlap


class Installation(models.Model):
    """What this database is for. One row; `demo` marks a database of generated people only."""

    id = models.SmallAutoField(primary_key=True)
    demo = models.BooleanField(default=False)
    loaded = models.JSONField(default=dict)  # what set-up has loaded, by content hash

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_installation")]


class Centre(models.Model):
    """A centre for social work (center za socialno delo)."""

    code = models.CharField(max_length=40, unique=True)
    name_sl = models.CharField(max_length=120)
    name_it = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    registration_number = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=120, blank=True)
    post_code = models.CharField(max_length=4, blank=True)
    town = models.CharField(max_length=60)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    confidence = models.CharField(max_length=10)

    def __str__(self) -> str:
        return self.name_sl


class Unit(models.Model):
    """A unit (enota) of a centre: the people's entry point."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="units")
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=120, blank=True)
    post_code = models.CharField(max_length=4, blank=True)
    town = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    opening_hours = models.JSONField(default=dict)  # {"mon": [["07:00", "15:00"]], ...}

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality (občina) and the languages its people may use with the authorities."""

    code = models.CharField(max_length=60, unique=True)
    name_sl = models.CharField(max_length=80)
    name_it = models.CharField(max_length=80, blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list)

    def __str__(self) -> str:
        return self.name_sl


class Population(models.Model):
    """Inhabitants of a municipality on a day, with the source of the figure."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="populations")
    on = models.DateField()
    persons = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint("municipality", "on", name="population_once_a_day")]


class Territory(models.Model):
    """Which unit serves a municipality, by date (krajevna pristojnost)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="territories")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="territories")
    period = Period()

    class Meta:
        constraints = [no_overlap("one_unit_per_municipality_a_day", "municipality")]


class Role(models.TextChoices):
    """What a worker is for; what each may do stands in `access_table.yaml`."""

    PROFESSIONAL = "professional_worker", _("Professional worker")
    CLERK = "clerk", _("Clerk")
    DECISION_MAKER = "decision_maker", _("Decision-maker")
    HEAD_OF_UNIT = "head_of_unit", _("Head of unit")
    DIRECTOR = "director", _("Director")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class WorkerManager(BaseUserManager["Worker"]):
    """Finds workers by their sign-in name."""

    def get_by_natural_key(self, login: str | None) -> Worker:
        return self.get(login=login)


class Worker(AbstractBaseUser):
    """Somebody who works at a centre, and their account."""

    login = models.CharField(max_length=60, unique=True)
    given_name = models.CharField(max_length=60)
    family_name = models.CharField(max_length=60)
    title = models.CharField(max_length=80, blank=True)  # e.g. univ. dipl. soc. del.
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="workers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="workers", null=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = WorkerManager()

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Given and family name, as printed."""
        return f"{self.given_name} {self.family_name}"


class RoleGrant(models.Model):
    """A role of a worker during a period; `unit` empty means the whole centre."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="grants")
    period = Period()
