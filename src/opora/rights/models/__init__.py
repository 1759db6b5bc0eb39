"""The tables of rights: claims and what is paid on them, exemptions, debts, maintenance, prolongations."""

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
from opora.rights.models.debt import Debt, DebtReason, DebtState, Offset, Repayment
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
from opora.rights.models.prolongation import (
    EmergencyAct,
    EmergencyActState,
    Prolongation,
    ProlongedMonth,
)

__all__ = [
    "Application",
    "Channel",
    "Debt",
    "DebtReason",
    "DebtState",
    "Determination",
    "EmergencyAct",
    "EmergencyActState",
    "Entitlement",
    "EntitlementQuerySet",
    "Exemption",
    "Initiation",
    "Offset",
    "Payment",
    "PaymentRun",
    "Prolongation",
    "ProlongedMonth",
    "Redecided",
    "RedecisionOutcome",
    "RedecisionRun",
    "Repayment",
    "ReviewReason",
    "Rulebook",
    "Service",
    "Uprating",
    "UpratingExtract",
    "UpratingOutcome",
    "WhyNot",
]
