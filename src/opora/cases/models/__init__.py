"""The records of cases, each module one part of their life."""

from opora.cases.exclusion_grounds import ExclusionGround
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
from opora.cases.models.classification import PlanRow, PlanRowState
from opora.cases.models.deadline import Deadline, DeadlineState
from opora.cases.models.diary import (
    Appointment,
    AppointmentKind,
    Attendance,
    CalendarFeed,
    Event,
    Room,
)
from opora.cases.models.entry_times import EntryTime
from opora.cases.models.exclusion import Exclusion, Tie
from opora.cases.models.kept import CaseRecord, RecordVersion
from opora.cases.models.notes import Draft, LocalKey, Note, NoteKind, NoteVersion
from opora.cases.models.passage import Consent, Disclosure, Handover, Referral, Transfer, Waiting
from opora.cases.models.seal import SealByAct
from opora.cases.models.work import CaseStep, GroupSession, StepState, Teammate, TimeSpent

__all__ = [
    "Access",
    "Appointment",
    "AppointmentKind",
    "Attendance",
    "Body",
    "CalendarFeed",
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
    "EntryTime",
    "Event",
    "Exclusion",
    "ExclusionGround",
    "GlassLook",
    "GroupSession",
    "Handover",
    "LinkKind",
    "LocalKey",
    "Note",
    "NoteKind",
    "NoteVersion",
    "Party",
    "PartyRole",
    "PlanRow",
    "PlanRowState",
    "RecordVersion",
    "Referral",
    "Room",
    "SealByAct",
    "StepState",
    "Teammate",
    "Tie",
    "TimeSpent",
    "Transfer",
    "Waiting",
]
