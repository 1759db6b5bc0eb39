"""A case: its number, state, parties and the cases it belongs with."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.cases.barring import ground_against
from opora.cases.querysets import CaseQuerySet, PartyQuerySet
from opora.cases.titles import title_in
from opora.organisation.models import Centre, Unit, Worker
from opora.people.models import Person


class CaseState(models.TextChoices):
    OPEN = "open", _("open")
    AWAITING_PARTY = "awaiting_party", _("waiting for the party")
    DECIDED = "decided", _("decided")
    CLOSED = "closed", _("closed")


class Case(models.Model):
    """A matter (zadeva) under one number. It keeps the catalogue version it was opened under."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="cases")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cases")
    classification = models.CharField(max_length=12)
    sequence = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40)  # 1232-15/2026: every centre counts its own
    task = models.CharField(max_length=80)  # key of the catalogue task
    catalogue_version = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=CaseState.choices, default=CaseState.OPEN)
    stage = models.CharField(max_length=60, blank=True)  # how far it has come, a stage of its task
    outcome = models.CharField(max_length=60, blank=True)  # how it ended, an outcome of its task
    opened_how = models.CharField(max_length=30, blank=True)  # own_request, police … of the catalogue
    is_urgent = models.BooleanField(default=False)
    seal = models.CharField(max_length=40, blank=True)  # a kind of sealed case: violence, adoption …
    assigned_to = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="cases")
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "centre", "classification", "year", "sequence", name="case_number_given_once"
            ),
            models.UniqueConstraint("centre", "number", name="case_number_once_in_a_centre"),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="case_closed_not_before_it_was_opened",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "-id"], name="cases_of_unit"),
            models.Index(fields=["assigned_to", "state", "-id"], name="cases_of_worker"),
            models.Index(fields=["number"], name="case_number_prefix", opclasses=["text_pattern_ops"]),
            models.Index(fields=["sequence"], name="case_running_number"),
            models.Index(fields=["centre", "task", "opened_on"], name="cases_of_task"),
            models.Index(  # all that the load of a unit is counted from: few of the cases are not closed
                fields=["unit", "assigned_to"],
                include=["state", "task", "catalogue_version", "opened_on", "id"],
                condition=models.Q(state__in=["open", "awaiting_party", "decided"]),
                name="load_of_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def matter(self) -> str:
        """The title as it was typed; the name of its task in the reader's language where nobody typed any."""
        return title_in(self.task, self.title, (get_language() or "en")[:2])

    def person_ids(self) -> list[int]:
        """Whom the case is about: for the log of who was seen and changed."""
        return list(self.parties.persons().values_list("person_id", flat=True))

    def bars(self, worker: Worker) -> str | None:
        """Why the worker may not act here, in words; asked once for a case that was fetched."""
        known: dict[tuple[int, str], str | None] = self.__dict__.setdefault("_bars", {})
        asked = (worker.pk, get_language() or "")
        if asked not in known:
            known[asked] = ground_against(worker, self)
        return known[asked]


class Counter(models.Model):
    """The last number given, by series. Locked in the transaction that uses the next one."""

    series = models.CharField(max_length=80, unique=True)  # e.g. case/JUZNA_PRIMORSKA/1232/2026
    last = models.PositiveIntegerField(default=0)


class PartyRole(models.TextChoices):
    """The roles of an application for rights; a role is otherwise one of the case's task."""

    APPLICANT = "applicant", _("applicant")
    MEMBER = "member", _("household member")
    REPRESENTATIVE = "representative", _("representative")
    OTHER = "other", _("other participant")


class Body(models.Model):
    """A court, a police station, a school, a home: whoever outside takes part and is no person."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)  # a word of the code list body_kinds
    name = models.CharField(max_length=200, unique=True)
    address = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def address_lines(self) -> list[str]:
        """The address as an envelope shows it: street, post code and town; none while nobody entered it."""
        return [line for part in self.address.split(",") if (line := part.strip())]


class Party(models.Model):
    """The part a person or a body has in a case, in a role of its task."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="parties")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="parties")
    role = models.CharField(max_length=40)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "person", "role", name="party_once_in_a_role"),
            models.UniqueConstraint("case", "body", "role", name="body_once_in_a_role"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(body__isnull=True),
                name="party_is_a_person_or_a_body",
            ),
        ]

    def __str__(self) -> str:
        return str(self.body) if self.person is None else self.person.full_name


class LinkKind(models.TextChoices):
    GREW_OUT_OF = "grew_out_of", _("grew out of")
    SAME_FAMILY = "same_family", _("the same family")
    GROUP = "group", _("worked on together")


class CaseLink(models.Model):
    """Two cases that belong together; for `grew_out_of`, `case` is the later one."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    other = models.ForeignKey(Case, models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=20, choices=LinkKind.choices)
    made_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "other", "kind", name="cases_linked_once_in_a_way"),
            models.CheckConstraint(
                condition=~models.Q(case=models.F("other")), name="no_case_is_linked_to_itself"
            ),
        ]

    def told_in(self, case: Case) -> str:
        """What the one case is to the other, as it is read in this one of the two."""
        if self.kind != LinkKind.GREW_OUT_OF:
            return self.get_kind_display()
        return str(_("this case grew out of it") if self.case_id == case.pk else _("grew out of this case"))


class CatalogueVersion(models.Model):
    """The catalogue as it was when a case was opened, once per hash, for ever."""

    hash = models.CharField(max_length=64, primary_key=True)
    content = models.JSONField()
    kept_at = models.DateTimeField()
