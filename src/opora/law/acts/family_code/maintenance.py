"""Maintenance set by an enforceable title is indexed once a year by the published coefficient."""

from opora.law.acts.law_book import applicant, family, figure, person, right
from opora.law.engine.types import COUNT, DATE, EUR, RATIO, YES_NO
from opora.law.engine.words import at_least, first_day_of_month, months_later, round_cent, when


@family(
    since="2018-06",
    article="DZ 198(1)",
    sl="Upravičenec do preživnine",
    it="Avente diritto al mantenimento",
    en="Person entitled to maintenance",
)
def maintenance_recipients(person):
    """The applicant, the applicant's children and children in their care, where they have a title."""
    one_of_them = person.is_applicant | person.parents.any(person.is_applicant)
    in_care = person.carers.any(person.is_applicant)
    return (one_of_them | in_care) & person.maintenance_set_by_enforceable_title


@figure(
    person,
    COUNT,
    since="2018-06",
    article="DZ 198(1)",
    sl="Vrstica količnika po mesecu določitve",
    it="Riga del coefficiente secondo il mese",
    en="Row of the coefficient by month",
)
def row_of_the_coefficient(person, p):
    """The first row for maintenance indexed a year before; otherwise the row of the month of setting.

    Not modelled: maintenance that was left without indexation for years; each year's table is applied in
    turn to the amount before it.
    """
    rows_begun = p.maintenance_growth_months.exceeded_by(months_later(person.maintenance_last_set_on, 1))
    return when(person.maintenance_indexed_last_year, 1, at_least(1, rows_begun))


@figure(
    person,
    RATIO,
    since="2018-06",
    article="DZ 198(1)",
    sl="Kumulativna rast cen od določitve ali zadnje uskladitve",
    it="Crescita cumulata dei prezzi",
    en="Cumulative growth of prices since maintenance was set or indexed",
)
def cumulative_growth(person, p):
    """Where prices fell the amount stays; the published tables then have nought."""
    return at_least(0, p.maintenance_growth.at(person.row_of_the_coefficient))


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="DZ 198(1)",
    sl="Preživnina je bila določena pred uskladitvijo",
    it="Il mantenimento è stato fissato prima dell’adeguamento",
    en="Maintenance was set before the indexation",
)
def was_set_before_the_indexation(person, p):
    """What was set later waits for the table of the next year."""
    month = first_day_of_month(person.maintenance_last_set_on)
    return person.maintenance_indexed_last_year | (month <= p.maintenance_growth_months.last)


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="DZ 198(5)",
    sl="Po polnoletnosti rednega šolanja ne manjka",
    it="Dopo la maggiore età l’istruzione regolare non manca",
    en="After coming of age, regular education is not missing",
)
def schooling_does_not_stand_in_the_way(person, p):
    """A grown-up child must be in regular education and have proved it in time; spouses and minors need not.

    A choice: without regular education nothing is indexed; the code says only that no notice is needed.
    """
    grown_up = person.age_years >= p.maintenance_status_needed_from_age
    proved = person.in_regular_education & person.school_status_proved_in_time
    return ~(person.maintained_by_a_parent & grown_up) | proved


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="DZ 198(1)",
    sl="Preživnina se uskladi",
    it="Il mantenimento si adegua",
    en="The maintenance is indexed",
)
def maintenance_is_indexed(person):
    """Every condition; an agreed way of indexing goes before the table."""
    return (
        maintenance_recipients.members
        & ~person.other_indexation_agreed
        & person.was_set_before_the_indexation
        & person.schooling_does_not_stand_in_the_way
    )


@figure(
    person,
    EUR,
    since="2018-06",
    article="DZ 198(1)",
    sl="Nova preživnina upravičenca",
    it="Nuovo mantenimento dell’avente diritto",
    en="New maintenance of the recipient",
)
def indexed_maintenance_of_the_recipient(person):
    """The old amount and its growth, in cents."""
    raised = round_cent(person.maintenance_amount * (person.cumulative_growth + 1))
    return when(person.maintenance_is_indexed, raised, 0)


@figure(
    maintenance_recipients,
    YES_NO,
    since="2018-06",
    article="DZ 198(1)",
    sl="Preživnina je določena z izvršilnim naslovom",
    it="Il mantenimento è fissato da un titolo esecutivo",
    en="Maintenance is set by an enforceable title",
)
def has_maintenance_title(family):
    """Without a title there is nothing to index."""
    return family.count() > 0


@figure(
    maintenance_recipients,
    YES_NO,
    since="2018-06",
    article="DZ 198(1)",
    sl="Preživnino je treba uskladiti",
    it="Il mantenimento va adeguato",
    en="Maintenance has to be indexed",
)
def entitled_to_maintenance_indexation(family):
    """At least one maintenance."""
    return family.any(person.maintenance_is_indexed)


@figure(
    maintenance_recipients,
    EUR,
    since="2018-06",
    article="DZ 198(3)",
    sl="Usklajena preživnina",
    it="Mantenimento adeguato",
    en="Indexed maintenance",
)
def indexed_maintenance(family):
    """The new amounts together; the notice of the centre names each of them."""
    return family.sum(person.indexed_maintenance_of_the_recipient)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="DZ 198(1)",
    sl="Usklajena preživnina velja od",
    it="Il mantenimento adeguato vale da",
    en="The indexed amount applies from",
)
def maintenance_indexed_on(applicant, p):
    """The day that the published table names."""
    del applicant
    return p.maintenance_indexed_from


right(
    "maintenance_indexation",
    order=60,
    entitled=entitled_to_maintenance_indexation,
    amount=indexed_maintenance,
    start=maintenance_indexed_on,
    conditions=[has_maintenance_title, entitled_to_maintenance_indexation],
    per_person=indexed_maintenance_of_the_recipient,
    per_person_shows=[cumulative_growth],
    sl="Uskladitev preživnine",
    it="Adeguamento del mantenimento",
    en="Maintenance indexation",
)
