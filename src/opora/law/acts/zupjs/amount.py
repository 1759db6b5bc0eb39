"""The amount for each child: class and birth order, then the increases."""

from opora.law.acts.law_book import figure, person
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import COUNT, EUR, RATIO
from opora.law.engine.words import round_cent, when


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS 22",
    sl="Osnovni otroški dodatek",
    it="Assegno base per il figlio",
    en="Basic child benefit",
)
def basic_child_benefit(person, p):
    """From the table; pupils of secondary schools have amounts of their own from class 6b on."""
    income = child_benefit_family.monthly_income_per_person
    primary = p.child_benefit_amount_primary.at(child_benefit_family.income_class, person.birth_order)
    secondary = p.child_benefit_amount_secondary.at(
        child_benefit_family.class_of_secondary_pupils, person.birth_order
    )
    above = income > p.income_class_6a_upper_bound_eur
    return when(person.in_secondary_school & above, secondary, primary)


@basic_child_benefit.version(since="2019-07", article="ZUPJS 22")
def basic_child_benefit_since_2019(person, p):
    """Since July 2019 only classes 7 and 8 differ for pupils of secondary schools."""
    income = child_benefit_family.monthly_income_per_person
    primary = p.child_benefit_amount_primary.at(child_benefit_family.income_class, person.birth_order)
    secondary = p.child_benefit_amount_secondary.at(
        child_benefit_family.class_of_secondary_pupils, person.birth_order
    )
    above = income > p.income_class_bounds_eur["6"]
    return when(person.in_secondary_school & above, secondary, primary)


@figure(
    child_benefit_family,
    COUNT,
    since="2018-06",
    article="ZUPJS 22",
    sl="Vrstica tabele za dijake (6b, 7, 8)",
    it="Riga della tabella per gli studenti medi (6b, 7, 8)",
    en="Row of the table for secondary pupils (6b, 7, 8)",
)
def class_of_secondary_pupils(family, p):
    """The first row stands for the second part of class 6, the next ones for classes 7 and 8."""
    income = family.monthly_income_per_person
    above_6 = when(income > p.income_class_bounds_eur["6"], 1, 0)
    above_7 = when(income > p.income_class_bounds_eur["7"], 1, 0)
    return above_6 + above_7 + 1


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZUPJS 22",
    sl="Povečanje za enostarševsko družino",
    it="Maggiorazione per famiglia monoparentale",
    en="Increase for a single-parent family",
)
def single_parent_increase(person, p):
    """A share of the child's amount."""
    return when(person.is_in_single_parent_family, p.child_benefit_single_parent_increase, 0)


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZSDP-1",
    sl="Povečanje za predšolskega otroka, ki ni v vrtcu",
    it="Maggiorazione per il bambino che non frequenta la scuola dell’infanzia",
    en="Increase for a preschool child not in kindergarten",
)
def not_in_kindergarten_increase(person, p):
    """A share of the amount of a child below the age limit who does not attend kindergarten.

    An amendment passed on 2026-02-03 abolishes it; the first day without it was not found, so from then on
    the parameter is assumed and the decision says so.
    """
    small = person.age_years < p.child_benefit_not_in_kindergarten_age_limit
    return when(small & ~person.in_kindergarten, p.child_benefit_not_in_kindergarten_increase, 0)


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS 22",
    sl="Otroški dodatek brez povečanja za enostarševsko družino",
    it="Assegno per il figlio senza maggiorazione monoparentale",
    en="Child benefit without the single-parent increase",
)
def child_benefit_without_single_parent_increase(person):
    """This part of the benefit counts as income in rights that come later in the legal order."""
    amount = round_cent(person.basic_child_benefit * (person.not_in_kindergarten_increase + 1))
    due = person.is_entitled_child & child_benefit_family.income_is_within_the_classes
    return when(due, amount, 0)


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS 22",
    sl="Otroški dodatek za otroka",
    it="Assegno per il figlio",
    en="Child benefit for the child",
)
def child_benefit_for_the_child(person, p):
    """Both increases multiply the amount.

    A choice: no official source says whether it is rounded once, at the end, or after each increase. Where
    the two differ, the setting `child_benefit_increases_rounding` says which.
    """
    at_home = person.basic_child_benefit * (person.not_in_kindergarten_increase + 1)
    single_parent = person.single_parent_increase + 1
    once, after_each = round_cent(at_home * single_parent), round_cent(round_cent(at_home) * single_parent)
    by_setting = when(p.child_benefit_increases_rounding == "multiply_then_round_once", once, after_each)
    due = person.is_entitled_child & child_benefit_family.income_is_within_the_classes
    return when(due, when(once == after_each, once, by_setting), 0)
