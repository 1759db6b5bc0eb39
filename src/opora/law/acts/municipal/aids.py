"""One aid of a municipality: for whom, whether it may be granted again, and how much."""

from typing import Any

from opora.law.acts.law_book import applicant, figure, person, right
from opora.law.acts.municipal.beneficiaries import BENEFICIARIES
from opora.law.acts.municipal.municipality import Aid, Municipality
from opora.law.acts.municipal.naming import own_figure
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.book import Figure
from opora.law.engine.errors import RuleError
from opora.law.engine.types import EUR, YES_NO
from opora.law.engine.words import when


def register_aid(municipality: Municipality, aid: Aid, common: Figure, start: Figure) -> None:
    """Registers the figures of an aid and its right."""
    conditions = [
        common,
        _has_beneficiary(municipality, aid),
        _may_be_granted(municipality, aid),
        *([_is_not_ruled_out(municipality, aid)] if aid.not_after else []),
    ]
    entitled = _entitled(municipality, aid, conditions)
    right(
        aid.right,
        order=aid.order,
        given="once",
        entitled=entitled,
        amount=_amount(municipality, aid, entitled),
        start=start,
        conditions=conditions,
        sl=aid.sl,
        it=aid.it,
        en=aid.en,
    )


def _has_beneficiary(municipality: Municipality, aid: Aid) -> Figure:
    rule = BENEFICIARIES.get(aid.beneficiary)
    if rule is None:
        words = ", ".join(BENEFICIARIES)
        raise RuleError(
            f"{aid.right}: nobody is called {aid.beneficiary!r}; 'beneficiary' is one of {words}."
        )

    @own_figure(
        municipality,
        f"{aid.right}_is_for",
        person,
        YES_NO,
        sl=f"Oseba, ki ji je namenjena {_lower(aid.sl)}",
        it=f"Persona a cui è destinato: {_lower(aid.it)}",
        en=f"Person for whom there is {_lower(aid.en)}",
    )
    def is_for(person: Any, p: Any) -> Any:
        """Of the members who live in the municipality, those for whom the aid is meant."""
        resident = getattr(person, municipality.key("is_resident"))
        return when(dsp_family.members & resident, rule(municipality, person, p), False)

    @own_figure(
        municipality,
        f"{aid.right}_has_beneficiary",
        dsp_family,
        YES_NO,
        sl=f"V družini je oseba, ki ji je namenjena {_lower(aid.sl)}",
        it=f"Nella famiglia c’è una persona a cui è destinato: {_lower(aid.it)}",
        en=f"The family has a person for whom there is {_lower(aid.en)}",
    )
    def has_beneficiary(family: Any) -> Any:
        """At least one."""
        return family.any(getattr(person, is_for.key))

    return has_beneficiary


def _may_be_granted(municipality: Municipality, aid: Aid) -> Figure:
    @own_figure(
        municipality,
        f"{aid.right}_may_be_granted",
        applicant,
        YES_NO,
        sl=f"Letos še ni dodeljena oziroma se sme ponoviti: {_lower(aid.sl)}",
        it=f"Non ancora concesso quest’anno o ripetibile: {_lower(aid.it)}",
        en=f"Not granted this year yet, or may be repeated: {_lower(aid.en)}",
    )
    def may_be_granted(applicant: Any, p: Any) -> Any:
        """Once a calendar year; again only where the municipality allows it in a proved distress.

        A choice: whether aid of any kind, or only of this one, uses up the year is not stated clearly; a
        setting of the municipality says.
        """
        this_kind = getattr(applicant, f"{aid.kind}_aid_granted_this_year")
        each_kind = getattr(p, municipality.key("once_a_year")) == "each_kind"
        any_kind = applicant.municipal_aid_granted_this_year
        granted = when(any_kind, when(this_kind, True, ~each_kind), False)
        again = applicant.distress_allows_aid_again if aid.again_in_distress else False
        return when(granted, again, True)

    return may_be_granted


def _is_not_ruled_out(municipality: Municipality, aid: Aid) -> Figure:
    @own_figure(
        municipality,
        f"{aid.right}_is_not_ruled_out",
        applicant,
        YES_NO,
        sl=f"Ni druge pomoči, ki bi jo izključevala: {_lower(aid.sl)}",
        it=f"Nessun altro aiuto lo esclude: {_lower(aid.it)}",
        en=f"No other aid rules it out: {_lower(aid.en)}",
    )
    def is_not_ruled_out(applicant: Any) -> Any:
        """The other aid was not granted before.

        A choice: before in the same calendar year; the source says only “before”.
        """
        return ~getattr(applicant, f"{aid.not_after}_aid_granted_this_year")

    return is_not_ruled_out


def _entitled(municipality: Municipality, aid: Aid, conditions: list[Figure]) -> Figure:
    common, beneficiary, *of_applicant = (condition.key for condition in conditions)

    @own_figure(
        municipality,
        f"entitled_to_{aid.right}",
        dsp_family,
        YES_NO,
        sl=f"Upravičenost: {_lower(aid.sl)}",
        it=f"Diritto: {_lower(aid.it)}",
        en=f"Entitled: {_lower(aid.en)}",
    )
    def entitled(family: Any) -> Any:
        """The common conditions and those of this aid."""
        claim = getattr(family, common) & getattr(family, beneficiary)
        for key in of_applicant:
            claim = claim & getattr(applicant, key)
        return claim

    return entitled


def _amount(municipality: Municipality, aid: Aid, entitled: Figure) -> Figure:
    @own_figure(municipality, aid.right, dsp_family, EUR, sl=aid.sl, it=aid.it, en=aid.en)
    def amount(family: Any, p: Any) -> Any:
        """The amount of the municipality for each person for whom the aid is."""
        persons = family.count(getattr(person, f"{aid.right}_is_for"))
        each = getattr(p, f"{aid.right}_amount")
        return when(getattr(family, entitled.key), each * persons, 0)

    return amount


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZUPJS",
    sl="Stiska, zaradi katere se pomoč sme ponoviti",
    it="Difficoltà per cui l’aiuto si può ripetere",
    en="A distress for which aid may be repeated",
)
def distress_allows_aid_again(applicant):
    """Illness, an accident such as fire or flood, or a move; proved."""
    listed = applicant.repeat_reason.is_one_of("illness", "accident", "move")
    return listed & applicant.proof_of_distress


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZUPJS",
    sl="Občinski vlogi je treba priložiti bančne izpiske",
    it="Alla domanda comunale vanno allegati gli estratti conto",
    en="Bank statements go with the municipal application",
)
def municipal_bank_statements_are_needed(applicant):
    """Not where another application for a right from public funds has them; the consent is needed always."""
    return ~applicant.bank_statements_attached_to_another_application


def _lower(name: str) -> str:
    """A name as it stands within a label."""
    return name[:1].lower() + name[1:]
