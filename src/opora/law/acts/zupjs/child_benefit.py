"""The right to child benefit (otroški dodatek): whether, how much, from when and until when."""

from opora.law.acts.law_book import application, figure, person, right
from opora.law.acts.zupjs.amount import child_benefit_for_the_child
from opora.law.acts.zupjs.child import birth_order, has_entitled_child
from opora.law.acts.zupjs.classes import income_is_within_the_classes
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import DATE, EUR, YES_NO
from opora.law.engine.words import (
    day_before,
    first_day_of_month,
    months_later,
    smallest,
    when,
)


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 22",
    sl="Upravičenost do otroškega dodatka",
    it="Diritto all’assegno per i figli",
    en="Entitled to child benefit",
)
def entitled_to_child_benefit(family):
    """A child for whom the benefit is due, and an income within the classes."""
    return family.has_entitled_child & family.income_is_within_the_classes


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 22",
    sl="Otroški dodatek",
    it="Assegno per i figli",
    en="Child benefit",
)
def child_benefit(family):
    """The sum over the children, a month."""
    return family.sum(person.child_benefit_for_the_child)


@figure(
    child_benefit_family,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Začetek pravice do otroškega dodatka",
    it="Decorrenza del diritto all’assegno per i figli",
    en="Start of child benefit",
)
def child_benefit_from(family):
    """The earliest start among the children whose benefit does not run yet."""
    after_filing = months_later(application.day_of_filing, 1)
    starts = when(person.child_benefit_already_runs, after_filing, person.child_benefit_starts_on)
    return smallest(after_filing, family.smallest(starts, among=person.is_child_below_age_limit))


@figure(
    child_benefit_family,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Konec pravice do otroškega dodatka",
    it="Fine del diritto all’assegno per i figli",
    en="End of child benefit",
)
def child_benefit_until(family, p):
    """The end of the month in which the longest period is reached."""
    last_day = day_before(family.child_benefit_from + p.child_benefit_max_period_days)
    return day_before(months_later(first_day_of_month(last_day), 1))


right(
    "child_benefit",
    order=1,
    entitled=entitled_to_child_benefit,
    amount=child_benefit,
    start=child_benefit_from,
    end=child_benefit_until,
    conditions=[has_entitled_child, income_is_within_the_classes],
    per_person=child_benefit_for_the_child,
    per_person_shows=[birth_order],
    sl="Otroški dodatek",
    it="Assegno per i figli",
    en="Child benefit",
)
