"""The tone of each state: colour only helps, the words say it."""

from __future__ import annotations

from django import template

from opora.cases.models import CaseState, Party
from opora.cases.roles import name_of_role

register = template.Library()

TONES = {
    "case": {"open": "info", "awaiting_party": "caution", "decided": "good", "closed": ""},
    "decision": {
        "draft": "",
        "submitted": "info",
        "returned": "caution",
        "issued": "info",
        "served": "info",
        "final": "good",
        "appealed": "caution",
        "replaced": "",
        "annulled": "caution",
        "withdrawn": "",
    },
    "look_up": {
        "not_asked": "",
        "pending": "info",
        "answered": "good",
        "failed": "alarm",
        "stale": "caution",
    },
    "outcome": {
        "granted": "good",
        "partly_granted": "caution",
        "refused": "alarm",
        "rejected": "alarm",
        "stopped": "",
    },
}


@register.filter
def case_state(state: str) -> str:
    """The state of a case: as `get_state_display`, which translates every state to name one."""
    return str(CaseState(state).label)


@register.filter
def role_name(party: Party) -> str:
    """What the party is called in the case, as its task names the role."""
    return name_of_role(party)


@register.filter
def tone_of(state: str, of: str) -> str:
    """The tone of a state of a `case`, `decision`, `look_up` or `outcome`."""
    return TONES[of].get(str(state), "")
