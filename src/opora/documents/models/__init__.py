"""The records of documents, each module one part of their life."""

from opora.documents.models.delivery import Delivery, DeliveryQuerySet, Method, ReturnReason
from opora.documents.models.document import Direction, Document, DocumentQuerySet
from opora.documents.models.mail import POSTED, Channel, Mail, MailFile, MailQuerySet
from opora.documents.models.paper import Paper, PaperState
from opora.documents.models.removal import Removal

__all__ = [
    "POSTED",
    "Channel",
    "Delivery",
    "DeliveryQuerySet",
    "Direction",
    "Document",
    "DocumentQuerySet",
    "Mail",
    "MailFile",
    "MailQuerySet",
    "Method",
    "Paper",
    "PaperState",
    "Removal",
    "ReturnReason",
]
