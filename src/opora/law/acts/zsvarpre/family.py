"""Who counts for cash social assistance."""

from opora.law.acts.law_book import family, figure, person
from opora.law.engine.types import YES_NO


@family(
    since="2018-06",
    article="ZSVarPre 26",
    sl="Član družine za denarno socialno pomoč",
    it="Membro della famiglia per l’assistenza sociale",
    en="Member of the family for cash social assistance",
)
def dsp_family(person):
    """Applicant, spouse or partner, and the children they must maintain who share their home.

    Unlike the family for annual rights it leaves out children who are only in the applicant's care.
    Not modelled: a student whom the parents must still maintain can claim only within their household; an
    application of one's own is for the officer to refuse.
    """
    child_at_home = person.is_maintained_child & (
        person.lives_in_the_dwelling | person.lives_away_for_schooling
    )
    return person.is_applicant | person.is_partner_of_applicant | child_at_home


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Otrok, ki ga je vlagatelj dolžan preživljati",
    it="Figlio che il richiedente deve mantenere",
    en="Child whom the applicant must maintain",
)
def is_child_of_dsp_family(person):
    """A member of the family other than the couple."""
    return dsp_family.members & ~person.is_applicant & ~person.is_partner_of_applicant


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Odrasli član družine",
    it="Membro adulto della famiglia",
    en="Adult member of the family",
)
def is_adult_of_dsp_family(person):
    """One of the couple."""
    return dsp_family.members & (person.is_applicant | person.is_partner_of_applicant)


@figure(
    dsp_family,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Samska oseba",
    it="Persona sola",
    en="Single person",
)
def is_single_person(family):
    """The family has one member."""
    return family.count() == 1
