"""From when the code is used, and from when what the centre or the court grants counts."""

from collections.abc import Callable
from typing import Any

from opora.law.acts.law_book import applicant, application, figure
from opora.law.engine.book import Figure, Rule
from opora.law.engine.expressions import Expression
from opora.law.engine.types import DATE, YES_NO
from opora.law.engine.words import when


def condition(article: str, *, sl: str, it: str, en: str) -> Callable[[Rule], Figure]:
    """A yes or no about the applicant's matter, unchanged since the first month that is computed."""
    return figure(applicant, YES_NO, since="2018-06", article=article, sl=sl, it=it, en=en)


@condition(
    "DZ 305",
    sl="Postopek je začet v času uporabe Družinskega zakonika",
    it="Il procedimento è avviato sotto il Codice della famiglia",
    en="The procedure was begun while the Family Code is used",
)
def begun_under_the_family_code(applicant, p):
    """By the day of filing.

    A choice: the text read is that of early 2026 and is taken as the one of every day since; earlier wordings
    of the amended articles were not read.
    """
    del applicant
    return p.family_code_in_use


def under_the_code(applicant: Any, p: Any, claim: Expression) -> Expression:
    """The claim where the code is used; before, nobody knows, because the former act was not read."""
    return when(applicant.begun_under_the_family_code, claim, p.right_under_former_family_act)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="DZ",
    sl="Od dneva vloge",
    it="Dal giorno della domanda",
    en="From the day of filing",
)
def family_procedure_from(applicant):
    """A choice: the day of filing; the code does not say from when the help or the status counts."""
    del applicant
    return application.day_of_filing
