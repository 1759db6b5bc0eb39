"""The tables of rights: claims and what is paid on them, exemptions decided again, maintenance uprated."""

from opora.rights.models.claims import (
    Application,
    Channel,
    Determination,
    Entitlement,
    EntitlementQuerySet,
    Payment,
    PaymentRun,
    Rulebook,
)
from opora.rights.models.exemption import (
    Exemption,
    Initiation,
    Redecided,
    RedecisionOutcome,
    RedecisionRun,
    ReviewReason,
    Service,
)
from opora.rights.models.maintenance import Uprating, UpratingExtract, UpratingOutcome, WhyNot

__all__ = [
    "Application",
    "Channel",
    "Determination",
    "Entitlement",
    "EntitlementQuerySet",
    "Exemption",
    "Initiation",
    "Payment",
    "PaymentRun",
    "Redecided",
    "RedecisionOutcome",
    "RedecisionRun",
    "ReviewReason",
    "Rulebook",
    "Service",
    "Uprating",
    "UpratingExtract",
    "UpratingOutcome",
    "WhyNot",
]
