"""The tables of rights: claims and what is paid on them, exemptions and what is decided again."""

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
]
