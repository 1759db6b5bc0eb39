"""The ceiling of the income supplement: weights of its own for those entitled and for children."""

from opora.law.acts.law_book import figure, person
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.types import EUR, RATIO, YES_NO
from opora.law.engine.words import round_cent, when


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZSVarPre 26",
    sl="Ponder, če bi bil član prva odrasla oseba",
    it="Coefficiente come primo adulto",
    en="Weight as a first adult",
)
def weight_as_first_adult(person, p):
    """By work activity alone; for rights in which another adult is first than in cash social assistance."""
    return when(
        person.is_active_full_time,
        p.mi_weight_first_adult_active_over_128h,
        when(
            person.is_active_part_time,
            p.mi_weight_first_adult_active_60_128h,
            p.mi_weight_first_adult,
        ),
    )


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSVarPre",
    sl="Prva odrasla oseba pri varstvenem dodatku",
    it="Primo adulto per l’integrazione del reddito",
    en="First adult for the income supplement",
)
def is_first_adult_for_supplement(person):
    """The adult who may not have the supplement, of two the more active one; of two equally active ones the
    first adult of cash social assistance.

    A choice: of a couple in which one is entitled, the other is the first adult. The official table of
    ceilings is read as saying so: it adds the weight of an entitled next adult to that of an unemployed or
    employed first one.
    """
    counted = person.is_adult_of_dsp_family & person.counts_in_minimum_income
    beside = person.activity_level + when(person.is_first_adult, 1, 0)
    key = when(person.may_have_income_supplement, 0, person.activity_level + beside + 1)
    return counted & (dsp_family.rank(key, among=counted, falling=True) == 1)


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZSVarPre 49",
    sl="Ponder odraslega člana za varstveni dodatek",
    it="Coefficiente dell’adulto per l’integrazione del reddito",
    en="Adult's weight for the income supplement",
)
def adult_weight_for_supplement(person, p):
    """Those entitled have weights of their own; the others keep that of cash social assistance.

    Not modelled: another ceiling for a person who shares an address with people of sufficient means.
    """
    first = when(person.may_have_income_supplement, p.vd_weight_single, person.weight_as_first_adult)
    following = when(person.may_have_income_supplement, p.vd_weight_next_entitled_adult, person.adult_weight)
    return when(person.is_first_adult_for_supplement, first, following)


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZSVarPre",
    sl="Ponder otroka za varstveni dodatek",
    it="Coefficiente del figlio per l’integrazione del reddito",
    en="Child's weight for the income supplement",
)
def child_weight_for_supplement(person, p):
    """By birth order, with the increase for each child of a single-parent family.

    The official table contradicts itself on the second child, so that weight is unknown. In a family of which
    nobody may have the supplement a child keeps its weight of cash social assistance, like the adults.
    """
    place = dsp_family.rank(person.born, among=person.is_child_of_dsp_family)
    increase = when(person.is_in_single_parent_family, p.mi_weight_single_parent_per_child, 0)
    of_supplement = p.vd_weight_child.at(place) + increase
    return when(dsp_family.has_person_for_income_supplement, of_supplement, person.child_weight)


@figure(
    person,
    RATIO,
    since="2018-06",
    article="ZSVarPre",
    sl="Ponder člana za varstveni dodatek",
    it="Coefficiente del membro per l’integrazione del reddito",
    en="Member's weight for the income supplement",
)
def supplement_weight(person):
    """What this member adds to the ceiling, as a multiple of the basic amount."""
    weight = when(
        person.is_child_of_dsp_family,
        person.child_weight_for_supplement,
        person.adult_weight_for_supplement,
    )
    return when(dsp_family.members & person.counts_in_minimum_income, weight, 0)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZSVarPre 49",
    sl="Zgornja meja dohodka za varstveni dodatek",
    it="Limite di reddito per l’integrazione del reddito",
    en="Income ceiling of the income supplement",
)
def income_supplement_ceiling(family, p):
    """The income up to which the supplement fills what the family has."""
    return round_cent(p.minimum_income_basic_amount * family.sum(person.supplement_weight))
