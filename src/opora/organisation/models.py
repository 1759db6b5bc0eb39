"""Centres, units, municipalities, workers and what they may do, all by date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
    town_it = models.CharField(max_length=60, blank=True)
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
    name_it = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=120, blank=True)
    post_code = models.CharField(max_length=4, blank=True)
    town = models.CharField(max_length=60, blank=True)
    town_it = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    opening_hours = models.JSONField(default=dict)  # {"mon": [["07:00", "15:00"]], ...}

    def __str__(self) -> str:
        return self.name


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """Finds municipalities by what holds there."""

    def speaking(self, language: str) -> Self:
        """Those whose people may use `language` with the authorities."""
        return self.filter(languages__contains=[language])


class Municipality(models.Model):
    """A municipality (občina) and the languages its people may use with the authorities."""

    code = models.CharField(max_length=60, unique=True)
    name_sl = models.CharField(max_length=80)
    name_it = models.CharField(max_length=80, blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list)
    objects = MunicipalityQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name_sl


class Population(models.Model):
    """Inhabitants and families of a municipality or the country on a day, with the source of the figures."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, null=True, blank=True, related_name="populations"
    )  # none of the whole country
    on = models.DateField()
    persons = models.PositiveIntegerField()
    families = models.PositiveIntegerField(null=True, blank=True)  # not known where no source told it
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "on"], nulls_distinct=False, name="population_once_a_day"
            )
        ]


class StatedNorm(models.Model):
    """A norm of staff that no source at hand prints, as the director of a centre states it, by its article.

    It is never changed: a later one of the same first day takes its place, and the earlier one stays.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="stated_norms")
    key = models.CharField(max_length=60)  # of what: coordinators of community treatment
    persons = models.PositiveIntegerField()  # for one worker
    counted = models.CharField(max_length=10)  # at_once or in_a_year
    act = models.CharField(max_length=200)
    article = models.CharField(max_length=40)
    valid_from = models.DateField()
    stated_by = models.ForeignKey("Worker", models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(persons__gt=0), name="stated_norm_is_of_somebody")
        ]


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Finds territories by day."""

    def on(self, day: date) -> Self:
        """Those that hold on `day`."""
        return self.filter(period__contains=day)


