"""The income that municipalities look at: as in cash social assistance, with the earlier rights."""

from opora.law.acts.law_book import application, figure, person
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import EUR
from opora.law.engine.words import at_least, round_cent, when


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS",
    sl="Otroški dodatek brez povečanj",
    it="Assegno per il figlio senza maggiorazioni",
    en="Child benefit without increases",
)
def child_benefit_without_increases(person):
    """Without those for a single parent and for a child not in kindergarten; decided now, or paid already."""
    due = person.is_entitled_child & child_benefit_family.income_is_within_the_classes
    decided = when(due, person.basic_child_benefit, 0)
    running = at_least(0, person.child_benefit_received - person.not_in_kindergarten_increase_received)
    paid = when(person.is_child_below_age_limit, running, 0)
    return when(application.claims("child_benefit"), decided, paid)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZUPJS",
    sl="Upoštevani otroški dodatek pri občinski pomoči",
    it="Assegno per i figli computato per l’aiuto comunale",
    en="Child benefit counted for municipal aid",
)
def municipal_child_benefit(family, p):
    """Less a share of the first-child amount of class 1, at least zero.

    A choice: the share is left out for each child, as in cash social assistance; the source says only by how
    much the benefit is lowered.
    """
    benefits = family.sum(person.child_benefit_without_increases)
    children = family.count(person.child_benefit_without_increases > 0)
    left_out = p.child_benefit_disregard_in_other_rights * p.child_benefit_amount_primary["1", "1"]
    return when(children > 0, round_cent(at_least(0, benefits - left_out * children)), 0)


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZUPJS",
    sl="Državna štipendija brez dodatkov",
    it="Borsa di studio statale senza supplementi",
    en="State scholarship without supplements",
)
def scholarship_without_supplements(person):
    """Without those for accommodation, performance and special needs; decided now, or paid already."""
    supplements = (
        person.accommodation_supplement_received
        + person.performance_supplement_received
        + person.special_needs_supplement_received
    )
    paid = at_least(0, person.state_scholarship_received - supplements)
    return when(application.claims("state_scholarship"), person.scholarship_of_the_holder, paid)


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZUPJS",
    sl="Dohodek družine za občinsko pomoč",
    it="Reddito della famiglia per l’aiuto comunale",
    en="Family's income for municipal aid",
)
def municipal_income(family):
    """Of all members, also of those who live elsewhere; the extraordinary aid does not count."""
    without_benefit = family.own_income - family.counted_child_benefit
    assistance = family.cash_social_assistance_as_income + family.income_supplement_as_income
    scholarships = family.sum(person.scholarship_without_supplements)
    return without_benefit + family.municipal_child_benefit + assistance + scholarships
