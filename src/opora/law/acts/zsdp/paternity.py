"""Paternity leave (očetovski dopust)."""

from opora.law.acts.law_book import applicant, application, figure, person, right
from opora.law.acts.zsdp.birth import children_of_the_claim, claim_concerns_a_birth
from opora.law.acts.zsdp.counting import same_day_months_later
from opora.law.acts.zsdp.insurance import insured_on_the_day_before
from opora.law.engine.types import DATE, DAYS, YES_NO
from opora.law.engine.words import at_least, day_before, when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj lahko izrabi očetovski dopust",
    it="Il richiedente può fruire del congedo di paternità",
    en="The claimant may use paternity leave",
)
def may_use_paternity_leave(applicant):
    """The father; where he does not use it, the mother's partner or another who really cares for it."""
    instead = applicant.father_does_not_use_paternity_leave & applicant.actually_nurses_and_cares_for_child
    others = applicant.claimant_role.is_one_of("other_person", "grandparent", "adoptive_parent")
    return (applicant.claimant_role == "father") | (others & instead)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Začetek očetovskega dopusta",
    it="Inizio del congedo di paternità",
    en="Start of paternity leave",
)
def paternity_leave_from(applicant):
    """As planned where claimed on that day or earlier; otherwise the day of the claim."""
    planned = applicant.paternity_leave_starts_on
    return when(application.day_of_filing <= planned, planned, application.day_of_filing)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Očetovski dopust se izrabi v roku",
    it="Il congedo di paternità è fruito nel termine",
    en="Paternity leave is used in time",
)
def paternity_leave_is_in_time(applicant, p):
    """After the birth: in the first months, for births before April 2023 until the end of the first class."""
    last_day = same_day_months_later(applicant.birth_date, p.paternity_leave_age_limit_months)
    in_first_months = applicant.paternity_leave_from <= last_day
    before_school = ~children_of_the_claim.any(person.finished_first_grade)
    in_time = when(applicant.born_since_april_2023, in_first_months, before_school)
    return applicant.child_is_born & in_time


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Ves očetovski dopust v dneh",
    it="Giorni totali di congedo di paternità",
    en="All days of paternity leave",
)
def days_of_paternity_leave(applicant, p):
    """By the day of birth, more for each further child of one birth; partial absence does not lengthen it.

    A choice: the sources leave open whether the days for further children are given once or for each of them;
    each counts, as the description of the amendment has it.
    """
    table = p.paternity_leave_days
    earlier = when(
        applicant.birth_date >= p.paternity_30_days_births_from,
        table["before_april_2023"],
        table["before_2018"],
    )
    days = when(applicant.born_since_april_2023, table["since_april_2023"], earlier)
    return days + p.paternity_days_per_further_child * (applicant.children_born - 1)


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Propadli dnevi očetovskega dopusta",
    it="Giorni di congedo di paternità decaduti",
    en="Days of paternity leave that are lost",
)
def paternity_days_lost(applicant, p):
    """What the first part lacks when its deadline has passed.

    Not modelled: the deadline itself, a month after the end of parental leave; the claim says that it passed.
    """
    first = p.paternity_first_part_days
    part = when(applicant.born_since_april_2023, first["since_april_2023"], first["before_april_2023"])
    missing = at_least(0, part - applicant.paternity_days_used_by_deadline)
    return when(applicant.first_paternity_deadline_passed, missing, 0)


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Očetovski dopust, ki še pripada",
    it="Giorni di congedo di paternità che spettano ancora",
    en="Days of paternity leave still due",
)
def paternity_days_left(applicant):
    """All days less those used and those lost."""
    gone = applicant.paternity_days_used_by_deadline + applicant.paternity_days_lost
    return at_least(0, applicant.days_of_paternity_leave - gone)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Očetovski dopust še ni izrabljen",
    it="Il congedo di paternità non è esaurito",
    en="Paternity leave is not used up",
)
def paternity_leave_is_left(applicant):
    """At least one day is still due."""
    return applicant.paternity_days_left > 0


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji dan očetovskega dopusta",
    it="Ultimo giorno del congedo di paternità",
    en="Last day of paternity leave",
)
def paternity_leave_until(applicant):
    """Of one block; leave used in pieces ends when the days are used."""
    return day_before(applicant.paternity_leave_from + applicant.paternity_days_left)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji dan za obvestilo delodajalcu",
    it="Ultimo giorno per il preavviso al datore di lavoro",
    en="Last day for telling the employer",
)
def paternity_notice_by(applicant, p):
    """Counted back from the planned start."""
    return applicant.paternity_leave_starts_on - p.paternity_employer_notice_days


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do očetovskega dopusta",
    it="Diritto al congedo di paternità",
    en="Entitled to paternity leave",
)
def entitled_to_paternity_leave(applicant):
    """A birth, the father or who takes his place, insurance, in time, and days left."""
    return (
        applicant.claim_concerns_a_birth
        & applicant.may_use_paternity_leave
        & applicant.insured_on_the_day_before
        & applicant.paternity_leave_is_in_time
        & applicant.paternity_leave_is_left
    )


right(
    "paternity_leave",
    order=22,
    given="once",
    entitled=entitled_to_paternity_leave,
    amount=paternity_days_left,
    start=paternity_leave_from,
    end=paternity_leave_until,
    conditions=[
        claim_concerns_a_birth,
        may_use_paternity_leave,
        insured_on_the_day_before,
        paternity_leave_is_in_time,
        paternity_leave_is_left,
    ],
    sl="Očetovski dopust",
    it="Congedo di paternità",
    en="Paternity leave",
)
