"""Thirty hours of assistance a month for deaf, blind and deafblind persons, or the supplement."""

from opora.law.acts.care.personal_assistance import personal_assistance_from
from opora.law.acts.law_book import applicant, figure, right
from opora.law.engine.types import EUR, HOURS, YES_NO
from opora.law.engine.words import when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Gluha, slepa ali gluhoslepa oseba",
    it="Persona sorda, cieca o sordocieca",
    en="Deaf, blind or deafblind person",
)
def is_deaf_or_blind(applicant):
    """One of the three is enough."""
    return applicant.sensory_status.is_one_of("deaf", "blind", "deafblind")


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Potrebna sta le komunikacija in spremstvo",
    it="Servono solo comunicazione e accompagnamento",
    en="Only communication and accompaniment are needed",
)
def needs_only_communication(applicant):
    """Whoever needs more claims personal assistance."""
    return applicant.needs_only_communication_and_accompaniment


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Starost ne izključuje 30 ur na mesec",
    it="L’età non esclude le 30 ore al mese",
    en="The age does not exclude the thirty hours",
)
def age_allows_sensory_assistance(applicant, p):
    """A choice: only above the upper age of personal assistance; see `sensory_assistance_upper_age`."""
    must_exceed = p.sensory_assistance_upper_age == "must_be_exceeded"
    return when(applicant.meets_upper_age_limit, ~must_exceed, True)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Potrebnih je manj ur pomoči kot za osebno asistenco",
    it="Servono meno ore di aiuto che per l’assistenza personale",
    en="Fewer hours of help are needed than for personal assistance",
)
def needs_fewer_hours_of_help(applicant):
    """Otherwise personal assistance is the right to claim."""
    return ~applicant.needs_enough_hours_of_help


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Izpolnjeni so pogoji za 30 ur na mesec ali dodatek",
    it="Condizioni per 30 ore al mese o per il supplemento soddisfatte",
    en="Conditions of the thirty hours or the supplement are met",
)
def meets_conditions_of_sensory_assistance(applicant):
    """All of them.

    A choice: no lower age and no residence; the sources say neither of this right.
    """
    return (
        applicant.is_deaf_or_blind
        & applicant.needs_only_communication
        & applicant.age_allows_sensory_assistance
        & applicant.needs_fewer_hours_of_help
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Pravica do 30 ur asistence na mesec",
    it="Diritto a 30 ore di assistenza al mese",
    en="Entitled to thirty hours of assistance a month",
)
def entitled_to_sensory_assistance(applicant):
    """Not beside the supplement: the person chooses one of the two."""
    return applicant.meets_conditions_of_sensory_assistance & ~applicant.chooses_communication_supplement


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZOA",
    sl="Pravica do komunikacijskega dodatka",
    it="Diritto al supplemento per la comunicazione",
    en="Entitled to the communication supplement",
)
def entitled_to_communication_supplement(applicant):
    """The money in place of the hours."""
    return applicant.meets_conditions_of_sensory_assistance & applicant.chooses_communication_supplement


@figure(
    applicant,
    HOURS,
    since="2018-06",
    article="ZOA",
    sl="Ure asistence na mesec",
    it="Ore mensili di assistenza",
    en="Hours of assistance a month",
)
def sensory_assistance_hours_a_month(applicant, p):
    """The same for everybody."""
    return when(applicant.entitled_to_sensory_assistance, p.sensory_assistance_hours, 0)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZOA",
    sl="Komunikacijski dodatek",
    it="Supplemento per la comunicazione",
    en="Communication supplement",
)
def communication_supplement(applicant, p):
    """As high as the attendance supplement of pension insurance for most basic needs, a month."""
    return when(applicant.entitled_to_communication_supplement, p.communication_supplement_amount, 0)


@communication_supplement.version(since="2022-03", article="ZOA")
def communication_supplement_since_2022(applicant, p):
    """Since then that supplement is the same in pension insurance and under ZSVI."""
    return when(applicant.entitled_to_communication_supplement, p.attendance_supplement_most_needs, 0)


right(
    "personal_assistance_sensory_30h",
    order=46,
    entitled=entitled_to_sensory_assistance,
    amount=sensory_assistance_hours_a_month,
    start=personal_assistance_from,
    conditions=[
        is_deaf_or_blind,
        needs_only_communication,
        age_allows_sensory_assistance,
        needs_fewer_hours_of_help,
    ],
    sl="Osebna asistenca za gluhe, slepe in gluhoslepe",
    it="Assistenza personale per persone sorde, cieche e sordocieche",
    en="Personal assistance for deaf, blind and deafblind persons",
)

right(
    "communication_supplement",
    order=47,
    entitled=entitled_to_communication_supplement,
    amount=communication_supplement,
    start=personal_assistance_from,
    conditions=[
        is_deaf_or_blind,
        needs_only_communication,
        age_allows_sensory_assistance,
        needs_fewer_hours_of_help,
    ],
    sl="Komunikacijski dodatek",
    it="Supplemento per la comunicazione",
    en="Communication supplement",
)
