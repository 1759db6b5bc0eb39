"""The monthly foster payment (rejnina): care allowance (oskrbnina) and pay for the work, for each child."""

from opora.law.acts.foster_care.profession import holds_foster_permit
from opora.law.acts.law_book import applicant, application, family, figure, person, right
from opora.law.engine.types import COUNT, DATE, DAYS, EUR, YES_NO
from opora.law.engine.words import (
    at_least,
    first_day_of_month,
    largest,
    months_later,
    number_of,
    round_cent,
    smallest,
    when,
)


@family(
    since="2018-06",
    article="ZIRD 50",
    sl="Otrok v rejništvu pri vlagatelju",
    it="Minore in affidamento presso il richiedente",
    en="Child in foster care with the applicant",
)
def foster_children(person):
    """Who is in the applicant's care and in foster care; grown-ups who stay on count as well."""
    return person.carers.any(person.is_applicant) & person.in_foster_care


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZIRD 51",
    sl="Osnovna oskrbnina",
    it="Assegno di cura di base",
    en="Basic care allowance",
)
def basic_care_allowance(person, p):
    """Material costs and the child benefit of a first child in the class of the lowest income."""
    del person
    return p.foster_material_costs + p.child_benefit_amount_primary["1", "1"]


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZIRD 52",
    sl="Znižanje oskrbnine zaradi obleke in obutve",
    it="Riduzione dell’assegno per vestiario e calzature",
    en="Cut of the care allowance for clothing",
)
def clothing_cut(person, p):
    """A share of the material costs."""
    return when(person.clothing_need_not_be_covered, p.foster_clothing_share * p.foster_material_costs, 0)


@figure(
    person,
    COUNT,
    since="2018-06",
    article="ZIRD 52",
    sl="Stopnja zvišanja oskrbnine",
    it="Grado dell’aumento dell’assegno",
    en="Degree of the raise of the care allowance",
)
def degree_of_expenses(person):
    """The lower or the higher raise; only read where there is one."""
    return when(person.foster_extraordinary_expenses == "raised_most", 1, 0) + 1


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZIRD 52",
    sl="Zvišanje oskrbnine zaradi izrednih izdatkov",
    it="Aumento dell’assegno per spese straordinarie",
    en="Raise of the care allowance for extraordinary expenses",
)
def extraordinary_expenses_raise(person, p):
    """A share of the material costs."""
    raise_ = p.foster_care_allowance_raise.at(person.degree_of_expenses) * p.foster_material_costs
    return when(person.foster_extraordinary_expenses == "not_raised", 0, raise_)


@extraordinary_expenses_raise.version(since="2025-11", article="ZIRD 52")
def extraordinary_expenses_raise_since_2025(person, p):
    """A share of the whole care allowance."""
    raise_ = p.foster_care_allowance_raise.at(person.degree_of_expenses) * person.basic_care_allowance
    return when(person.foster_extraordinary_expenses == "not_raised", 0, raise_)


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZIRD 53",
    sl="Plačilo dela za polni mesec",
    it="Compenso per un mese intero",
    en="Work pay of a whole month",
)
def work_pay_of_a_whole_month(person, p):
    """The basic pay and its raise for demanding care."""
    degree = when(person.foster_care_demand == "raised_most", 1, 0) + 1
    raise_ = p.foster_work_pay_raise.at(degree) * p.foster_work_pay
    return p.foster_work_pay + when(person.foster_care_demand == "not_raised", 0, raise_)


# --- the part of the month ------------------------------------------------------------------------------


@figure(
    person,
    DAYS,
    since="2018-06",
    article="ZIRD 51",
    sl="Dnevi v mesecu",
    it="Giorni del mese",
    en="Days of the month",
)
def days_of_the_month(person):
    """How many days the month of the right has."""
    del person
    return months_later(application.month_of_right, 1) - application.month_of_right


