"""For which child the benefit is due, and since when."""

from opora.law.acts.law_book import applicant, application, figure, person
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import COUNT, DATE, YES_NO
from opora.law.engine.words import day_before, first_day_of_month, months_later, when, years_between


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 22",
    sl="Otrok mlajši od starostne meje",
    it="Figlio al di sotto del limite di età",
    en="Child below the age limit",
)
def is_child_below_age_limit(person, p):
    """A member of the family other than the couple who is not grown up on the first day of the month.

    A choice: the source says only "until the age of 18 is completed". Whether the month of that birthday is
    still paid, the setting `child_benefit_month_of_age_limit` says.
    """
    last_day = day_before(months_later(application.month_of_right, 1))
    stays_below = years_between(person.born, last_day) < p.child_benefit_age_limit
    below = person.age_years < p.child_benefit_age_limit
    still_paid = below & (p.child_benefit_month_of_age_limit == "still_paid")
    couple = person.is_applicant | person.is_partner_of_applicant
    return child_benefit_family.members & ~couple & when(stays_below, below, still_paid)


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 22",
    sl="Otrok in vlagatelj živita v Sloveniji",
    it="Il figlio e il richiedente vivono in Slovenia",
    en="Child and applicant live in Slovenia",
)
def family_actually_lives_in_slovenia(person):
    """The child's residence is registered in Slovenia, and child and applicant actually live here."""
    registered = person.child_registered_residence_in_slovenia
    return registered & person.actually_lives_in_slovenia & applicant.actually_lives_in_slovenia


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 22",
    sl="Preživljanje otroka je urejeno",
    it="Il mantenimento del figlio è regolato",
    en="The child's maintenance is settled",
)
def maintenance_does_not_stand_in_the_way(person):
    """A child living with one parent needs settled maintenance, unless the other is dead or unknown."""
    excused = person.other_parent_has_died | person.other_parent_is_unknown
    return ~person.lives_with_one_parent | excused | person.maintenance_is_settled


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 22",
    sl="Ni razloga za izključitev otroka",
    it="Nessun motivo di esclusione del figlio",
    en="Nothing excludes the child",
)
def nothing_excludes_the_child(person):
    """Not at work, not in full-day care or foster care, no treaty benefit, maintenance settled.

    Not modelled: the proportional benefit for a child in an institution or foster care who spent enough
    days of the last year with the family.
    """
    return (
        ~person.employed_or_self_employed
        & ~person.in_free_full_day_institution
        & ~person.in_foster_care
        & ~person.entitled_under_international_treaty
        & person.maintenance_does_not_stand_in_the_way
    )


@figure(
    person,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Začetek pravice za otroka",
    it="Decorrenza del diritto per il figlio",
    en="Start of the right for the child",
)
def child_benefit_starts_on(person, p):
    """The month of birth when claimed in time after it; otherwise the month after the application."""
    days_after_birth = application.day_of_filing - person.born
    in_time = days_after_birth <= p.child_benefit_birth_deadline_days
    return when(in_time, first_day_of_month(person.born), months_later(application.day_of_filing, 1))


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 22",
    sl="Otrok, za katerega gre dodatek",
    it="Figlio per il quale spetta l’assegno",
    en="Child for whom the benefit is due",
)
def is_entitled_child(person):
    """Every condition on the side of the child, in the month that the right is for.

    For a child whose benefit already runs, the new decision (a newborn sibling) does not wait for a new
    start.
    """
    has_started = application.month_of_right >= person.child_benefit_starts_on
    return (
        person.is_child_below_age_limit
        & person.family_actually_lives_in_slovenia
        & person.nothing_excludes_the_child
        & (has_started | person.child_benefit_already_runs)
    )


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 22",
    sl="V družini je otrok, za katerega gre dodatek",
    it="Nella famiglia c’è un figlio per il quale spetta l’assegno",
    en="The family has a child for whom the benefit is due",
)
def has_entitled_child(family):
    """At least one child fulfils its conditions."""
    return family.any(person.is_entitled_child)


@figure(
    person,
    COUNT,
    since="2018-06",
    article="ZUPJS 22",
    sl="Vrstni red otroka",
    it="Ordine di nascita del figlio",
    en="Birth order of the child",
)
def birth_order(person):
    """Place by age among the children for whom the benefit is due; the eldest is the first.

    Of twins the one named first in the situation counts as the elder.

    A choice: grown-up brothers and sisters do not count, because the source adds up over entitled children.
    """
    return child_benefit_family.rank(person.born, among=person.is_entitled_child)
