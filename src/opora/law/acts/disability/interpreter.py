"""The right of a deaf person to an interpreter of Slovenian sign language."""

from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.engine.types import DATE, HOURS, YES_NO
from opora.law.engine.words import when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZUSZJ",
    sl="Oseba je gluha ali gluhoslepa",
    it="La persona è sorda o sordocieca",
    en="The person is deaf or deafblind",
)
def is_deaf(applicant):
    """A choice: a deafblind person counts as well; the sources say only deaf."""
    return applicant.sensory_status.is_one_of("deaf", "deafblind")


@figure(
    applicant,
    HOURS,
    since="2018-06",
    article="ZUSZJ",
    sl="Ure tolmača na leto",
    it="Ore annue di interprete",
    en="Hours of an interpreter a year",
)
def interpreter_hours_a_year(applicant, p):
    """Used by card and voucher.

    Not modelled: the tariff by which the interpreter is paid.
    """
    return when(applicant.is_deaf, p.interpreter_hours, 0)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZUSZJ",
    sl="Pravica do tolmača od",
    it="Diritto all’interprete da",
    en="Right to an interpreter from",
)
def interpreter_from(applicant):
    """A choice: the day of deciding; the sources do not say when the right begins."""
    del applicant
    return application.day_of_deciding


right(
    "sign_language_interpreter",
    order=49,
    given="yearly",
    entitled=is_deaf,
    amount=interpreter_hours_a_year,
    start=interpreter_from,
    conditions=[is_deaf],
    sl="Pravica do tolmača za slovenski znakovni jezik",
    it="Diritto all’interprete della lingua dei segni slovena",
    en="Right to an interpreter of Slovenian sign language",
)
