"""Income, social-security limit (meja socialne varnosti) and ability to pay (plačilna sposobnost)."""

from opora.law.acts.law_book import applicant, figure, person
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.types import EUR, RATIO
from opora.law.engine.words import at_least, largest, round_cent, when

ACT = "Uredba-oprostitve"


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Ugotovljeni dohodek družine",
    it="Reddito accertato della famiglia",
    en="Established income of the family",
)
def established_income_of_family(family):
    """Own income with the rights that come earlier in the legal order; savings are no income.

    A choice: counted as for cash social assistance; the sources say only that the income of ZUPJS counts.
    """
    return family.own_income + family.cash_social_assistance_as_income + family.income_supplement_as_income


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Meja socialne varnosti družine",
    it="Limite di sicurezza sociale della famiglia",
    en="Social-security limit of the family",
)
def limit_of_family_at_home(applicant, p):
    """What must be left: the minimum income and a share of the income, at least so many minimum incomes.

    Of a family of which nobody is in an institution.
    """
    del applicant
    minimum = dsp_family.minimum_income
    with_share = minimum + p.exemption_limit_income_share * dsp_family.established_income_of_family
    return round_cent(largest(with_share, p.exemption_limit_minimum_incomes * minimum))


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Plačilna sposobnost družine",
    it="Capacità di pagamento della famiglia",
    en="The family's ability to pay",
)
def ability_of_family_at_home(applicant):
    """What exceeds the limit."""
    return at_least(0, dsp_family.established_income_of_family - applicant.limit_of_family_at_home)


# --- the beneficiary in an institution, and the family that stays at home -----------------------------------


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Ugotovljeni dohodek upravičenca",
    it="Reddito accertato dell’avente diritto",
    en="Established income of the beneficiary",
)
def income_of_beneficiary(applicant):
    """A single person's is the whole; what the family has together counts with those at home."""
    single = dsp_family.established_income_of_family
    return when(dsp_family.is_single_person, single, round_cent(applicant.periodic_income_average))


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Meja socialne varnosti osebe v zavodu",
    it="Limite di sicurezza sociale della persona in istituto",
    en="Social-security limit of a person in an institution",
)
def limit_in_institution(applicant, p):
    """A share of the income, at least a share of the own minimum income."""
    of_income = p.exemption_institution_income_share * applicant.income_of_beneficiary
    at_the_least = p.exemption_institution_minimum_income_share * applicant.member_minimum_income
    return round_cent(largest(of_income, at_the_least))


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Plačilna sposobnost osebe v zavodu",
    it="Capacità di pagamento della persona in istituto",
    en="Ability to pay of a person in an institution",
)
def ability_in_institution(applicant):
    """What exceeds the limit."""
    return at_least(0, applicant.income_of_beneficiary - applicant.limit_in_institution)


@figure(
    person,
    RATIO,
    since="2018-06",
    article=ACT,
    sl="Ponder člana družine, ki ostane doma",
    it="Coefficiente del familiare rimasto a casa",
    en="Weight of a member who stays at home",
)
def weight_of_member_left_at_home(person, p):
    """The weight of the minimum income; the spouse is now the first adult at home."""
    weight = person.minimum_income_weight
    of_spouse = largest(weight, p.mi_weight_first_adult)
    at_home = when(person.is_partner_of_applicant, of_spouse, weight)
    return when(person.is_applicant, 0, at_home)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Meja socialne varnosti družine, ki ostane doma",
    it="Limite di sicurezza sociale della famiglia rimasta a casa",
    en="Social-security limit of the family that stays at home",
)
def limit_of_family_left_at_home(applicant, p):
    """As of every family at home.

    A choice: those at home are treated as a family of which nobody is in an institution; the rule for a
    family with somebody in one was cut off in the source.
    """
    minimum = p.minimum_income_basic_amount * dsp_family.sum(person.weight_of_member_left_at_home)
    with_share = minimum + p.exemption_limit_income_share * applicant.income_of_family_left_at_home
    return round_cent(largest(with_share, p.exemption_limit_minimum_incomes * minimum))


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Ugotovljeni dohodek družine, ki ostane doma",
    it="Reddito accertato della famiglia rimasta a casa",
    en="Established income of the family that stays at home",
)
def income_of_family_left_at_home(applicant):
    """What the family has without the beneficiary's own income."""
    return at_least(0, dsp_family.established_income_of_family - applicant.income_of_beneficiary)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Plačilna sposobnost družine, ki ostane doma",
    it="Capacità di pagamento della famiglia rimasta a casa",
    en="Ability to pay of the family that stays at home",
)
def ability_of_family_left_at_home(applicant):
    """What exceeds the limit; nought where there is nobody else."""
    able = at_least(0, applicant.income_of_family_left_at_home - applicant.limit_of_family_left_at_home)
    return when(dsp_family.is_single_person, 0, able)
