"""One-off payments to foster carers: at the first placement of a child, and the three new ones of 2025."""

from opora.law.acts.foster_care.payment import foster_children, has_foster_child
from opora.law.acts.law_book import application, figure, person, right
from opora.law.engine.types import DATE, EUR, YES_NO
from opora.law.engine.words import when


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Prejemek ob prvi namestitvi pripada",
    it="La prestazione al primo collocamento spetta",
    en="The first-placement grant is due",
)
def first_placement_grant_is_due(person):
    """Until October 2025 the centre weighed whether it was needed."""
    due = person.first_placement_of_the_child & person.first_placement_grant_recognised
    return foster_children.members & due


@first_placement_grant_is_due.version(since="2025-11", article="ZIRD")
def first_placement_grant_is_due_since_2025(person):
    """For every child placed for the first time."""
    return foster_children.members & person.first_placement_of_the_child


@figure(
    foster_children,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Upravičenost do prejemka ob prvi namestitvi",
    it="Diritto alla prestazione al primo collocamento",
    en="Entitled to the first-placement grant",
)
def entitled_to_first_placement_grant(family):
    """At least one child."""
    return family.any(person.first_placement_grant_is_due)


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZIRD",
    sl="Prejemek ob prvi namestitvi za otroka",
    it="Prestazione al primo collocamento per il minore",
    en="First-placement grant for the child",
)
def first_placement_grant_for_the_child(person, p):
    """As high as the birth grant."""
    return when(person.first_placement_grant_is_due, p.foster_first_placement_grant, 0)


@figure(
    foster_children,
    EUR,
    since="2018-06",
    article="ZIRD",
    sl="Prejemek ob prvi namestitvi",
    it="Prestazione al primo collocamento",
    en="First-placement grant",
)
def foster_first_placement(family):
    """The sum over the children."""
    return family.sum(person.first_placement_grant_for_the_child)


@figure(
    person,
    EUR,
    since="2018-06",
    article="ZIRD",
    sl="Novi enkratni prejemki za otroka",
    it="Nuove prestazioni uniche per il minore",
    en="New one-off payments for the child",
)
def one_off_payments_for_the_child(person, p):
    """Each as high as the basic work pay.

    Not modelled: the events for which the three payments are due; the officer says how many.
    """
    number = person.foster_one_off_payments_due * p.foster_one_off_payment_multiple
    return when(foster_children.members & (number > 0), number * p.foster_work_pay, 0)


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Enkratni prejemek pripada",
    it="Una prestazione unica spetta",
    en="A one-off payment is due",
)
def one_off_payment_is_due(person, p):
    """None before November 2025."""
    return foster_children.members & (
        person.foster_one_off_payments_due * p.foster_one_off_payment_multiple > 0
    )


@figure(
    foster_children,
    YES_NO,
    since="2018-06",
    article="ZIRD",
    sl="Upravičenost do enkratnega prejemka",
    it="Diritto alla prestazione unica",
    en="Entitled to the one-off payment",
)
def entitled_to_foster_one_off_payment(family):
    """At least one payment."""
    return family.any(person.one_off_payment_is_due)


@figure(
    foster_children,
    EUR,
    since="2018-06",
    article="ZIRD",
    sl="Enkratni prejemki rejnika",
    it="Prestazioni uniche dell’affidatario",
    en="One-off payments of the foster carer",
)
def foster_one_off_payments(family):
    """The sum over the children."""
    return family.sum(person.one_off_payments_for_the_child)


@figure(
    foster_children,
    DATE,
    since="2018-06",
    article="ZIRD",
    sl="Dan enkratnega prejemka",
    it="Giorno della prestazione unica",
    en="Day of the one-off payment",
)
def foster_one_off_on(family):
    """A choice: the day of deciding; the sources do not say when it falls due."""
    del family
    return application.day_of_deciding


right(
    "foster_care_payment_first_placement",
    order=64,
    given="once",
    entitled=entitled_to_first_placement_grant,
    amount=foster_first_placement,
    start=foster_one_off_on,
    conditions=[has_foster_child, entitled_to_first_placement_grant],
    per_person=first_placement_grant_for_the_child,
    sl="Enkratni prejemek ob prvi namestitvi otroka",
    it="Prestazione unica al primo collocamento del minore",
    en="One-off grant at the first placement of a child",
)

right(
    "foster_care_payment_one_off",
    order=65,
    given="once",
    entitled=entitled_to_foster_one_off_payment,
    amount=foster_one_off_payments,
    start=foster_one_off_on,
    conditions=[has_foster_child, entitled_to_foster_one_off_payment],
    per_person=one_off_payments_for_the_child,
    sl="Enkratni prejemek rejnice oziroma rejnika",
    it="Prestazione unica dell’affidatario",
    en="One-off payment to a foster carer",
)
