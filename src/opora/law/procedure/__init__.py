"""Dated rules of procedure: service, terms, finality, and which act a right ends in (ZUP, ZUPJS).

Pure functions from days to explained days. It keeps no cases and writes no letters; terms are parameters
(`data/*.parameters.yaml`), the ways of serving and the acts of rights are data beside them.

Five names to know: `service`, `appeal_ends`, `decision_due`, `final_on`, `act_for_right`.
"""

from .acts import (
    ActOfRight,
    Part,
    Remedy,
    Signature,
    act_for_right,
    needing_acts_of_their_own,
    parts_of_decision,
    signatures,
)
from .appeal_routes import (
    AppealRoute,
    appeal_routes,
    general_route,
    rights_with_a_route,
    rights_without_a_route,
    route_of_appeal,
    route_of_task,
)
from .changes import Change, changes_to_report, decided_anew_from, is_reported
from .deciding import (
    decision_due,
    evidence_answer_due,
    evidence_request_due,
    supplement_call_due,
    supplement_due,
)
from .explained import Caution, ExplainedDate, Step, StepKind
from .finality import Course, enforceable_on, final_on, legally_final_on
from .law import ProcedureError, ProcedureLaw, standard_law
from .office import STANDARD_OFFICE, ClosedDay, OfficeCalendar
from .regimes import Regime
from .remedies import (
    appeal_answer_days,
    appeal_answer_due,
    appeal_decision_due,
    appeal_ends,
    appeal_forwarding_due,
    court_action_ends,
    objection_ends,
    remand_decision_due,
)
from .serving import Method, service, ways_of
from .work_free_days import WorkFreeDay, easter_sunday, work_free_days

__all__ = [
    "STANDARD_OFFICE",
    "ActOfRight",
    "AppealRoute",
    "Caution",
    "Change",
    "ClosedDay",
    "Course",
    "ExplainedDate",
    "Method",
    "OfficeCalendar",
    "Part",
    "ProcedureError",
    "ProcedureLaw",
    "Regime",
    "Remedy",
    "Signature",
    "Step",
    "StepKind",
    "WorkFreeDay",
    "act_for_right",
    "appeal_answer_days",
    "appeal_answer_due",
    "appeal_decision_due",
    "appeal_ends",
    "appeal_forwarding_due",
    "appeal_routes",
    "changes_to_report",
    "court_action_ends",
    "decided_anew_from",
    "decision_due",
    "easter_sunday",
    "enforceable_on",
    "evidence_answer_due",
    "evidence_request_due",
    "final_on",
    "general_route",
    "is_reported",
    "legally_final_on",
    "needing_acts_of_their_own",
    "objection_ends",
    "parts_of_decision",
    "remand_decision_due",
    "rights_with_a_route",
    "rights_without_a_route",
    "route_of_appeal",
    "route_of_task",
    "service",
    "signatures",
    "standard_law",
    "supplement_call_due",
    "supplement_due",
    "ways_of",
    "work_free_days",
]