class Territory(models.Model):
    """Which unit serves a municipality, by date (krajevna pristojnost)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="territories")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="territories")
    period = Period()
    objects = TerritoryQuerySet.as_manager()

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
    ANALYST = "analyst", _("Analyst")


class WorkerQuerySet(models.QuerySet["Worker"]):
    """Finds workers by place and role."""

    def active(self) -> Self:
        """Those whose account is open."""
        return self.filter(is_active=True)

    def in_role(self, role: Role, on: date, unit: Unit | None = None) -> Self:
        """Active workers who hold a role on a day; for `unit`, if one is named."""
        held = RoleGrant.objects.on(on).filter(role=role)
        if unit is not None:
            whole_centre = models.Q(unit__isnull=True, worker__centre=unit.centre_id)
            held = held.filter(models.Q(unit=unit) | whole_centre)
        return self.active().filter(pk__in=held.values("worker"))


class WorkerManager(BaseUserManager["Worker"]):
    """Finds workers, by their sign-in name as well."""

    def get_queryset(self) -> WorkerQuerySet:
        return WorkerQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, login: str | None) -> Worker:
        return self.get(login=login)

    def active(self) -> WorkerQuerySet:
        """Those whose account is open."""
        return self.get_queryset().active()

    def in_role(self, role: Role, on: date, unit: Unit | None = None) -> WorkerQuerySet:
        """Active workers who hold a role on a day; for `unit`, if one is named."""
        return self.get_queryset().in_role(role, on, unit)


class Worker(AbstractBaseUser):
    """Somebody who works at a centre, and their account."""

    login = models.CharField(max_length=60, unique=True)
    given_name = models.CharField(max_length=60)
    family_name = models.CharField(max_length=60)
    title = models.CharField(max_length=80, blank=True)  # e.g. univ. dipl. soc. del.
    sex = models.CharField(max_length=6, blank=True)  # female, male; decides the form of the post's name
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="workers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="workers", null=True)
    is_active = models.BooleanField(default=True)
    post_percent = models.PositiveSmallIntegerField(default=100)  # of a full post: what load is held against
    # Until its owner has chosen one: the password is one that somebody else has seen, or there is none yet.
    must_change_password = models.BooleanField(default=False)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = WorkerManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sex__in=["", "female", "male"]), name="sex_of_worker_known_or_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(post_percent__range=(1, 100)), name="a_worker_has_a_share_of_one_post"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Given and family name, as printed."""
        return f"{self.given_name} {self.family_name}"

    @cached_property
    def held_grants(self) -> list[RoleGrant]:
        """All grants, past and future: asked once for each sign of this worker in a request."""
        return list(self.grants.all())

    def grants_on(self, day: date) -> list[RoleGrant]:
        """Grants that hold on a day; none once the account is closed."""
        return [grant for grant in self.held_grants if grant.holds_on(day)] if self.is_active else []

    def roles_on(self, day: date) -> frozenset[Role]:
        """The roles held on a day."""
        return frozenset(Role(grant.role) for grant in self.grants_on(day))

    def units_on(self, day: date, roles: Iterable[Role] | None = None) -> frozenset[int]:
        """Ids of the units where one of `roles` (any role, if none is named) is held on a day."""
        wanted = frozenset(Role if roles is None else roles)
        held = [grant for grant in self.grants_on(day) if grant.role in wanted]
        units = {grant.unit_id for grant in held if grant.unit_id is not None}
        if any(grant.unit_id is None for grant in held):
            units |= self._units_of_centre
        return frozenset(units)

    @cached_property
    def _units_of_centre(self) -> set[int]:
        return set(Unit.objects.filter(centre=self.centre_id).values_list("pk", flat=True))


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Finds grants by day."""

    def on(self, day: date) -> Self:
        """Those that hold on `day`."""
        return self.filter(period__contains=day)


class RoleGrant(models.Model):
    """A role of a worker during a period; `unit` empty means the whole centre."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="grants")
    period = Period()
    # By whom and when; nobody where it was given at the terminal of the server, never where it was loaded.
    given_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True)
    # The director who has looked at it, `roles_watched.py`.
    seen_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    objects = RoleGrantQuerySet.as_manager()

    def holds_on(self, day: date) -> bool:
        """Whether the grant holds on a day."""
        lower, upper = self.period.lower, self.period.upper
        return not self.period.isempty and (lower is None or lower <= day) and (upper is None or day < upper)

    def covers(self, unit_id: int, centre_id: int) -> bool:
        """Whether the grant reaches a unit: its own, or any of the worker's centre."""
        if self.unit_id is None:
            return self.worker.centre_id == centre_id
        return self.unit_id == unit_id


class CompetenceKind(models.TextChoices):
    QUALIFICATION = "qualification", _("qualification")
    LICENCE = "licence", _("licence or training")


class CompetenceQuerySet(models.QuerySet["Competence"]):
    """Finds what holds, and leaves out what was entered by mistake."""

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(annulled_at__isnull=True)


class Competence(models.Model):
    """What a worker is qualified or licensed for, by date: words of the catalogue's code lists.

    The years of experience that a task asks for run from the first day of the qualification, or from
    `experience_since` where the work began elsewhere. What was entered by mistake stays and never held.
    """

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="competences")
    kind = models.CharField(max_length=15, choices=CompetenceKind.choices)
    key = models.CharField(max_length=60)
    period = Period()
    experience_since = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=60, blank=True)  # of the licence, as printed on it
    # By whom and when; nobody where it was entered at the terminal of the server.
    entered_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    annulled_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    annulled_at = models.DateTimeField(null=True, blank=True)
    annulled_because = models.CharField(max_length=500, blank=True)
    objects = CompetenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "kind", "key", "period"],
                condition=models.Q(annulled_at__isnull=True),
                name="competence_once_a_period",
            )
        ]

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; none while no end is entered."""
        return None if self.period.upper is None else self.period.upper - timedelta(days=1)

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        lower, upper = self.period.lower, self.period.upper
        within = (lower is None or lower <= day) and (upper is None or day < upper)
        return within and self.annulled_at is None


class AccountEvent(models.Model):
    """An account was opened, closed or opened again: by whom, when, and why."""

    class Kind(models.TextChoices):
        OPENED = "opened", pgettext_lazy("account", "opened")
        CLOSED = "closed", pgettext_lazy("account", "closed")
        REOPENED = "reopened", pgettext_lazy("account", "opened again")
        POST_SHARE = "post_share", pgettext_lazy("account", "share of a full post")

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="account_events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # By whom; nobody where it was done at the terminal of the server.
    by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
