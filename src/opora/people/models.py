"""Persons, identifiers, names, addresses by date, relations and shared dwellings."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opora.organisation.models import Municipality, Worker
from opora.organisation.periods import Period, no_overlap
from opora.people.folding import folded, folded_after_first_word, ordered
from opora.people.need_to_know import PersonQuerySet


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
    protected_on = models.DateField(null=True, blank=True)  # papers up to then may hold the address
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    # Written by the database from the names, see `folding.py`. Order is by bytes, whatever the collation.
    folded_name = models.GeneratedField(
        expression=folded("family_name", "given_name"), output_field=models.TextField(), db_persist=True
    )
    later_family_name = models.GeneratedField(
        expression=folded_after_first_word("family_name"), output_field=models.TextField(), db_persist=True
    )
    later_given_name = models.GeneratedField(
        expression=folded_after_first_word("given_name"), output_field=models.TextField(), db_persist=True
    )
    family_order = models.GeneratedField(
        expression=ordered("family_name", "given_name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    given_order = models.GeneratedField(
        expression=ordered("given_name", "family_name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    objects = PersonQuerySet.as_manager()

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
            # The two orders of the search; the folded name is in the index, so no row is read to filter.
            models.Index(
                fields=["family_order", "id"],
                include=["folded_name"],
                condition=Q(merged_into__isnull=True),
                name="person_family_order",
            ),
            models.Index(
                fields=["given_order", "id"],
                include=["folded_name"],
                condition=Q(merged_into__isnull=True),
                name="person_given_order",
            ),
            models.Index(
                fields=["later_family_name"],
                condition=~Q(later_family_name=""),
                name="person_later_family_name",
                opclasses=["text_pattern_ops"],
            ),
            models.Index(
                fields=["later_given_name"],
                condition=~Q(later_given_name=""),
                name="person_later_given_name",
                opclasses=["text_pattern_ops"],
            ),
            models.Index(fields=["folded_name"], name="person_folded_name", opclasses=["text_pattern_ops"]),
            models.Index(fields=["born"], name="person_born"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Given and family name, as printed; a newborn or a caller may have neither yet."""
        return f"{self.given_name} {self.family_name}".strip() or gettext("Unknown person")


class FormerName(models.Model):
    """A name a person bore during a period, kept so that old papers can be found."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="former_names")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    period = Period()
    folded_name = models.GeneratedField(
        expression=folded("family_name", "given_name"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        indexes = [
            models.Index(fields=["folded_name"], name="former_name_folded", opclasses=["text_pattern_ops"])
        ]


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


class AccountChangeQuerySet(models.QuerySet["AccountChange"]):
    """Changes of bank accounts."""

    def waiting(self) -> AccountChangeQuerySet:
        """Those that nobody has confirmed or withdrawn yet."""
        return self.filter(confirmed_at__isnull=True, withdrawn_at__isnull=True)


class AccountChange(models.Model):
    """Another bank account of a person; it is paid into once a second worker has confirmed it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="account_changes")
    before = models.CharField(max_length=34, blank=True)  # the account in force when it was entered
    after = models.CharField(max_length=34, blank=True)  # empty: there is to be none
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    objects = AccountChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "person",
                name="one_account_change_waits",
                condition=Q(confirmed_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("entered_by")),
                name="account_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="account_change_ends_once",
            ),
        ]
