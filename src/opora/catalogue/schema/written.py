"""Records that an act writes, so that nobody enters them by hand: consents, and what was told outside.

There is one place of consents and one log of disclosures, the page on which a case goes on; a record of these
kinds is what the act there leaves in the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

WritingAct = Literal["give_consent", "disclose"]

NEEDED: Mapping[WritingAct, Mapping[str, str]] = {
    "give_consent": {"given_on": "date", "to_whom": "body", "what": "text"},
    "disclose": {"disclosed_on": "moment", "to_whom": "body", "what": "text"},
}
"""The fields that the act always fills in, with their types."""
KNOWN: Mapping[WritingAct, Mapping[str, str]] = {
    "give_consent": {"person": "party", "until": "date", "withdrawn_on": "date"},
    "disclose": {"basis": "choice", "legal_ground": "text"},
}
"""Those that it fills in where the definition has them and something is to be said."""
BY_CONSENT = "consent"
"""The word of the code list of `basis` that says: with consent."""


def fields_at_odds(act: WritingAct, types: Mapping[str, str]) -> list[str]:
    """The fields that the act needs and the record lacks, or that it holds and the act cannot fill in."""
    fitting = {**NEEDED[act], **KNOWN[act]}
    missing = [key for key, type_ in NEEDED[act].items() if types.get(key) != type_]
    return missing + [key for key, type_ in types.items() if key not in missing and fitting.get(key) != type_]
