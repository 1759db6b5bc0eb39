"""Records that other rooms keep in tables of their own, read as records of the catalogue so that they count.

What an application for rights from public funds is, which rights it claims, how each ended and what became of
appeals stands in `rights` and `decisions`, and nobody types it a second time. Here it gets the columns of a
record. A word those rooms do not keep (why an appeal was withdrawn, which of several rights it is about) is
absent, so it stays unknown. What was typed by hand is read where the rooms have nothing of the case.
"""

from __future__ import annotations

from collections.abc import Mapping

RECORDS = "cases_caserecord"
APPLICATIONS = "public_funds_application"
ALIKE = (
    "child_benefit",
    "cash_social_assistance",
    "income_supplement",
    "state_scholarship",
    "rent_subsidy",
    "funeral_grant",
    "death_grant",
    "large_family_supplement",
)
RIGHTS: Mapping[str, str] = {name: name for name in ALIKE} | {
    "school_snack_subsidy": "snack",
    "school_lunch_subsidy": "lunch",
    "kindergarten_fee_reduction": "kindergarten",
    "extraordinary_cash_social_assistance": "extraordinary_assistance",
    "compulsory_health_insurance": "health_insurance",
}
"""Rights of the law in the words of the list `claimed_public_rights`; of any other the right is not known."""
ENDS: Mapping[str, str] = {
    "received": "pending",
    "forwarded": "pending",
    "rejected": "rejected",
    "replaced": "replaced",
    "confirmed": "dismissed",
    "returned": "returned",
    "changed": "upheld",
}
"""Where an appeal has come to, in the words of `appeal_outcomes`; one that was withdrawn has none of them."""
MOST_RIGHTS = 100
"""More than one application can claim: keeps the keys of its rights apart from those of the next."""


def records_for(task: str) -> str:
    """What stands for the table of records where a task is counted."""
    return _WITH_APPLICATIONS if task == APPLICATIONS else RECORDS


def _word(column: str, words: Mapping[str, str], otherwise: str) -> str:
    told = " ".join(f"WHEN '{ours}' THEN '{theirs}'" for ours, theirs in words.items())
    return f"CASE {column} {told} ELSE {otherwise} END"


def _as_record(key: str, row: str, day: str, content: Mapping[str, str], source: str) -> str:
    """Rows of another room with the columns of a record; their keys are below zero, where no record is."""
    told = ", ".join(f"'{name}', {value}" for name, value in content.items())
    return (
        f"SELECT -({row})::bigint AS id, k.id AS case_id, '{key}' AS key, k.task, k.centre_id, k.unit_id, "
        f"NULL::timestamptz AS struck_at, NULL::timestamptz AS entered_at, {day} AS happened_on, "
        f"jsonb_strip_nulls(jsonb_build_object({told})) AS content FROM {source}"
    )


_OF_CASE = "rights_application a JOIN cases_case k ON k.id = a.case_id"
_APPLICATION = _as_record(
    "application",
    "a.id",
    "a.filed_on",
    {
        "received_on": "a.filed_on",
        "origin": "'filed'",
        "channel": _word("a.channel", {"oral": "record"}, "a.channel"),
        "complete_on": "a.completed_on",
    },
    _OF_CASE,
)
_ONE_RIGHT = "d.remedy #>> '{rights,0}'"
_ISSUED = "d.case_id = k.id AND d.issued_on IS NOT NULL AND d.remedy -> 'rights' ? claimed.name"
_CLAIMED_RIGHT = _as_record(
    "claimed_right",
    f"a.id * {MOST_RIGHTS} + claimed.place",
    "first.issued_on",
    {
        "right": _word("claimed.name", RIGHTS, "NULL"),
        "result": (
            "CASE WHEN last.id IS NULL OR last.state = 'annulled' THEN 'pending' "
            "WHEN last.outcome IN ('rejected', 'stopped') THEN last.outcome "
            "WHEN last.entitled THEN 'granted' WHEN NOT last.entitled THEN 'refused' "
            "WHEN last.outcome IN ('granted', 'refused') THEN last.outcome END"
        ),
        "decided_on": "first.issued_on",
        "days_to_decision": "first.issued_on - k.opened_on",
    },
    f"{_OF_CASE} CROSS JOIN LATERAL unnest(a.rights) WITH ORDINALITY AS claimed(name, place) "
    f"CROSS JOIN LATERAL (SELECT min(d.issued_on) AS issued_on FROM decisions_decision d WHERE {_ISSUED}) "
    "first LEFT JOIN LATERAL (SELECT d.id, d.state, d.outcome, "
    "(found.result #>> ARRAY['rights', claimed.name, 'entitled'])::boolean AS entitled "
    "FROM decisions_decision d LEFT JOIN rights_determination found ON found.decision_id = d.id "
    f"WHERE {_ISSUED} ORDER BY d.issued_on DESC, d.id DESC LIMIT 1) last ON TRUE",
)
_APPEAL = _as_record(
    "appeal",
    "p.id",
    "p.filed_on",
    {
        "lodged_on": "p.filed_on",
        "right": (
            "CASE WHEN jsonb_array_length(d.remedy -> 'rights') = 1 THEN "
            f"{_word(_ONE_RIGHT, RIGHTS, 'NULL')} END"
        ),
        "sent_on_on": "p.forwarded_on",
        "outcome": _word("p.state", ENDS, "NULL"),
        "returned_on": "CASE WHEN p.state = 'returned' THEN p.result_received_on END",
    },
    "decisions_appeal p JOIN decisions_decision d ON d.id = p.decision_id "
    "JOIN cases_case k ON k.id = d.case_id JOIN rights_application a ON a.case_id = k.id",
)
_BY_HAND = (
    "SELECT h.id, h.case_id, h.key, h.task, h.centre_id, h.unit_id, h.struck_at, h.entered_at, "
    f"h.happened_on, h.content FROM {RECORDS} h "
    "WHERE h.key NOT IN ('application', 'claimed_right', 'appeal') "
    "OR NOT EXISTS (SELECT FROM rights_application a WHERE a.case_id = h.case_id)"
)
_WITH_APPLICATIONS = f"({' UNION ALL '.join((_BY_HAND, _APPLICATION, _CLAIMED_RIGHT, _APPEAL))})"
