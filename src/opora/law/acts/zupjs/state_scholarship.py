"""The right to a state scholarship (državna štipendija): class, amount, from when and until when."""

from opora.law.acts.law_book import application, figure, person, right
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import COUNT, DATE, EUR, YES_NO
from opora.law.engine.words import at_least, day_before, largest, months_later, when


@figure(
    child_benefit_family,
    COUNT,
    since="2018-06",
    article="ZUPJS 23(2)",
    sl="Razred državne štipendije",
    it="Classe della borsa di studio statale",
    en="Class of the state scholarship",
)
def scholarship_class(family, p):
    """The first class of the scholarship covers the first two of child benefit; then they go in step."""
    return at_least(1, p.income_class_bounds_eur.exceeded_by(family.scholarship_income_per_person))


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 23(2)",
    sl="Zgornja meja dohodka za državno štipendijo",
    it="Limite superiore di reddito per la borsa di studio statale",
    en="Income limit for the state scholarship",
)
def scholarship_income_limit(family, p):
    """While the last class was suspended in part: 56 % of the average net wage, the bound of class 6a."""
    del family
    return p.income_class_6a_upper_bound_eur


@scholarship_income_limit.version(since="2019-01", article="ZUPJS 23(2)")
def scholarship_income_limit_since_2019(family, p):
    """The whole of class 6 again: 64 % of the average net wage."""
    del family
    return p.income_class_bounds_eur["6"]


@scholarship_income_limit.version(since="2022-09", article="ZUPJS 23(2)")
def scholarship_income_limit_since_2022(family, p):
    """Seven classes: up to the bound of class 8."""
    del family
    return p.income_class_bounds_eur.last


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 23(2)",
    sl="Dohodek na osebo ne presega meje za štipendijo",
    it="Il reddito per persona non supera il limite per la borsa",
    en="Income per person is within the limit of the scholarship",
)
def scholarship_income_is_within_limit(family):
    """An income at the limit still gives the right."""
    return family.scholarship_income_per_person <= family.scholarship_income_limit


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="V družini je dijak ali študent, ki izpolnjuje pogoje",
    it="Nella famiglia c’è uno studente che soddisfa le condizioni",
    en="The family has a pupil or student who meets the conditions",
)
def has_scholarship_holder(family):
    """At least one of the family."""
    return family.any(person.may_hold_scholarship)


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 23(2)",
    sl="Upravičenost do državne štipendije",
    it="Diritto alla borsa di studio statale",
    en="Entitled to a state scholarship",
)
def entitled_to_state_scholarship(family):
    """A holder and an income within the classes."""
    return family.has_scholarship_holder & family.scholarship_income_is_within_limit


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 23(2)",
    sl="Štipendist v tem mesecu",
    it="Borsista in questo mese",
    en="Scholarship holder in this month",
)
def is_scholarship_holder(person):
    """The conditions are met and the school year for which it is granted has not ended."""
    runs = application.month_of_right <= person.scholarship_ends_on
    return person.may_hold_scholarship & child_benefit_family.scholarship_income_is_within_limit & runs


@figure(
    person,
    COUNT,
    since="2018-06",
    article="ZUPJS 23(2)",
    sl="Starostna skupina (1 pod mejo, 2 nad njo)",
    it="Gruppo di età (1 sotto il limite, 2 sopra)",
    en="Age group (1 below the age, 2 from it on)",
)
def scholarship_age_group(person, p):
    """The age on the first day of the month.

    A choice: a birthday counts from the month after it; the sources say only "under" and "over" 18.
    """
    return when(person.age_years < p.scholarship_full_amount_age, 0, 1) + 1


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS 23(2)",
    sl="Državna štipendija za štipendista",
    it="Borsa di studio statale per il borsista",
    en="State scholarship for its holder",
)
def scholarship_of_the_holder(person, p):
    """By class and age, without supplements."""
    column = person.scholarship_age_group
    amount = p.scholarship_amount_five_classes.at(child_benefit_family.scholarship_class, column)
    return when(person.is_scholarship_holder, amount, 0)


@scholarship_of_the_holder.version(since="2022-09", article="ZUPJS 23(2)")
def scholarship_of_the_holder_since_2022(person, p):
    """The table of seven classes."""
    amount = p.scholarship_amount.at(child_benefit_family.scholarship_class, person.scholarship_age_group)
    return when(person.is_scholarship_holder, amount, 0)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 23(2)",
    sl="Državna štipendija",
    it="Borsa di studio statale",
    en="State scholarship",
)
def state_scholarship(family):
    """The sum over the holders, a month."""
    return family.sum(person.scholarship_of_the_holder)


@figure(
    child_benefit_family,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Začetek državne štipendije",
    it="Decorrenza della borsa di studio statale",
    en="Start of the state scholarship",
)
def state_scholarship_from(family):
    """The first day of the month after the application."""
    del family
    return months_later(application.day_of_filing, 1)


@figure(
    child_benefit_family,
    DATE,
    since="2018-06",
    article="ZUPJS 23(2)",
    sl="Konec državne štipendije",
    it="Fine della borsa di studio statale",
    en="End of the state scholarship",
)
def state_scholarship_until(family):
    """The end of the school year; of several holders, the latest."""
    first_month = day_before(months_later(family.state_scholarship_from, 1))
    return largest(first_month, family.largest(person.scholarship_ends_on, among=person.may_hold_scholarship))


right(
    "state_scholarship",
    order=4,
    entitled=entitled_to_state_scholarship,
    amount=state_scholarship,
    start=state_scholarship_from,
    end=state_scholarship_until,
    conditions=[has_scholarship_holder, scholarship_income_is_within_limit],
    per_person=scholarship_of_the_holder,
    sl="Državna štipendija",
    it="Borsa di studio statale",
    en="State scholarship",
)
