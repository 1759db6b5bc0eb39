"""Those who are no family members but bound to pay (zavezanci): as a rule grown-up children."""

from opora.law.acts.exemptions.ability import ACT
from opora.law.acts.law_book import applicant, family, figure, person
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.expressions import Expression
from opora.law.engine.rounding import Direction
from opora.law.engine.types import EUR
from opora.law.engine.words import at_least, largest, number_of, round_cent, smallest, when

NEVER_TOO_MUCH = "together the obliged persons never pay more than is missing"


@family(
    since="2018-06",
    article=ACT,
    sl="Zavezanec za plačilo storitve",
    it="Obbligato al pagamento del servizio",
    en="Person obliged to pay for the service",
)
def obliged_persons(person):
    """No family member; bound to maintain the beneficiary, or by a title or contract.

    Whoever the beneficiary failed to maintain as a child without good reason need not maintain (DZ); a title
    or a contract binds all the same.
    """
    freed = person.parent_failed_to_maintain_without_good_reason & ~person.bound_by_title_or_contract
    return when(dsp_family.members, False, person.bound_to_contribute & ~freed)


@figure(
    person,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Minimalni dohodek zavezančeve družine",
    it="Reddito minimo della famiglia dell’obbligato",
    en="Minimum income of the obliged person's family",
)
def minimum_income_of_obliged_family(person, p):
    """By the weights of the minimum income: a first adult, the spouse, the children.

    A choice: without the increases for work; the sources say only that the minimum income is the measure.
    """
    spouse = when(person.obliged_person_has_spouse, p.mi_weight_next_adult, 0)
    children = person.obliged_persons_children * p.mi_weight_child
    return round_cent(p.minimum_income_basic_amount * (p.mi_weight_first_adult + spouse + children))


@figure(
    person,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Meja socialne varnosti zavezančeve družine",
    it="Limite di sicurezza sociale della famiglia dell’obbligato",
    en="Social-security limit of the obliged person's family",
)
def limit_of_obliged_family(person, p):
    """The spouse's income counts here in full."""
    income = person.income_of_obliged_person + person.income_of_obliged_persons_spouse
    minimum = person.minimum_income_of_obliged_family
    with_share = minimum + p.exemption_limit_income_share * income
    return round_cent(largest(with_share, p.exemption_limit_minimum_incomes * minimum))


@figure(
    person,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Plačilna sposobnost zavezanca",
    it="Capacità di pagamento dell’obbligato",
    en="The obliged person's ability to pay",
)
def ability_of_obliged_person(person, p):
    """Own income and the spouse's up to a share of the limit, less the limit."""
    limit = person.limit_of_obliged_family
    at_most = p.exemption_spouse_income_share * limit
    of_spouse = smallest(person.income_of_obliged_persons_spouse, at_most)
    from_spouse = when(person.obliged_person_has_spouse, of_spouse, 0)
    able = at_least(0, round_cent(person.income_of_obliged_person + from_spouse - limit))
    return when(obliged_persons.members, able, 0)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Plačilna sposobnost vseh zavezancev",
    it="Capacità di pagamento di tutti gli obbligati",
    en="Ability to pay of all obliged persons",
)
def ability_of_obliged_persons(applicant):
    """Nought where there are none."""
    del applicant
    return obliged_persons.sum(person.ability_of_obliged_person)


def share_of(missing: Expression, able: Expression, able_together: Expression) -> Expression:
    """One obliged person's part of what is missing: all that the person can, or in proportion to the ability.

    The act shares by means; below one euro of ability in all the proportion is taken of one euro.
    """
    quotient = missing * number_of(able) / at_least(1, number_of(able_together))
    part = round_cent(quotient, direction=Direction.DOWN, ground=NEVER_TOO_MUCH)
    return when(able_together <= missing, able, smallest(part, able))
