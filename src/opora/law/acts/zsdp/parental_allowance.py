"""Parental allowance (starševski dodatek): for parents without parental benefit."""

from opora.law.acts.law_book import applicant, application, figure, person, right
from opora.law.acts.zsdp.birth import children_of_the_claim, claim_concerns_a_birth
from opora.law.acts.zsdp.counting import day_after, lies_within
from opora.law.acts.zsdp.parental_allowance_exclusions import (
    has_no_parental_benefit,
    nothing_excludes_parental_allowance,
)
from opora.law.acts.zsdp.residence import (
    claimant_and_child_actually_live_in_slovenia,
    permanent_or_temporary_residence_of_claimant_and_child_in_slovenia,
)
from opora.law.engine.types import DATE, DAYS, EUR, YES_NO
from opora.law.engine.words import day_before, largest, smallest, when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Oče uveljavlja dodatek namesto matere",
    it="Il padre chiede l’assegno al posto della madre",
    en="The father claims in the mother's place",
)
def father_claims_in_mothers_place(applicant):
    """Because she left the child, died, or in a doctor's opinion cannot care for it."""
    events = ("abandoned_child", "unable_to_care_by_doctors_opinion", "died")
    return (applicant.claimant_role == "father") & applicant.mother_event.is_one_of(*events)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji dan, ko ima pravico do dodatka mati",
    it="Ultimo giorno in cui l’assegno spetta alla madre",
    en="Last day on which the allowance is the mother's",
)
def mothers_days_until(applicant, p):
    """The day on which the child is so many days old; the day of birth is day nought.

    A choice: the source says only "77 days from birth"; the father's days begin with the day after, so that
    no day falls between the two.
    """
    return applicant.birth_date + p.parental_allowance_mother_first_days


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Začetek starševskega dodatka",
    it="Decorrenza dell’assegno parentale",
    en="Start of parental allowance",
)
def parental_allowance_from(applicant, p):
    """The mother: from birth if claimed in time. The father: from the event, or after her days.

    A choice: the source does not say what a father's late claim costs; it is treated as a late claim of the
    mother. Another person begins with the claim.
    """
    filed = application.day_of_filing
    from_birth = filed - applicant.birth_date <= p.parental_allowance_claim_days
    of_mother = when(from_birth, applicant.birth_date, filed)
    after_event = filed - applicant.mother_event_on <= p.parental_allowance_claim_days
    in_her_place = largest(applicant.birth_date, when(after_event, applicant.mother_event_on, filed))
    after_her_days = largest(filed, day_after(applicant.mothers_days_until))
    of_father = when(applicant.father_claims_in_mothers_place, in_her_place, after_her_days)
    of_others = when(applicant.claimant_role == "father", of_father, largest(filed, applicant.birth_date))
    return when(applicant.claimant_role == "mother", of_mother, of_others)


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Starost otroka v dneh ob začetku dodatka",
    it="Età del figlio in giorni all’inizio dell’assegno",
    en="Age of the child in days when the allowance begins",
)
def child_age_days(applicant):
    """The day of birth is day nought."""
    return applicant.parental_allowance_from - applicant.birth_date


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Druga oseba uveljavlja dodatek",
    it="Un’altra persona chiede l’assegno",
    en="Another person claims",
)
def other_person_claims_allowance(applicant, p):
    """Whoever really nurses and cares for the child, and claims while it is young enough."""
    others = applicant.claimant_role.is_one_of("other_person", "grandparent", "adoptive_parent")
    age = application.day_of_filing - applicant.birth_date
    in_time = age <= p.parental_allowance_other_person_days
    return others & applicant.actually_nurses_and_cares_for_child & in_time


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj lahko uveljavlja starševski dodatek",
    it="Il richiedente può chiedere l’assegno parentale",
    en="The claimant may claim the parental allowance",
)
def may_claim_parental_allowance(applicant, p):
    """The mother; the father in her place or, after her days, by agreement; another who cares for it."""
    her_days = applicant.child_age_days <= p.parental_allowance_mother_first_days
    in_her_place = applicant.father_claims_in_mothers_place & her_days
    a_parent = applicant.claimant_role.is_one_of("mother", "father")
    by_agreement = a_parent & ~her_days & applicant.written_agreement_of_parents
    mother = applicant.claimant_role == "mother"
    return mother | in_her_place | by_agreement | applicant.other_person_claims_allowance


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Trajanje starševskega dodatka v dneh",
    it="Durata dell’assegno parentale in giorni",
    en="Length of parental allowance in days",
)
def days_of_parental_allowance(applicant, p):
    """From birth, with the same extensions as parental leave."""
    return p.parental_allowance_days + applicant.extension_days


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji dan starševskega dodatka brez smrti otroka",
    it="Ultimo giorno dell’assegno parentale senza decesso del figlio",
    en="Last day of parental allowance but for the child's death",
)
def parental_allowance_runs_out_on(applicant):
    """Counted from birth for everybody, so days used before, and the child's age, are deducted once.

    A choice: one sentence of the source deducts the child's age and the days the mother used, which counts
    the same days twice; a later one deducts once. A mother without the agreement has her own days only.
    """
    whole = day_before(applicant.birth_date + applicant.days_of_parental_allowance)
    hers = applicant.mothers_days_until
    only_hers = (applicant.claimant_role == "mother") & ~applicant.written_agreement_of_parents
    return when(only_hers, hers, whole)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji dan starševskega dodatka",
    it="Ultimo giorno dell’assegno parentale",
    en="Last day of parental allowance",
)
def parental_allowance_until(applicant, p):
    """After the child's death some days more, within the whole length."""
    died = children_of_the_claim.largest(person.child_died_on)
    with_days = died + p.parental_allowance_days_after_death
    left = when(applicant.child_is_born, with_days, applicant.parental_allowance_runs_out_on)
    return smallest(applicant.parental_allowance_runs_out_on, left)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="V tem mesecu teče starševski dodatek",
    it="In questo mese decorre l’assegno parentale",
    en="Parental allowance runs in this month",
)
def parental_allowance_runs(applicant):
    """Between its first and last day."""
    return lies_within(
        application.month_of_right, applicant.parental_allowance_from, applicant.parental_allowance_until
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do starševskega dodatka",
    it="Diritto all’assegno parentale",
    en="Entitled to parental allowance",
)
def entitled_to_parental_allowance(applicant):
    """All conditions together."""
    return (
        applicant.claim_concerns_a_birth
        & applicant.has_no_parental_benefit
        & applicant.permanent_or_temporary_residence_of_claimant_and_child_in_slovenia
        & applicant.claimant_and_child_actually_live_in_slovenia
        & applicant.may_claim_parental_allowance
        & applicant.nothing_excludes_parental_allowance
        & applicant.parental_allowance_runs
    )


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Starševski dodatek",
    it="Assegno parentale",
    en="Parental allowance",
)
def parental_allowance(applicant, p):
    """Net, a full month; by the day of birth.

    Not modelled: the part of a month in which it begins or ends.
    """
    table = p.parental_allowance
    amount = when(applicant.born_since_2021, table["since_2021"], table["before_2021"])
    return when(applicant.entitled_to_parental_allowance, amount, 0)


right(
    "parental_allowance",
    order=26,
    entitled=entitled_to_parental_allowance,
    amount=parental_allowance,
    start=parental_allowance_from,
    end=parental_allowance_until,
    conditions=[
        claim_concerns_a_birth,
        has_no_parental_benefit,
        permanent_or_temporary_residence_of_claimant_and_child_in_slovenia,
        claimant_and_child_actually_live_in_slovenia,
        may_claim_parental_allowance,
        nothing_excludes_parental_allowance,
        parental_allowance_runs,
    ],
    sl="Starševski dodatek",
    it="Assegno parentale",
    en="Parental allowance",
)
