"""Partial payment for lost income (delno plačilo za izgubljeni dohodek, DPID)."""

from opora.law.acts.law_book import applicant, application, family, figure, person, right
from opora.law.acts.zsdp.counting import same_day_months_later
from opora.law.engine.types import COUNT, DATE, EUR, RATIO, YES_NO
from opora.law.engine.words import day_before, in_months, round_cent, smallest, when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj je prenehal ali skrajšal delo zaradi nege otroka",
    it="Il richiedente ha cessato o ridotto il lavoro per curare il figlio",
    en="The claimant ended or shortened work to care for the child",
)
def gave_up_work_to_care(applicant):
    """Employment ended or part-time work begun for the child's sake."""
    return applicant.ends_employment_or_works_part_time_to_care


@figure(
    person,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji dan delnega plačila za otroka",
    it="Ultimo giorno del pagamento parziale per il figlio",
    en="Last day of the partial payment for the child",
)
def partial_payment_lasts_until(person, p):
    """The day before the age limit is reached; some months after the child's death, if that is earlier."""
    grown_up = same_day_months_later(person.born, in_months(p.partial_payment_age_limit))
    after_death = same_day_months_later(person.child_died_on, p.partial_payment_months_after_death)
    last_day = day_before(grown_up)
    return when(person.child_has_died, smallest(last_day, after_death), last_day)


@family(
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok z motnjo, zaradi katerega se lahko prizna delno plačilo",
    it="Figlio con disabilità per cui può spettare il pagamento parziale",
    en="Impaired child for whom the payment may be due",
)
def children_of_lost_income(person):
    """Below the age limit, impaired or severely ill, and not in full-day care elsewhere."""
    young = application.month_of_right <= person.partial_payment_lasts_until
    impaired = person.has_moderate_or_severe_disorder | person.is_severely_affected
    at_home = ~person.in_free_full_day_institution
    claimed = applicant.ends_employment_or_works_part_time_to_care & person.is_child_of_claimant
    return claimed & person.child_needs_special_care & impaired & young & at_home


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Zmerna, težja ali težka motnja v duševnem razvoju ali gibalna oviranost",
    it="Disturbo mentale o disabilità motoria moderata, seria o grave",
    en="Moderate to severe mental disorder or physical impairment",
)
def has_moderate_or_severe_disorder(person):
    """As the medical commission found."""
    return person.child_condition.is_one_of(
        "moderate_mental_disorder",
        "severe_mental_disorder",
        "moderate_physical_impairment",
        "severe_physical_impairment",
    )


@figure(
    applicant,
    COUNT,
    since="2018-06",
    article="ZSDP-1",
    sl="Število otrok z motnjo",
    it="Numero dei figli con disabilità",
    en="Number of impaired children",
)
def number_of_children_with_moderate_or_severe_mental_or_physical_disorder(applicant):
    """Two of them give the right together."""
    del applicant
    return children_of_lost_income.count(person.has_moderate_or_severe_disorder)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Stanje otrok daje pravico do delnega plačila",
    it="La condizione dei figli dà diritto al pagamento parziale",
    en="The children's condition gives the right",
)
def condition_gives_partial_payment(applicant, p):
    """One severely affected child, or two with a moderate to severe disorder."""
    together = (
        applicant.number_of_children_with_moderate_or_severe_mental_or_physical_disorder
        >= p.partial_payment_children_needed
    )
    return children_of_lost_income.any(person.is_severely_affected) | together


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do delnega plačila za izgubljeni dohodek",
    it="Diritto al pagamento parziale per il reddito perduto",
    en="Entitled to the partial payment for lost income",
)
def entitled_to_partial_payment(applicant):
    """Work given up, and a child whose condition gives the right."""
    return applicant.gave_up_work_to_care & applicant.condition_gives_partial_payment


@figure(
    applicant,
    RATIO,
    since="2018-06",
    article="ZSDP-1",
    sl="Povečanje delnega plačila za dva ali več otrok",
    it="Maggiorazione per due o più figli",
    en="Increase for two or more children",
)
def partial_payment_increase(applicant, p):
    """A share of the payment.

    A choice: the sources say only "two or more children"; those who are impaired or severely ill count.
    """
    del applicant
    several = children_of_lost_income.count() >= p.partial_payment_children_needed
    return when(several, p.partial_payment_increase, 0)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Polno delno plačilo za enega otroka (bruto)",
    it="Pagamento parziale intero per un figlio (lordo)",
    en="Full partial payment for one child (gross)",
)
def full_partial_payment(applicant, p):
    """An amount of its own."""
    del applicant
    return p.partial_payment_for_lost_income * 1


@full_partial_payment.version(since="2021-07", article="ZSDP-1")
def full_partial_payment_since_july_2021(applicant, p):
    """The gross minimum wage, for those who received it on that day as well."""
    del applicant
    return p.minimum_wage_gross * 1


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Delno plačilo za izgubljeni dohodek (bruto)",
    it="Pagamento parziale per il reddito perduto (lordo)",
    en="Partial payment for lost income (gross)",
)
def partial_payment(applicant):
    """For the working time that the claimant gave up, a month."""
    given_up = 1 - applicant.remaining_working_time_share
    payment = applicant.full_partial_payment * (applicant.partial_payment_increase + 1)
    return when(applicant.entitled_to_partial_payment, round_cent(payment * given_up), 0)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Začetek delnega plačila za izgubljeni dohodek",
    it="Decorrenza del pagamento parziale per il reddito perduto",
    en="Start of the partial payment for lost income",
)
def partial_payment_from(applicant, p):
    """The day on which work ended or was shortened, when claimed in time; otherwise the day of the claim.

    A choice: the source does not say what a late claim costs; the rule of other rights of this act is taken.
    """
    since = application.day_of_filing - applicant.care_began_on
    in_time = since <= p.partial_payment_claim_days
    return when(in_time, applicant.care_began_on, application.day_of_filing)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Konec delnega plačila za izgubljeni dohodek",
    it="Fine del pagamento parziale per il reddito perduto",
    en="End of the partial payment for lost income",
)
def partial_payment_until(applicant):
    """When the last of the children no longer gives it."""
    del applicant
    return children_of_lost_income.largest(person.partial_payment_lasts_until)


right(
    "partial_payment_for_lost_income",
    order=30,
    entitled=entitled_to_partial_payment,
    amount=partial_payment,
    start=partial_payment_from,
    end=partial_payment_until,
    conditions=[gave_up_work_to_care, condition_gives_partial_payment],
    sl="Delno plačilo za izgubljeni dohodek",
    it="Pagamento parziale per il reddito perduto",
    en="Partial payment for lost income",
)
