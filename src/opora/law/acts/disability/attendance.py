"""Attendance supplement (dodatek za pomoč in postrežbo; until 2018 dodatek za tujo nego in pomoč)."""

from opora.law.acts.disability.allowance import disability_payments_from, holds_disability_status
from opora.law.acts.law_book import applicant, figure, right
from opora.law.engine.types import EUR, YES_NO
from opora.law.engine.words import when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDVDTP",
    sl="Oseba potrebuje pomoč pri večini ali vseh osnovnih potrebah",
    it="La persona ha bisogno di aiuto per la maggior parte o tutti i bisogni",
    en="The person needs help with most or all basic needs",
)
def needs_attendance(applicant):
    """By the criteria of pension and disability insurance."""
    return applicant.attendance_need.is_one_of("most_basic_needs", "all_basic_needs")


@needs_attendance.version(since="2019-01", article="ZSVI")
def needs_attendance_since_2019(applicant):
    """By the criteria of pension and disability insurance."""
    return applicant.attendance_need.is_one_of("most_basic_needs", "all_basic_needs")


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDVDTP",
    sl="Pravica do dodatka za pomoč in postrežbo",
    it="Diritto al supplemento di assistenza",
    en="Entitled to the attendance supplement",
)
def entitled_to_attendance_supplement(applicant):
    """Status and need.

    Not modelled: the same supplement from pension insurance or from the child care supplement, which the
    sources exclude only in part.
    """
    return applicant.holds_disability_status & applicant.needs_attendance


@entitled_to_attendance_supplement.version(since="2019-01", article="ZSVI")
def entitled_to_attendance_supplement_since_2019(applicant):
    """Status and need."""
    return applicant.holds_disability_status & applicant.needs_attendance


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZDVDTP",
    sl="Dodatek za pomoč in postrežbo",
    it="Supplemento di assistenza",
    en="Attendance supplement",
)
def attendance_supplement(applicant, p):
    """The higher one where help is needed with all basic needs; a month."""
    return _supplement(applicant, p)


@attendance_supplement.version(since="2019-01", article="ZSVI")
def attendance_supplement_since_2019(applicant, p):
    """The higher one where help is needed with all basic needs; a month."""
    return _supplement(applicant, p)


def _supplement(applicant, p):
    for_all = applicant.attendance_need == "all_basic_needs"
    by_need = when(for_all, p.attendance_supplement_all_needs, p.attendance_supplement_most_needs)
    return when(applicant.entitled_to_attendance_supplement, by_need, 0)


right(
    "attendance_supplement",
    order=42,
    entitled=entitled_to_attendance_supplement,
    amount=attendance_supplement,
    start=disability_payments_from,
    conditions=[holds_disability_status, needs_attendance],
    sl="Dodatek za pomoč in postrežbo",
    it="Supplemento di assistenza",
    en="Attendance supplement",
)
