"""Income for the annual rights that come after child benefit: the year before, with the earlier rights."""

from opora.law.acts.law_book import application, figure, person
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import EUR
from opora.law.engine.windows import previous_year
from opora.law.engine.words import at_least, round_cent, when


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS 12",
    sl="Mesečni dohodek člana brez pravic iz javnih sredstev",
    it="Reddito mensile del membro senza i diritti da fondi pubblici",
    en="Member's monthly income without rights from public funds",
)
def income_without_earlier_rights(person):
    """Periodic and other income of the year before, a month; not rounded yet."""
    return person.periodic_monthly_income + person.other_income_of_the_year.monthly_mean(previous_year)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 12",
    sl="Upoštevani otroški dodatek pri letnih pravicah",
    it="Assegno per i figli computato nei diritti annuali",
    en="Child benefit counted in annual rights",
)
def child_benefit_in_later_rights(family, p):
    """The benefits less, for each child, a share of the first-child amount in class 1; at least zero.

    The same form as for cash social assistance; with it the official computations of 2019 come out.
    """
    benefits = family.sum(person.child_benefit_as_income)
    children = family.count(person.child_benefit_as_income > 0)
    left_out = p.child_benefit_disregard_in_other_rights * p.child_benefit_amount_primary["1", "1"]
    return round_cent(at_least(0, benefits - left_out * children))


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 12",
    sl="Denarna socialna pomoč pri letnih pravicah",
    it="Assistenza sociale in denaro nei diritti annuali",
    en="Cash social assistance in annual rights",
)
def assistance_in_later_rights(family):
    """The assistance decided with this application, else what the couple receives already.

    A choice: the amount a month of now and not that of the year before, because the earlier right feeds the
    later one.
    """
    couple = person.is_applicant | person.is_partner_of_applicant
    running = family.sum(when(couple, person.cash_social_assistance_received, 0))
    return when(application.claims("cash_social_assistance"), dsp_family.cash_social_assistance, running)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 12",
    sl="Varstveni dodatek pri letnih pravicah",
    it="Integrazione del reddito nei diritti annuali",
    en="Income supplement in annual rights",
)
def income_supplement_in_later_rights(family):
    """The supplement decided with this application, else what the couple receives already.

    A choice: it comes before the scholarship in the order of rights and so counts like the assistance;
    the computations at hand name the assistance only.
    """
    couple = person.is_applicant | person.is_partner_of_applicant
    running = family.sum(when(couple, person.income_supplement_received, 0))
    decided = when(dsp_family.has_person_for_income_supplement, dsp_family.income_supplement, 0)
    return when(application.claims("income_supplement"), decided, running)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 12",
    sl="Mesečni dohodek družine za poznejše letne pravice",
    it="Reddito mensile della famiglia per i diritti annuali successivi",
    en="Family's monthly income for later annual rights",
)
def income_for_later_rights(family):
    """Own income, the counted child benefit, cash social assistance and income supplement.

    A choice: the earlier rights as they stand in each month; where one of them is uprated within the year
    granted, the class follows. The sources do not say whether the class stays.
    """
    own = family.sum(person.income_without_earlier_rights)
    earlier = family.child_benefit_in_later_rights + family.assistance_in_later_rights
    return own + earlier + family.income_supplement_in_later_rights


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 23(2)",
    sl="Dohodek na osebo za državno štipendijo",
    it="Reddito per persona per la borsa di studio statale",
    en="Income per person for the state scholarship",
)
def scholarship_income_per_person(family):
    """What falls to each person.

    A choice: rounded to cents before it is compared with the classes, as in child benefit.
    """
    return round_cent(family.income_for_later_rights / family.number_of_members)
