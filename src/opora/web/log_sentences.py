"""What an entry of the log says in words: the page or act, and a line on what exactly."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from opora.audit.models import Deed, LogEntry
from opora.organisation.access import STEPS
from opora.organisation.access_table import table
from opora.web.forms.persons import CorrectionForm
from opora.web.timeline import SENTENCES

# Acts by the name under which they write themselves into the log.
ACTS: dict[str, str | Promise] = {
    "sign_in": _("Sign-in"),
    "send_duty_sheet": _("Sending the monthly sheet of the on-call service"),
    "open_account": _("Opening an account"),
    "close_account": _("Closing an account"),
    "reopen_account": _("Opening an account again"),
    "give_first_password": _("Giving a first password"),
    "set_post_share": _("Entering a share of a full post"),
    "see_roles_given": _("Looking at roles that were given"),
    "give_competence": _("Entering what a worker is qualified for"),
    "grant_role": _("Giving a role"),
    "end_role": _("Ending a role"),
    "end_competence": _("Ending what a worker is qualified for"),
    "annul_competence": _("Withdrawing what was entered by mistake"),
    "delete_expired": _("Deleting entries whose time is over"),
    "register_person": _("Entering a person"),
    "correct_person": _("Correcting a person's data"),
    "identify_person": _("Entering identifiers of a person"),
    "confirm_account": _("Confirming a bank account"),
    "withdraw_account": _("Withdrawing a change of a bank account"),
    "change_address": _("Entering an address"),
    "end_address": _("Ending an address"),
    "protected_address": _("A protected address was shown"),
    "protected_address_on_envelope": _("A protected address was printed on an envelope"),
    "protect_address": _("Protecting an address"),
    "end_protection": _("Ending the protection of an address"),
    "house": _("Moving into a household"),
    "move_in_with": _("Moving into a household"),
    "move_out": _("Moving out of a household"),
    "relate": _("Entering a relation"),
    "end_relation": _("Ending a relation"),
    "merge_persons": _("Merging records of a person"),
    "part_persons": _("Parting records of a person"),
    "file_application": _("Taking in an application"),
    "open_case": _("Opening a case"),
    "assign_case": _("Assigning a case"),
    "transfer_case": _("Handing a case over to another unit"),
    "pass_on_case": _("Passing a case on to another centre"),
    "close_case": _("Closing a case"),
    "look_up_on_duty": _("Looking up on standby who decides for a person"),
    "add_record": _("Entering a record"),
    "add_to_register": _("Entering a record of a register"),
    "change_record": _("Changing a record"),
    "strike_record": _("Striking a record out"),
    "draw_ward_run": _("Drawing up the run of a month for the wards of the unit"),
    "confirm_ward_run": _("Confirming the run of a month for the wards of the unit"),
    "withdraw_ward_run": _("Withdrawing the run of a month for the wards of the unit"),
    "plan_step": _("Planning a step"),
    "do_step": _("Entering a step as done"),
    "waive_step": _("Leaving a step out"),
    "reopen_step": _("Taking a step up again"),
    "spend_time": _("Entering minutes"),
    "hold_session": _("Entering a group session"),
    "take_time_back": _("Taking minutes out"),
    "move_to": _("Bringing a case to a stage"),
    "reopen_case": _("Reopening a case"),
    "join_team": _("Joining a team"),
    "leave_team": _("Leaving a team"),
    "link_cases": _("Linking cases"),
    "unlink_cases": _("Undoing a link of cases"),
    "exclude_worker": _("Excluding an officer"),
    "confirm_exclusion": _("Deciding that an officer is excluded"),
    "lift_exclusion": _("Lifting an exclusion"),
    "declare_tie": _("Declaring a tie to a person"),
    "end_tie": _("Taking back a tie told by mistake"),
    "hand_over_case": _("Leaving a case to a unit"),
    "take_over_case": _("Taking a case over"),
    "withdraw_handover": _("Withdrawing a handover"),
    "take_over_transfer": _("Taking over a case that another centre sent"),
    "receive_transfer": _("Entering that another centre received a case"),
    "refer": _("Sending a person on"),
    "enter_referral_result": _("Entering the result of a referral"),
    "give_consent": _("Entering a consent"),
    "withdraw_consent": _("Withdrawing a consent"),
    "disclose": _("Telling somebody outside"),
    "join_queue": _("Putting a person in a queue"),
    "leave_queue": _("Ending a wait"),
    "propose_catalogue": _("Proposing a version of a task"),
    "withdraw_proposal": _("Withdrawing a proposal"),
    "approve_catalogue": _("Approving a version of a task"),
    "decline_proposal": _("Declining a version of a task"),
    "let_in": _("Letting a worker into a case"),
    "end_access": _("Ending a worker's access to a case"),
    "break_glass": _("Opening a case with a reason"),
    "seal_case": _("Sealing a case"),
    "lift_seal": _("Lifting the seal of a case"),
    "look_at_glass": _("Confirming a look at a case opened with a reason"),
    "make_appointment": _("Making an appointment"),
    "change_appointment": _("Changing an appointment"),
    "cancel_appointment": _("Calling an appointment off"),
    "note_attendance": _("Noting who came to an appointment"),
    "renew_feed": _("A new secret address of one's calendar"),
    "switch_feed_off": _("Switching the secret address of one's calendar off"),
    "make_room": _("Entering a room"),
    "close_room": _("Giving a room up"),
    "keep_body": _("Keeping a body of the directory"),
    "add_note": _("Writing a note"),
    "change_note": _("Changing a note"),
    "keep_draft": _("Beginning a draft of a note"),
    "discard_draft": _("Throwing a draft of a note away"),
    "ask_registers": _("Asking official registers"),
    "record_evidence": _("Entering a fact from evidence"),
    "record_statements": _("Entering what the party states"),
    "withdraw_fact": _("Taking a fact back"),
    "settle_conflict": _("Deciding between contradictory facts"),
    "determine": _("Calculating an entitlement"),
    "draw_payments": _("Drawing a payment list"),
    "enter_repayment": _("Entering what a debtor paid back"),
    "uprate_maintenance": _("Uprating maintenance for a year"),
    "make_uprating_notices": _("Making notices of the uprating of maintenance"),
    "issue_extract": _("Issuing an extract of the upratings of a maintenance"),
    "propose_emergency_act": _("Entering an emergency act"),
    "approve_emergency_act": _("Putting an emergency act in force"),
    "decline_emergency_act": _("Declining an emergency act"),
    "withdraw_emergency_act": _("Withdrawing an emergency act"),
    "prolong_rights": _("Prolonging rights under an emergency act"),
    "begin_redecision": _("Beginning to decide running exemptions again"),
    "decide_again": _("Deciding a running exemption again"),
    "mark_service": _("Saying which service an exemption is about"),
    "import_population": _("Taking in a population table"),
    "state_norm": _("Stating a norm of staff"),
    "propose_plan": _("Proposing a row of the classification plan"),
    "approve_plan": _("Approving a row of the classification plan"),
    "decline_plan": _("Declining a row of the classification plan"),
    "dispatch": _("Dispatching a document"),
    "propose_removal": _("Proposing the removal of papers"),
    "confirm_removal": _("Removing papers whose term has run"),
    "decline_removal": _("Letting papers stay"),
    "take_in_mail": _("Taking in mail"),
    "assign_mail": _("Assigning mail to its case"),
    "name_mail": _("Saying which document a piece of mail is"),
}

# Pages whose step says less than the page is.
PAGES: dict[str, str | Promise] = {
    "home": _("First page"),
    "worklist": _("My day"),
    "search": _("Search"),
    "search_as_you_type": _("Search"),
    "cases": _("List of cases"),
    "case": _("Overview of a case"),
    "case_access": _("Who has access to a case"),
    "calendar": _("Calendar"),
    "appointment": _("An appointment"),
    "notes": _("Notes of a case"),
    "note": _("A note of a case"),
    "facts": _("Facts of a case"),
    "documents": _("Documents of a case"),
    "deliveries": _("Service of documents of a case"),
    "decisions": _("Decisions of a case"),
    "person": _("Record of a person"),
    "household": _("Household of a person"),
    "move_person": _("Form for an address"),
    "move_in": _("Moving into a household"),
    "payments": _("Payment lists"),
    "payment_run": _("Lines of a payment list"),
    "payment_csv": _("File of a payment list"),
    "log": _("Access log"),
    "broken_glass": _("Opened with a reason"),
}


def page_or_act(what: str) -> str:
    """What was opened or done. An act tells of itself before a page of the same name does."""
    if words := ACTS.get(what) or PAGES.get(what) or SENTENCES.get(what):
        return str(words).rstrip(".")
    route = table().routes.get(what)
    return capfirst(str(route.step.label)) if route and route.step else what


def particulars(entry: LogEntry) -> str:
    """Which data, which document, to whom: what the entry holds beside persons and case."""
    detail = entry.detail
    told = []
    if fields := detail.get("fields"):
        told.append(_now("Data: %(fields)s") % {"fields": ", ".join(_field(name) for name in fields)})
    if recipient := detail.get("recipient"):
        told.append(_now("Recipient: %(recipient)s") % {"recipient": _now(recipient)})
    if number := detail.get("number"):
        told.append(_now("Document: %(number)s") % {"number": number})
    if sources := detail.get("sources"):
        told.append(_now("Registers: %(count)d") % {"count": len(sources)})
    if facts := detail.get("facts"):
        told.append(_now("Facts: %(count)d") % {"count": len(facts)})
    if entry.purpose and entry.purpose not in STEPS:
        told.append(entry.purpose)  # a reason that somebody wrote
    if entry.deed == Deed.REFUSED and "status" in detail:
        told.append(_why_not(detail))
    return "; ".join(told)


def _field(name: str) -> str:
    """As the form calls it in which the datum is entered."""
    field: Any = CorrectionForm.base_fields.get(name)
    return str(field.label) if field else name


def _why_not(detail: dict[str, Any]) -> str:
    match detail["status"]:
        case 403:
            return _now("The role does not include it.")
        case 404:
            return _now("Not open to this worker, or it does not exist.")
        case _:
            return _now("The act was refused; nothing was saved.")
