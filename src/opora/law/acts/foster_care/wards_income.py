"""A guardian passes part of a placed child's regular income on to the state budget."""

from opora.law.acts.law_book import application, family, figure, person, right
from opora.law.engine.types import DATE, EUR, YES_NO
from opora.law.engine.words import round_cent, smallest, when


@family(
    since="2018-06",
    article="ZIRD",
    sl="Nameščeni otrok pod skrbništvom vlagatelja",
    it="Minore collocato sotto la tutela del richiedente",
    en="Placed child under the applicant's guardianship",
)
def placed_wards(person):
    """Children in the applicant's care who live in foster care or in an institution."""
    return person.carers.any(person.is_applicant) & person.child_placed_in_foster_care_or_institution


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZIRD",
    sl="Del prejemkov, ki otroku ostane",
    it="Parte delle entrate che resta al minore",
    en="Part of the income that the child keeps",
)
def income_left_to_the_ward(person, p):
    """A share of the material costs of foster care."""
    del person
    return p.ward_income_left_share * p.foster_material_costs


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Redni prejemki otroka presegajo del, ki mu ostane",
    it="Le entrate regolari del minore superano la parte che gli resta",
    en="The child's regular income exceeds what it keeps",
)
def ward_income_is_passed_on(person):
    """Maintenance and family pension that actually arrive; exactly that part stays with the child."""
    return placed_wards.members & (person.child_regular_monthly_income > person.income_left_to_the_ward)


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZIRD",
    sl="Prenakazilo za otroka",
    it="Trasferimento per il minore",
    en="Transfer for the child",
)
def ward_income_transfer_for_the_child(person, p):
    """What exceeds the part kept, at most a share of the material costs; in cents."""
    above = person.child_regular_monthly_income - person.income_left_to_the_ward
    most = p.ward_income_largest_transfer_share * p.foster_material_costs
    return when(person.ward_income_is_passed_on, round_cent(smallest(above, most)), 0)


@figure(
    placed_wards,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Otrok pod skrbništvom je nameščen v rejništvo ali zavod",
    it="Il minore sotto tutela è collocato in affidamento o in istituto",
    en="A ward is placed in foster care or an institution",
)
def has_placed_ward(family):
    """At least one child."""
    return family.count() > 0


@figure(
    placed_wards,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Del prejemkov je treba prenakazati",
    it="Parte delle entrate va trasferita",
    en="Part of the income has to be passed on",
)
def must_pass_on_wards_income(family):
    """Of at least one child."""
    return family.any(person.ward_income_is_passed_on)


@figure(
    placed_wards,
    EUR,
    since="2018-06",
    article="ZIRD",
    sl="Prenakazilo v proračun",
    it="Trasferimento al bilancio dello Stato",
    en="Transfer to the state budget",
)
def wards_income_transfer(family):
    """The sum over the children, a month; the guardian pays it out of the children's income."""
    return family.sum(person.ward_income_transfer_for_the_child)


@figure(
    placed_wards,
    DATE,
    since="2018-06",
    article="ZIRD",
    sl="Prenakazilo od",
    it="Trasferimento da",
    en="Transfer from",
)
def wards_income_transferred_from(family):
    """The month in question; the duty comes back every month."""
    del family
    return application.month_of_right


right(
    "ward_child_income_transfer",
    order=68,
    entitled=must_pass_on_wards_income,
    amount=wards_income_transfer,
    start=wards_income_transferred_from,
    conditions=[has_placed_ward, must_pass_on_wards_income],
    per_person=ward_income_transfer_for_the_child,
    sl="Prenakazilo dela rednih mesečnih prejemkov otroka v proračun",
    it="Trasferimento al bilancio di parte delle entrate mensili del minore",
    en="Transfer of part of a placed ward's income to the state budget",
)
