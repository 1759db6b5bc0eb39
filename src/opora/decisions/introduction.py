"""The introduction (uvod): who decides, by which rules, how the procedure started, about whom and what.

ZUP art. 212; local competence by the party's residence: ZUP art. 15 to 20.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from opora.decisions.acts_named import with_abbreviation
from opora.decisions.matter import Matter
from opora.decisions.phrases import day, listed
from opora.decisions.rights_told import told
from opora.documents.officials import in_language

PUBLIC_FUNDS = "ZUPJS"
GENERAL_PROCEDURE = "ZUP"


def introduction(matter: Matter, *, rights: Sequence[str], act: str) -> list[str]:
    """The opening: the body and its competence, the procedure and the party, and the act that follows."""
    return [
        _(
            "On the basis of the {act}, {body} is competent to decide in this matter, by the residence of "
            "the party."
        ).format(body=body_name(matter), act=with_abbreviation(_competent_by(rights))),
        _(
            "On the basis of the {acts}, it issues in the procedure on {rights}, {start}, {what_follows}"
        ).format(
            acts=listed([with_abbreviation(each) for each in acts(rights)]),
            rights=rights_claimed(rights),
            start=how_it_started(matter),
            what_follows=what_follows(act),
        ),
    ]


def _competent_by(rights: Sequence[str]) -> str:
    """The act on rights from public funds where one of them falls under it, else the general procedure."""
    return PUBLIC_FUNDS if PUBLIC_FUNDS in acts(rights) else GENERAL_PROCEDURE


def what_follows(act: str) -> str:
    return {
        "decision": _("the following decision:"),
        "partial_decision": _("the following partial decision:"),
        "ruling": _("the following ruling:"),
        "informative_calculation": _("the following informative calculation:"),
    }[act]


def body_name(matter: Matter) -> str:
    """The centre with its unit: *Center za socialno delo Južna Primorska (Enota Koper)*."""
    unit = in_language(matter.body.unit)
    organisation = in_language(matter.body.organisation)
    return f"{organisation} ({unit})" if unit else organisation


def acts(rights: Sequence[str]) -> list[str]:
    """The acts decided under, each once, the general procedure last."""
    return [*dict.fromkeys(act for right in rights for act in told(right).acts), GENERAL_PROCEDURE]


def party_line(matter: Matter) -> str:
    """The party with what tells them apart: *Ana Novak, roj. 2. marca 1990, Ulica 1, 6000 Koper*."""
    party = matter.party
    born = [pgettext("date of birth", "born {day}").format(day=day(party.born))] if party.born else []
    return ", ".join([party.name, *born, *party.address])


def right_name(right: str) -> str:
    """The right by itself."""
    return str(told(right).name)


def right_exercised(right: str) -> str:
    """The right in *uveljavljanje pravice do …*, *ima pravico do …*: the genitive."""
    return str(told(right).exercised)


def rights_claimed(rights: Sequence[str]) -> str:
    """All rights of the matter after *uveljavljanje*: *pravic do denarne socialne pomoči in otroškega
    dodatka*.
    """
    return ngettext("the right to {rights}", "the rights to {rights}", len(rights)).format(
        rights=listed([right_exercised(right) for right in rights])
    )


def how_it_started(matter: Matter) -> str:
    """*začetem z vlogo z dne …* or by the body itself, with the party."""
    if matter.channel == "ex_officio":
        phrase = _("started ex officio on {day} (party: {party})")
    else:
        phrase = _("started on the application of {day} (party: {party})")
    return phrase.format(day=day(matter.filed_on), party=party_line(matter))
