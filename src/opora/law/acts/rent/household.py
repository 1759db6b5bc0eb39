"""Who counts for the rent subsidy, their minimum income and their income."""

from opora.law.acts.law_book import family, figure, person
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.types import EUR, RATIO, YES_NO
from opora.law.engine.words import round_cent, when


@family(
    since="2018-06",
    article="SZ-1",
    sl="Oseba, ki se upošteva pri subvenciji najemnine",
    it="Persona considerata per il sussidio di locazione",
    en="Person counted for the rent subsidy",
)
def rent_family(person):
    """The tenant with the family, and everybody else named in the lease.

    A choice: members of the tenant's family count also where the lease does not name them.
    """
    return dsp_family.members | person.named_in_lease


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="SZ-1",
    sl="Otrok pri subvenciji najemnine",
    it="Figlio per il sussidio di locazione",
    en="Child for the rent subsidy",
)
def is_child_of_rent_family(person, p):
    """A maintained child of the family, or another minor named in the lease."""
    minor = person.age_years < p.child_benefit_age_limit
    couple = person.is_applicant | person.is_partner_of_applicant
    return when(rent_family.members & ~couple, person.is_maintained_child | minor, False)


@figure(
    person,
    RATIO,
    since="2018-06",
    article="SZ-1",
    sl="Ponder osebe pri subvenciji najemnine",
    it="Coefficiente per il sussidio di locazione",
    en="Weight for the rent subsidy",
)
def rent_weight(person, p):
    """The weights of the minimum income, as a rule without those for work activity.

    A choice: whether work activity raises the weight here is not stated anywhere; the setting
    `rent_subsidy_counts_work_activity` says.
    """
    adult = when(person.is_applicant, p.mi_weight_first_adult, p.mi_weight_next_adult)
    plain = when(person.is_child_of_rent_family, person.child_weight, adult)
    active = when(dsp_family.members, person.minimum_income_weight, plain)
    weight = when(p.rent_subsidy_counts_work_activity, active, plain)
    return when(rent_family.members, when(active == plain, plain, weight), 0)


@figure(
    rent_family,
    EUR,
    since="2018-06",
    article="SZ-1",
    sl="Minimalni dohodek oseb v najemni pogodbi",
    it="Reddito minimo delle persone del contratto",
    en="Minimum income of the persons in the lease",
)
def rent_minimum_income(family, p):
    """The weights times the basic amount, raised for a person who lives alone."""
    alone = when(family.count() == 1, p.rent_subsidy_living_alone_increase, 0)
    return round_cent(p.minimum_income_basic_amount * (family.sum(person.rent_weight) + alone))


@figure(
    rent_family,
    EUR,
    since="2018-06",
    article="SZ-1",
    sl="Ugotovljeni dohodek za subvencijo najemnine",
    it="Reddito accertato per il sussidio di locazione",
    en="Income found for the rent subsidy",
)
def rent_income(family):
    """Own income as in cash social assistance, the earlier rights, and the income of others in the lease.

    Not modelled: a state scholarship, of which no source says whether it counts here.
    """
    others = family.sum(person.periodic_income_average, among=~dsp_family.members)
    earlier = dsp_family.cash_social_assistance_as_income + dsp_family.income_supplement_as_income
    return round_cent(dsp_family.own_income + earlier + others)
