"""Own income: the average of the three months before the application."""

from opora.law.acts.law_book import application, figure, person
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.types import COUNT, EUR
from opora.law.engine.windows import three_months_before_filing
from opora.law.engine.words import at_least, round_cent, when


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS 12",
    sl="Redni dohodek člana, povprečje treh mesecev",
    it="Reddito periodico del membro, media di tre mesi",
    en="Member's periodic income, average of three months",
)
def periodic_income_average(person):
    """All periodic income that counts; the present one where its kind has changed since.

    The kinds are the closed list of the act, each net of tax and contributions.
    Not modelled: holiday allowance up to the average wage, which is not taxable and so not among the facts;
    the income presumed of the self-employed, who may prove a lower one (U-I-73/15): the officer enters what
    is proven.
    """
    average = (
        person.wage.mean(three_months_before_filing)
        + person.self_employment_income.mean(three_months_before_filing)
        + person.student_work_income.mean(three_months_before_filing)
        + person.unemployment_benefit.mean(three_months_before_filing)
        + person.pension.mean(three_months_before_filing)
        + person.parental_or_care_income.mean(three_months_before_filing)
        + person.maintenance_received.mean(three_months_before_filing)
        + person.other_periodic_income.mean(three_months_before_filing)
    )
    return when(person.periodic_income_changed, person.current_periodic_income, average)


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZSVarPre 12",
    sl="Upoštevana dobrodelna pomoč",
    it="Aiuto caritativo computato",
    en="Charitable aid counted",
)
def counted_charitable_aid(person):
    """Only what exceeds the person's own minimum income; aid for a named purpose is no such fact."""
    aid = person.charitable_aid.mean(three_months_before_filing)
    return when(aid > 0, at_least(0, aid - person.member_minimum_income), 0)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre",
    sl="Upoštevani občasni dohodki",
    it="Redditi occasionali computati",
    en="Occasional income counted",
)
def counted_occasional_income(family, p):
    """Of the average of the three months, what exceeds a share of the minimum income.

    Not modelled: the spreading of occasional income of the last twelve months; the source is unclear about
    it.
    """
    average = family.sum(person.occasional_income.mean(three_months_before_filing))
    left_out = p.occasional_income_disregard * family.minimum_income
    return when(average > 0, at_least(0, average - left_out), 0)


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS 12",
    sl="Otroški dodatek, ki se šteje, pred znižanjem",
    it="Assegno per il figlio computabile, prima della riduzione",
    en="Child benefit that counts, before the disregard",
)
def child_benefit_as_income(person):
    """The benefit decided now, or the one paid already, without the single-parent increase."""
    decided = person.child_benefit_without_single_parent_increase
    paid = when(person.is_child_below_age_limit, person.child_benefit_received, 0)
    return when(application.claims("child_benefit"), decided, paid)


@figure(
    dsp_family,
    COUNT,
    since="2018-06",
    article="ZUPJS 12",
    sl="Število otrok z otroškim dodatkom",
    it="Numero dei figli con assegno",
    en="Number of children with child benefit",
)
def children_with_child_benefit(family):
    """For each of them a part of the benefit is left out of account."""
    return family.count(person.child_benefit_as_income > 0)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZUPJS 12",
    sl="Upoštevani otroški dodatek",
    it="Assegno per i figli computato",
    en="Child benefit counted",
)
def counted_child_benefit(family, p):
    """The benefits less, for each child, a share of the first-child amount in class 1; at least zero.

    This form reproduces the official computations to the cent.
    """
    benefits = family.sum(person.child_benefit_as_income)
    largest_amount = p.child_benefit_amount_primary["1", "1"]
    left_out = family.children_with_child_benefit * p.child_benefit_disregard_in_other_rights * largest_amount
    counted = when(p.child_benefit_counts_in_dsp, round_cent(at_least(0, benefits - left_out)), 0)
    return when(family.children_with_child_benefit > 0, counted, 0)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre 12",
    sl="Lastni dohodek družine",
    it="Reddito proprio della famiglia",
    en="Family's own income",
)
def own_income(family):
    """What the members and the family bring in, a month.

    A choice: rounded once, to cents. The rounding of income is not stated anywhere, and amounts are in cents.
    """
    members = family.sum(person.periodic_income_average + person.counted_charitable_aid)
    return round_cent(members + family.counted_occasional_income + family.counted_child_benefit)
