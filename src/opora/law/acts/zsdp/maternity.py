"""Maternity leave (materinski dopust): who, from when, how many days."""

from opora.law.acts.law_book import applicant, figure, right
from opora.law.acts.zsdp.birth import claim_concerns_a_birth
from opora.law.acts.zsdp.insurance import insured_on_the_day_before
from opora.law.engine.types import DATE, DAYS, YES_NO
from opora.law.engine.words import at_least, at_most, day_before, largest, smallest, when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj lahko izrabi materinski dopust",
    it="Il richiedente può fruire del congedo di maternità",
    en="The claimant may use maternity leave",
)
def may_use_maternity_leave(applicant):
    """The mother; the father, another person or a grandparent where an event stands in her way."""
    in_her_place = applicant.claimant_role.is_one_of("father", "other_person", "grandparent")
    mother = applicant.claimant_role == "mother"
    return mother | (in_her_place & (applicant.mother_event != "none"))


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Prvi možni dan materinskega dopusta",
    it="Primo giorno possibile del congedo di maternità",
    en="First possible day of maternity leave",
)
def maternity_leave_due_on(applicant, p):
    """So many days before the day the gynaecologist expects the birth."""
    return applicant.expected_birth_date - p.maternity_leave_days_before_birth


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Začetek materinskega dopusta",
    it="Inizio del congedo di maternità",
    en="Start of maternity leave",
)
def maternity_leave_from(applicant):
    """As due, or later at the mother's wish, with the birth at the latest; when taken over, at the event."""
    begins = largest(applicant.maternity_leave_due_on, applicant.maternity_leave_starts_on)
    of_mother = smallest(begins, applicant.birth_date)
    taken_over = largest(applicant.birth_date, applicant.mother_event_on)
    return when(applicant.claimant_role == "mother", of_mother, taken_over)


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Neizrabljeni dnevi pred porodom, ki propadejo",
    it="Giorni non fruiti prima del parto che decadono",
    en="Unused days before the birth that are lost",
)
def maternity_days_lost(applicant, p):
    """Whoever starts late loses what lay before; a birth before the expected day costs nothing."""
    late = at_least(0, applicant.maternity_leave_from - applicant.maternity_leave_due_on)
    lost = at_most(p.maternity_leave_days_before_birth, late)
    return when(applicant.birth_date < applicant.expected_birth_date, 0, lost)


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Dnevi, za katere je prevzeti dopust krajši",
    it="Giorni di riduzione del congedo assunto",
    en="Days by which a leave taken over is shorter",
)
def maternity_takeover_reduction(applicant, p):
    """What the mother used, at least the part before the birth and the child's age in days.

    A choice: the sources name both deductions without saying that they add up; days lived after the birth are
    days the mother used, so the larger of the two is taken.
    """
    age = applicant.maternity_leave_from - applicant.birth_date
    least = p.maternity_takeover_reduction_days + age
    return largest(applicant.maternity_days_used_by_mother, least)


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Materinski dopust v dneh",
    it="Giorni di congedo di maternità",
    en="Days of maternity leave",
)
def days_of_maternity_leave(applicant, p):
    """Calendar days in one block of full absence."""
    mother = applicant.claimant_role == "mother"
    reduced = when(mother, applicant.maternity_days_lost, applicant.maternity_takeover_reduction)
    return at_least(0, p.maternity_leave_days - reduced)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji dan materinskega dopusta",
    it="Ultimo giorno del congedo di maternità",
    en="Last day of maternity leave",
)
def maternity_leave_until(applicant):
    """The first day counts as day one."""
    return day_before(applicant.maternity_leave_from + applicant.days_of_maternity_leave)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Prvi dan za vlogo za materinski dopust",
    it="Primo giorno per la domanda di congedo di maternità",
    en="First day for claiming maternity leave",
)
def maternity_claim_from(applicant, p):
    """Counted back from the expected day of birth."""
    return applicant.expected_birth_date - p.maternity_claim_days["earliest"]


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji dan za vlogo za materinski dopust",
    it="Ultimo giorno per la domanda di congedo di maternità",
    en="Last day for claiming maternity leave",
)
def maternity_claim_until(applicant, p):
    """Counted back from the expected day of birth.

    Not modelled: an effect of claiming too early or too late; the source names the days only.
    """
    return applicant.expected_birth_date - p.maternity_claim_days["latest"]


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do materinskega dopusta",
    it="Diritto al congedo di maternità",
    en="Entitled to maternity leave",
)
def entitled_to_maternity_leave(applicant):
    """A birth, the mother or who takes her place, and insurance on the day before."""
    return (
        applicant.claim_concerns_a_birth
        & applicant.may_use_maternity_leave
        & applicant.insured_on_the_day_before
    )


right(
    "maternity_leave",
    order=20,
    given="once",
    entitled=entitled_to_maternity_leave,
    amount=days_of_maternity_leave,
    start=maternity_leave_from,
    end=maternity_leave_until,
    conditions=[claim_concerns_a_birth, may_use_maternity_leave, insured_on_the_day_before],
    sl="Materinski dopust",
    it="Congedo di maternità",
    en="Maternity leave",
)