@figure(
    person,
    DAYS,
    since="2018-06",
    article="ZIRD 51",
    sl="Dnevi bivanja pri rejniku",
    it="Giorni presso l’affidatario",
    en="Days with the foster carer",
)
def days_of_stay(person):
    """The whole month, or the days counted; never more than the month has."""
    days = smallest(person.days_with_foster_carer, person.days_of_the_month)
    return when(person.foster_stay == "whole_month", person.days_of_the_month, days)


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZIRD 51",
    sl="Oskrbnina za otroka",
    it="Assegno di cura per il minore",
    en="Care allowance for the child",
)
def care_allowance(person):
    """In proportion to the days of stay, in cents."""
    whole = person.basic_care_allowance - person.clothing_cut + person.extraordinary_expenses_raise
    days = at_least(1, number_of(person.days_of_the_month))
    part = round_cent(whole * number_of(person.days_of_stay) / days)
    return when(foster_children.members, part, 0)


@care_allowance.version(since="2025-11", article="ZIRD 51")
def care_allowance_since_2025(person, p):
    """For a child who comes at weekends and in holidays only, a fixed share whatever the days."""
    whole = person.basic_care_allowance - person.clothing_cut + person.extraordinary_expenses_raise
    days = at_least(1, number_of(person.days_of_the_month))
    part = round_cent(whole * number_of(person.days_of_stay) / days)
    at_weekends = round_cent(whole * p.foster_weekend_share)
    due = when(person.foster_stay == "weekends_and_holidays", at_weekends, part)
    return when(foster_children.members, due, 0)


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZIRD 53",
    sl="Plačilo dela za otroka",
    it="Compenso per il lavoro per il minore",
    en="Work pay for the child",
)
def foster_work_pay_for_the_child(person):
    """In proportion to the days of stay, in cents.

    A choice: so also before November 2025; the act of then says it of the care allowance only.
    """
    days = at_least(1, number_of(person.days_of_the_month))
    part = round_cent(person.work_pay_of_a_whole_month * number_of(person.days_of_stay) / days)
    return when(foster_children.members, part, 0)


# --- the right ------------------------------------------------------------------------------------------


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZIRD 50",
    sl="Rejnina za otroka",
    it="Compenso di affidamento per il minore",
    en="Foster payment for the child",
)
def foster_payment_for_the_child(person):
    """Care allowance and work pay."""
    return person.care_allowance + person.foster_work_pay_for_the_child


@figure(
    foster_children,
    YES_NO,
    since="2018-06",
    article="ZIRD 50",
    sl="Pri vlagatelju je nameščen otrok v rejništvu",
    it="Presso il richiedente è collocato un minore in affidamento",
    en="A child in foster care is placed with the applicant",
)
def has_foster_child(family):
    """At least one child."""
    return family.count() > 0


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZIRD 50",
    sl="Upravičenost do rejnine",
    it="Diritto al compenso di affidamento",
    en="Entitled to the foster payment",
)
def entitled_to_foster_payment(applicant):
    """A permit and a child placed."""
    return applicant.holds_foster_permit & foster_children.has_foster_child


@figure(
    foster_children,
    EUR,
    since="2018-06",
    article="ZIRD 50",
    sl="Rejnina",
    it="Compenso di affidamento",
    en="Foster payment",
)
def foster_care_payment(family):
    """The sum over the children, a month."""
    return when(applicant.holds_foster_permit, family.sum(person.foster_payment_for_the_child), 0)


@figure(
    foster_children,
    DATE,
    since="2018-06",
    article="ZIRD 50",
    sl="Rejnina od",
    it="Compenso di affidamento da",
    en="Foster payment from",
)
def foster_payment_from(family):
    """The day on which the first of the children was placed, but not before the month of the application.

    A choice: the sources do not say when the payment begins, nor whether it is paid for earlier months.
    """
    return largest(
        family.smallest(person.placed_in_foster_care_on), first_day_of_month(application.day_of_filing)
    )


right(
    "foster_care_payment",
    order=63,
    entitled=entitled_to_foster_payment,
    amount=foster_care_payment,
    start=foster_payment_from,
    conditions=[holds_foster_permit, has_foster_child],
    per_person=foster_payment_for_the_child,
    per_person_shows=[care_allowance, foster_work_pay_for_the_child],
    sl="Rejnina",
    it="Compenso di affidamento",
    en="Foster payment",
)
