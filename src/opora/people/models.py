"""Persons, identifiers, names, addresses by date, relations and shared dwellings."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Municipality, Worker
from opora.organisation.periods import Period, no_overlap
from opora.people.folding import folded_key


class Sex(models.TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")


class Person(models.Model):
    """Somebody the centre works with. EMŠO and tax number are optional and may come later."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    emso = models.CharField(max_length=13, null=True, blank=True)
    tax_number = models.CharField(max_length=8, null=True, blank=True)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    born = models.DateField(null=True, blank=True)
    died = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=6, choices=Sex.choices, blank=True)
    citizenship = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=2, default="sl")
    iban = models.CharField(max_length=34, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    is_protected = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    family_first = models.GeneratedField(
        expression=folded_key("family_name", "given_name"), output_field=models.TextField(), db_persist=True
    )
    given_first = models.GeneratedField(
        expression=folded_key("given_name", "family_name"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "emso", name="emso_of_one_living_record", condition=Q(merged_into__isnull=True)
            ),
            models.UniqueConstraint(
                "tax_number", name="tax_number_of_one_living_record", condition=Q(merged_into__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(died__isnull=True) | Q(born__isnull=True) | Q(died__gte=models.F("born")),
                name="death_not_before_birth",
            ),
        ]
        indexes = [
            models.Index(fields=["family_first"], name="person_family_first", opclasses=["text_pattern_ops"]),
            models.Index(fields=["given_first"], name="person_given_first", opclasses=["text_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Given and family name, as printed."""
        return f"{self.given_name} {self.family_name}"


class FormerName(models.Model):
    """A name a person bore during a period, kept so that old papers can be found."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="former_names")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    period = Period()


class AddressKind(models.TextChoices):
    PERMANENT = "permanent", _("permanent residence")
    TEMPORARY = "temporary", _("temporary residence")
    POSTAL = "postal", _("address for post")


class Address(models.Model):
    """Where a person lived or received post during a period."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=10, choices=AddressKind.choices)
    street = models.CharField(max_length=120)
    house_number = models.CharField(max_length=12)
    post_code = models.CharField(max_length=10)
    town = models.CharField(max_length=80)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)
    country = models.CharField(max_length=2, default="SI")
    period = Period()

    class Meta:
        indexes = [models.Index(fields=["person", "kind"], name="address_of_person")]


class RelationKind(models.TextChoices):
    SPOUSE = "spouse", _("spouse")
    PARTNER = "partner", _("partner")
    PARENT = "parent", _("parent")
    CARER = "carer", _("has the child in care")
    GUARDIAN = "guardian", _("guardian")


class Relation(models.Model):
    """`person` is the parent, partner, carer … of `other` during a period."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="relations")
    other = models.ForeignKey(Person, models.CASCADE, related_name="relations_to")
    kind = models.CharField(max_length=10, choices=RelationKind.choices)
    period = Period()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=models.F("other")), name="related_to_somebody_else"),
        ]


class Dwelling(models.Model):
    """A home in which people live together. Each act finds its own family among them."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)


class Residence(models.Model):
    """A person's life in a dwelling during a period; one dwelling at a time."""

    dwelling = models.ForeignKey(Dwelling, models.CASCADE, related_name="residences")
    person = models.ForeignKey(Person, models.CASCADE, related_name="residences")
    period = Period()

    class Meta:
        constraints = [no_overlap("one_dwelling_at_a_time", "person")]


class Merge(models.Model):
    """Two records found to be one person; can be parted again from what it remembers."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Person, models.PROTECT, related_name="absorbed_by")
    reason = models.CharField(max_length=300)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    parted_at = models.DateTimeField(null=True)
    parted_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
