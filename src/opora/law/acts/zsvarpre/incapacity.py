"""Who may have the income supplement: for good without work, or old enough and not working."""

from opora.law.acts.law_book import figure, person
from opora.law.engine.types import YES_NO


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Izkazana trajna nezmožnost za delo",
    it="Inabilità permanente al lavoro comprovata",
    en="Permanent incapacity for work is evidenced",
)
def permanent_incapacity_is_evidenced(person):
    """Category I, retirement for disability, the status of a disabled person, or the commission's opinion.

    A choice: any one of them is enough. The source says only what the evidence is, once as one decision and
    once as a list.
    """
    return (
        (person.disability_category == "I")
        | person.disability_retired
        | person.disability_status_under_social_care_act
        | person.zpiz_opinion_of_permanent_incapacity
    )


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Šteje za trajno nezmožno za delo",
    it="Considerato permanentemente inabile al lavoro",
    en="Counts as permanently incapable of work",
)
def counts_as_permanently_incapable(person):
    """Found so already, or shown by evidence."""
    return person.permanently_incapable_of_work | person.permanent_incapacity_is_evidenced


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Starejša oseba, ki ne dela",
    it="Persona anziana che non lavora",
    en="Elderly person who does not work",
)
def is_elderly_and_not_working(person):
    """Of the age for women or men, and neither employed nor self-employed."""
    return person.is_elderly & ~person.employed_or_self_employed


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 49",
    sl="Oseba iz kroga upravičencev do varstvenega dodatka",
    it="Persona che può avere l’integrazione del reddito",
    en="Person who may have the income supplement",
)
def may_have_income_supplement(person):
    """One of the couple who is for good without work, or old and not working.

    Not modelled: whether grown-up children are able to maintain the parent, which the centre examines.
    """
    without_work = (
        person.permanently_unemployable_by_zrsz_decision
        | person.counts_as_permanently_incapable
        | person.is_elderly_and_not_working
    )
    return person.is_adult_of_dsp_family & person.counts_in_minimum_income & without_work
