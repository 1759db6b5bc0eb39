"""The records of cases, each module one part of their life."""

from opora.cases.models.access import Access, GlassLook
from opora.cases.models.case import (
    Body,
    Case,
    CaseLink,
    CaseState,
    CatalogueVersion,
    Counter,
    LinkKind,
    Party,
    PartyRole,
)
from opora.cases.models.deadline import Deadline, DeadlineState
from opora.cases.models.diary import Appointment, Draft, Event, Note, NoteKind, NoteVersion, Room
from opora.cases.models.kept import CaseRecord, RecordVersion
from opora.cases.models.passage import Consent, Disclosure, Handover, Referral, Transfer, Waiting
from opora.cases.models.work import CaseStep, GroupSession, StepState, Teammate, TimeSpent

__all__ = [
    "Access",
    "Appointment",
    "Body",
    "Case",
    "CaseLink",
    "CaseRecord",
    "CaseState",
    "CaseStep",
    "CatalogueVersion",
    "Consent",
    "Counter",
    "Deadline",
    "DeadlineState",
    "Disclosure",
    "Draft",
    "Event",
    "GlassLook",
    "GroupSession",
    "Handover",
    "LinkKind",
    "Note",
    "NoteKind",
    "NoteVersion",
    "Party",
    "PartyRole",
    "RecordVersion",
    "Referral",
    "Room",
    "StepState",
    "Teammate",
    "TimeSpent",
    "Transfer",
    "Waiting",
]
