"""Why an officer may not act in a case: ZUP 35 in its own order, and doubt for any other reason (ZUP 37)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

THEMSELVES = "themselves"
"""A worker told that a person on record is they: from that follows to whom they are related."""


class ExclusionGround(models.TextChoices):
    """The grounds; all but doubt bar an officer from the moment they learn of them (ZUP 36)."""

    PARTY = "party", _("party, co-entitled, witness or representative")
    KIN = "kin", _("related by blood")
    SPOUSE = "spouse", _("spouse, partner or related by marriage, also formerly")
    GUARDIAN = "guardian", _("guardian, adopter, adoptee or foster parent")
    FIRST_INSTANCE = "first_instance", _("took part at first instance")
    DOUBT = "doubt", _("other circumstances that cast doubt on impartiality")
