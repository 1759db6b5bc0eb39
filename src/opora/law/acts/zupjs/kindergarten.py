"""What parents pay for kindergarten (vrtec): class of income, brothers and sisters, municipal relief."""

from opora.law.acts.law_book import applicant, application, dwelling, figure, person
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import COUNT, EUR, RATIO, YES_NO
from opora.law.engine.words import at_least, round_cent, smallest, when


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 24",
    sl="Otrok družine v vrtcu",
    it="Figlio della famiglia nella scuola dell’infanzia",
    en="Child of the family in kindergarten",
)
def is_in_kindergarten(person):
    """A member of the family other than the couple."""
    return person.is_child_of_annual_family & person.in_kindergarten


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 10",
    sl="Otrok družine za letne pravice",
    it="Figlio della famiglia per i diritti annuali",
    en="Child of the family for annual rights",
)
def is_child_of_annual_family(person):
    """A member other than the couple."""
    return child_benefit_family.members & ~person.is_applicant & ~person.is_partner_of_applicant


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 23(2)",
    sl="Ob vrtcu je dodeljena državna štipendija",
    it="Insieme alla retta è concessa una borsa di studio",
    en="A state scholarship is decided beside kindergarten",
)
def has_scholarship_beside_kindergarten(family):
    """Of a brother or sister, with this application.

    Not modelled: a scholarship that runs already.
    """
    return application.claims("state_scholarship") & family.any(person.is_scholarship_holder)


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 24",
    sl="Dohodek na osebo za plačilo vrtca",
    it="Reddito per persona per la retta",
    en="Income per person for the kindergarten fee",
)
def kindergarten_income_per_person(family, p):
    """Whether the scholarships of brothers and sisters count is a parameter, because the sources disagree.

    A choice: rounded to cents before it is compared with the classes, as in child benefit.
    """
    counted = when(p.state_scholarship_counts_in_kindergarten_fee, family.state_scholarship, 0)
    scholarships = when(family.has_scholarship_beside_kindergarten, counted, 0)
    return round_cent((family.income_for_later_rights + scholarships) / family.number_of_members)


@figure(
    child_benefit_family,
    COUNT,
    since="2018-06",
    article="ZUPJS 24",
    sl="Razred za plačilo vrtca",
    it="Classe per la retta",
    en="Class for the kindergarten fee",
)
def kindergarten_class(family, p):
    """The classes of child benefit, and a ninth above them."""
    return p.income_class_bounds_eur.exceeded_by(family.kindergarten_income_per_person) + 1


@figure(
    child_benefit_family,
    RATIO,
    since="2018-06",
    article="ZUPJS 24",
    sl="Delež cene po razredu",
    it="Quota del prezzo secondo la classe",
    en="Share of the price by class",
)
def kindergarten_share_of_class(family, p):
    """Before the rules for brothers and sisters."""
    return p.kindergarten_parent_share.at(family.kindergarten_class)


@figure(
    child_benefit_family,
    RATIO,
    since="2018-06",
    article="ZVrt 32",
    sl="Delež cene brez znižanja",
    it="Quota del prezzo senza riduzione",
    en="Share of the price without a reduction",
)
def kindergarten_share_without_claim(family, p):
    """The highest share of a family liable to income tax, the whole price of any other."""
    del family
    shares = p.kindergarten_parent_share_no_claim
    return when(applicant.liable_to_income_tax_in_slovenia, shares.first, shares.last)


# --- brothers and sisters -------------------------------------------------------------------------------


@figure(
    person,
    COUNT,
    since="2018-06",
    article="ZVrt 32",
    sl="Vrstni red otroka med otroki v vrtcu",
    it="Ordine del figlio tra i figli nella scuola dell’infanzia",
    en="Place among the children in kindergarten",
)
def place_in_kindergarten(person):
    """By age, the eldest first; of twins the one named first."""
    return child_benefit_family.rank(person.born, among=person.is_in_kindergarten)


@figure(
    person,
    COUNT,
    since="2018-06",
    article="ZVrt 32",
    sl="Vrstni red otroka v družini",
    it="Ordine del figlio nella famiglia",
    en="Place among the children of the family",
)
def place_in_family(person):
    """By age, the eldest first; those who attend no kindergarten count as well."""
    return child_benefit_family.rank(person.born, among=person.is_child_of_annual_family)


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZVrt 32",
    sl="Del plačila zaradi bratov in sester",
    it="Parte della retta in base ai fratelli",
    en="Part of the fee because of brothers and sisters",
)
def sibling_share(person, p):
    """The eldest in kindergarten pays in full, a younger one the share for the younger of two.

    A choice: a third child in kindergarten at once is treated like the second; the sources name two only.
    """
    return when(person.place_in_kindergarten == 1, 1, p.kindergarten_second_child_share)


@sibling_share.version(since="2021-09", article="ZVrt 32")
def sibling_share_since_2021(person, p):
    """A third and every further child of the family has a share of its own, whoever else attends."""
    place_from_which_free = p.kindergarten_free_child_place
    younger = when(person.place_in_kindergarten == 1, 1, p.kindergarten_second_child_share)
    further = smallest(younger, p.kindergarten_third_child_share)
    return when(person.place_in_family >= place_from_which_free, further, younger)


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZUPJS 24",
    sl="Delež cene za otroka",
    it="Quota del prezzo per il figlio",
    en="Share of the price for the child",
)
def kindergarten_share(person):
    """Class times place."""
    return child_benefit_family.kindergarten_share_of_class * person.sibling_share


# --- the fee --------------------------------------------------------------------------------------------


@figure(
    dwelling,
    YES_NO,
    since="2018-06",
    article="ZVrt 28.b",
    sl="Občina znižuje plačilo zaradi stanovanjskega posojila",
    it="Il comune riduce la retta per il mutuo",
    en="The municipality lowers the fee for a housing loan",
)
def has_municipal_relief(dwelling):
    """Only some municipalities do, by an act of their own."""
    return dwelling.housing_loan_with_municipal_relief


@figure(
    dwelling,
    EUR,
    since="2018-06",
    article="ZVrt 28.b",
    sl="Občinsko znižanje zaradi stanovanjskega posojila",
    it="Riduzione comunale per il mutuo sulla casa",
    en="Relief of the municipality for a housing loan",
)
def municipal_relief(dwelling, p):
    """Each municipality has its place in the table.

    Not modelled: other reliefs of a municipality, such as a lower price for all.
    """
    place = when(dwelling.municipality_with_loan_relief == "ljubljana", 0, 1) + 1
    return when(dwelling.has_municipal_relief, p.kindergarten_housing_loan_relief.at(place), 0)


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZVrt 28.b",
    sl="Občinsko znižanje gre za tega otroka",
    it="La riduzione comunale spetta per questo figlio",
    en="The relief of the municipality is for this child",
)
def gets_municipal_relief(person):
    """A choice: for the eldest child in kindergarten, as Ljubljana had it in 2012."""
    eldest = person.is_in_kindergarten & (person.place_in_kindergarten == 1)
    return eldest & dwelling.has_municipal_relief


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS 24",
    sl="Plačilo vrtca za otroka",
    it="Retta per il figlio",
    en="Kindergarten fee for the child",
)
def kindergarten_fee(person):
    """The share of the price in cents, less the relief of the municipality; at least zero.

    Not modelled: food that is left off for absent days; the kindergarten does that.
    """
    fee = round_cent(person.kindergarten_price * person.kindergarten_share)
    less = when(person.gets_municipal_relief, dwelling.municipal_relief, 0)
    return when(person.is_in_kindergarten, at_least(0, fee - less), 0)
