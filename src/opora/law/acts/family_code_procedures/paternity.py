"""Acknowledgement of paternity."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from, under_the_code
from opora.law.acts.law_book import applicant, figure, right
from opora.law.acts.zsdp.counting import same_day_months_later
from opora.law.engine.types import DATE
from opora.law.engine.words import in_months


@condition(
    "DZ 114",
    sl="Za otrokovega očeta ne velja že mož matere",
    it="Il marito della madre non è già presunto padre",
    en="The mother's husband does not count as the father already",
)
def no_husband_counts_as_father(applicant, p):
    """Neither one of a marriage at the birth, nor one who died shortly before it."""
    died_shortly_before = applicant.mothers_husband_died_before_birth & (
        applicant.days_from_husbands_death_to_birth <= p.paternity_presumption_days
    )
    return ~applicant.child_born_in_wedlock & ~died_shortly_before


@condition(
    "DZ 116",
    sl="Moški razume pomen priznanja",
    it="L’uomo comprende il riconoscimento",
    en="The man understands the acknowledgement",
)
def man_understands_acknowledgement(applicant):
    """Its meaning and consequences; full legal capacity is not asked."""
    return applicant.father_understands_acknowledgement


@condition(
    "DZ 117(1)",
    sl="Mati soglaša s priznanjem",
    it="La madre acconsente al riconoscimento",
    en="The mother agrees to the acknowledgement",
)
def mother_agrees_to_acknowledgement(applicant):
    """Not modelled: consent by others where the mother is dead or cannot be found (118)."""
    return applicant.mother_agrees


@condition(
    "DZ 117(1)",
    sl="Soglasje otroka je podano ali ni potrebno",
    it="Il consenso del figlio c’è o non serve",
    en="The child's consent is given or not needed",
)
def child_does_not_oppose_acknowledgement(applicant, p):
    """From an age on, where the child is able to understand it."""
    old_enough = applicant.acknowledged_child_age >= p.paternity_consent_least_age
    must_agree = old_enough & applicant.acknowledged_child_understands_consent
    return ~must_agree | applicant.acknowledged_child_consents


@condition(
    "DZ 117(1)",
    sl="Priznanje očetovstva velja",
    it="Il riconoscimento di paternità è valido",
    en="The acknowledgement of paternity holds",
)
def acknowledgement_holds(applicant, p):
    """At the centre, before the registrar, in a public document or in a will."""
    holds = (
        applicant.no_husband_counts_as_father
        & applicant.man_understands_acknowledgement
        & applicant.mother_agrees_to_acknowledgement
        & applicant.child_does_not_oppose_acknowledgement
    )
    return under_the_code(applicant, p, holds)


@condition(
    "DZ 124(1)",
    sl="Očetovstvo se ugotavlja na sodišču",
    it="La paternità si accerta in giudizio",
    en="Paternity is a matter for the court",
)
def paternity_goes_to_court(applicant):
    """Where the mother does not agree with the acknowledgement."""
    return applicant.no_husband_counts_as_father & ~applicant.mother_agrees_to_acknowledgement


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="DZ 124(2)",
    sl="Tožba moškega, ki je priznal otroka, najpozneje",
    it="Azione dell’uomo che ha riconosciuto entro",
    en="Action of the man who acknowledged, at the latest",
)
def paternity_action_until(applicant, p):
    """Counted from the acknowledgement."""
    return same_day_months_later(applicant.paternity_acknowledged_on, in_months(p.paternity_action_years))


right(
    "paternity_acknowledgement",
    order=75,
    given="status",
    entitled=acknowledgement_holds,
    start=family_procedure_from,
    conditions=[
        no_husband_counts_as_father,
        man_understands_acknowledgement,
        mother_agrees_to_acknowledgement,
        child_does_not_oppose_acknowledgement,
    ],
    sl="Priznanje očetovstva",
    it="Riconoscimento della paternità",
    en="Acknowledgement of paternity",
)
