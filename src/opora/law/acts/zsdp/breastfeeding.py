"""Compensation for breastfeeding breaks (nadomestilo v času odmora za dojenje)."""

from opora.law.acts.law_book import applicant, application, figure, person, right
from opora.law.acts.zsdp.birth import children_of_the_claim, claim_concerns_a_birth
from opora.law.acts.zsdp.counting import same_day_months_later
from opora.law.engine.types import DATE, EUR, YES_NO
from opora.law.engine.words import round_cent, when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Mati je zaposlena za polni delovni čas",
    it="La madre è impiegata a tempo pieno",
    en="The mother is employed full time",
)
def mother_works_full_time(applicant):
    """The break belongs to the mother alone."""
    return (applicant.claimant_role == "mother") & applicant.employed_full_time


@figure(
    person,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji dan odmora za dojenje",
    it="Ultimo giorno della pausa per l’allattamento",
    en="Last day of the breastfeeding break",
)
def breastfeeding_break_lasts_until(person, p):
    """The day on which the child is so many months old."""
    return same_day_months_later(person.born, p.breastfeeding_age_limit_months)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Konec nadomestila za odmor za dojenje",
    it="Fine dell’indennità per la pausa di allattamento",
    en="End of the compensation for breastfeeding breaks",
)
def breastfeeding_break_until(applicant):
    """Of the child, or the youngest of several."""
    del applicant
    return children_of_the_claim.largest(person.breastfeeding_break_lasts_until)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok je v starosti za odmor za dojenje",
    it="Il figlio è nell’età per la pausa di allattamento",
    en="The child is of an age for the breastfeeding break",
)
def child_is_young_enough_for_breastfeeding_break(applicant):
    """On the first day of the month."""
    del applicant
    young = application.month_of_right <= person.breastfeeding_break_lasts_until
    return children_of_the_claim.any(young)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Predloženo je potrdilo pediatra",
    it="È presentato il certificato del pediatra",
    en="The paediatrician's certificate is presented",
)
def breastfeeding_is_certified(applicant):
    """Without it the break is not recognised."""
    return applicant.paediatrician_certificate_of_breastfeeding


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do nadomestila v času odmora za dojenje",
    it="Diritto all’indennità per la pausa di allattamento",
    en="Entitled to compensation for breastfeeding breaks",
)
def entitled_to_breastfeeding_break(applicant):
    """All conditions together."""
    return (
        applicant.claim_concerns_a_birth
        & applicant.mother_works_full_time
        & applicant.breastfeeding_is_certified
        & applicant.child_is_young_enough_for_breastfeeding_break
    )


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Nadomestilo v času odmora za dojenje (bruto)",
    it="Indennità per la pausa di allattamento (lorda)",
    en="Compensation for breastfeeding breaks (gross)",
)
def breastfeeding_break_compensation(applicant, p):
    """The part of the benefit base that the hours of break make of a full working day, a month."""
    base = applicant.base_of_the_insured * p.breastfeeding_hours_a_day
    part = round_cent(base / applicant.full_time_hours_per_day)
    return when(applicant.entitled_to_breastfeeding_break, part, 0)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Začetek nadomestila za odmor za dojenje",
    it="Decorrenza dell’indennità per la pausa di allattamento",
    en="Start of the compensation for breastfeeding breaks",
)
def breastfeeding_break_from(applicant):
    """The day of the claim.

    A choice: the source does not say from when; nothing before the claim is given.
    """
    del applicant
    return application.day_of_filing


right(
    "breastfeeding_break_compensation",
    order=31,
    entitled=entitled_to_breastfeeding_break,
    amount=breastfeeding_break_compensation,
    start=breastfeeding_break_from,
    end=breastfeeding_break_until,
    conditions=[
        claim_concerns_a_birth,
        mother_works_full_time,
        breastfeeding_is_certified,
        child_is_young_enough_for_breastfeeding_break,
    ],
    sl="Nadomestilo v času odmora za dojenje",
    it="Indennità per la pausa di allattamento",
    en="Compensation for breastfeeding breaks",
)
