"""The right to a reduced kindergarten fee (znižano plačilo vrtca)."""

from opora.law.acts.law_book import application, figure, person, right
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.acts.zupjs.kindergarten import kindergarten_fee, kindergarten_share, place_in_kindergarten
from opora.law.engine.types import DATE, EUR, YES_NO
from opora.law.engine.words import (
    day_before,
    first_day_of_month,
    first_day_of_year,
    in_months,
    largest,
    months_later,
    when,
)


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 24",
    sl="V družini je otrok v vrtcu",
    it="Nella famiglia c’è un figlio nella scuola dell’infanzia",
    en="The family has a child in kindergarten",
)
def has_child_in_kindergarten(family):
    """At least one child."""
    return family.any(person.is_in_kindergarten)


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZVrt 32",
    sl="Plačilo je nižje ne glede na dohodek",
    it="La retta è inferiore indipendentemente dal reddito",
    en="The fee is lower whatever the income",
)
def kindergarten_fee_is_lower_anyway(family, p):
    """By brothers and sisters, by the municipality, or where the whole price would be due without a claim."""
    reduced = (person.sibling_share < 1) | person.gets_municipal_relief
    highest = p.kindergarten_parent_share.last < family.kindergarten_share_without_claim
    return family.any(person.is_in_kindergarten & reduced) | highest


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 24",
    sl="Dohodek na osebo, od katerega je odvisno znižanje",
    it="Reddito per persona da cui dipende la riduzione",
    en="Income per person on which the reduction depends",
)
def income_for_the_reduction(family):
    """Nought where the fee is lower whatever the income."""
    return when(family.kindergarten_fee_is_lower_anyway, 0, family.kindergarten_income_per_person)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 24",
    sl="Zgornja meja dohodka za znižano plačilo vrtca",
    it="Limite superiore di reddito per la riduzione della retta",
    en="Income limit for the reduced kindergarten fee",
)
def kindergarten_income_limit(family, p):
    """The bound of class 8; above it is class 9, which pays as much as without a claim."""
    del family
    return p.income_class_bounds_eur.last


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 24",
    sl="Dohodek na osebo ne presega meje za znižanje",
    it="Il reddito per persona non supera il limite per la riduzione",
    en="Income per person is within the limit of the reduction",
)
def kindergarten_income_is_within_limit(family):
    """An income at the limit still gives the reduction."""
    return family.income_for_the_reduction <= family.kindergarten_income_limit


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 24",
    sl="Upravičenost do znižanega plačila vrtca",
    it="Diritto alla riduzione della retta",
    en="Entitled to the reduced kindergarten fee",
)
def entitled_to_kindergarten_reduction(family):
    """A child in kindergarten for whom less is paid than without a claim."""
    return family.has_child_in_kindergarten & family.kindergarten_income_is_within_limit


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS 24",
    sl="Znižanje plačila vrtca za otroka",
    it="Riduzione della retta per il figlio",
    en="Reduction of the kindergarten fee for the child",
)
def kindergarten_reduction_for_the_child(person):
    """The part of the price that the parents do not pay.

    A choice: counted from the whole price, as the ministry did in its computations of 2019; without a claim
    most parents would not pay the whole of it either.
    """
    reduction = person.kindergarten_price - person.kindergarten_fee
    due = person.is_in_kindergarten & child_benefit_family.entitled_to_kindergarten_reduction
    return when(due, reduction, 0)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 24",
    sl="Znižanje plačila vrtca",
    it="Riduzione della retta della scuola dell’infanzia",
    en="Reduction of the kindergarten fee",
)
def kindergarten_fee_reduction(family):
    """The sum over the children, a month."""
    return family.sum(person.kindergarten_reduction_for_the_child)


# --- when -----------------------------------------------------------------------------------------------


@figure(
    child_benefit_family,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Začetek znižanega plačila vrtca",
    it="Decorrenza della riduzione della retta",
    en="Start of the reduced kindergarten fee",
)
def kindergarten_reduction_from(family):
    """The first day of the month after the application."""
    del family
    return months_later(application.day_of_filing, 1)


@figure(
    child_benefit_family,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Konec znižanega plačila vrtca",
    it="Fine della riduzione della retta",
    en="End of the reduced kindergarten fee",
)
def kindergarten_reduction_until(family, p):
    """The end of the calendar year in which it begins."""
    year = first_day_of_year(family.kindergarten_reduction_from)
    return day_before(months_later(year, in_months(p.annual_right_period_years)))


@kindergarten_reduction_until.version(since="2018-12", article="ZUPJS 33(2)", selected_by="day_of_filing")
def kindergarten_reduction_until_since_2018(family, p):
    """One year from the start."""
    return day_before(
        months_later(family.kindergarten_reduction_from, in_months(p.annual_right_period_years))
    )


@figure(
    person,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Mesec za vlogo pred vstopom v vrtec",
    it="Mese per la domanda prima dell’ingresso",
    en="Month in which to apply before entry",
)
def kindergarten_is_filed_in(person):
    """The calendar month before the one in which the child enters."""
    return first_day_of_month(day_before(first_day_of_month(person.kindergarten_entry_on)))


@figure(
    person,
    DATE,
    since="2018-06",
    article="ZVrt 22",
    sl="Vrtec lahko poračuna od",
    it="La scuola può conguagliare da",
    en="The kindergarten may settle back from",
)
def kindergarten_settles_back_from(person, p):
    """After a late application: so many days before the decision, not before the child entered."""
    return largest(person.kindergarten_entry_on, application.day_of_deciding - p.kindergarten_settlement_days)


right(
    "kindergarten_fee_reduction",
    order=5,
    entitled=entitled_to_kindergarten_reduction,
    amount=kindergarten_fee_reduction,
    start=kindergarten_reduction_from,
    end=kindergarten_reduction_until,
    conditions=[has_child_in_kindergarten, kindergarten_income_is_within_limit],
    per_person=kindergarten_reduction_for_the_child,
    per_person_shows=[place_in_kindergarten, kindergarten_share, kindergarten_fee],
    sl="Znižano plačilo vrtca",
    it="Riduzione della retta della scuola dell’infanzia",
    en="Reduced kindergarten fee",
)
