"""Disability allowance (nadomestilo za invalidnost), or the difference between a pension and it."""

from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.engine.types import DATE, EUR, YES_NO
from opora.law.engine.words import at_least, months_later, when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDVDTP",
    sl="Oseba ima status invalida",
    it="La persona ha lo status di disabile",
    en="The person holds disability status",
)
def holds_disability_status(applicant):
    """By an earlier decision, or by the one claimed together with this right."""
    return _holds_status(applicant)


@holds_disability_status.version(since="2019-01", article="ZSVI")
def holds_disability_status_since_2019(applicant):
    """A status under the act of 1983 stands."""
    return _holds_status(applicant)


def _holds_status(applicant):
    return when(
        application.claims("disability_status"),
        applicant.entitled_to_disability_status,
        applicant.disability_status_under_social_care_act,
    )


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZDVDTP",
    sl="Pokojnina ali invalidnina, ki ima prednost",
    it="Pensione o indennità che ha la precedenza",
    en="Pension or payment that comes first",
)
def pension_that_comes_first(applicant, p):
    """With the supplements beside it: income supplement, invalidity supplement, additional aid."""
    return _pension_with_supplements(applicant, p)


@pension_that_comes_first.version(since="2019-01", article="ZSVI")
def pension_that_comes_first_since_2019(applicant, p):
    """Pensions and invalidity payments come first; for their supplements see `supplements_beside_pension`."""
    return _pension_with_supplements(applicant, p)


def _pension_with_supplements(applicant, p):
    supplements = applicant.supplements_counted_with_pension
    counted = when(p.supplements_beside_pension == "counted", supplements, 0)
    return applicant.pension_or_disability_payment + when(supplements > 0, counted, 0)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZDVDTP",
    sl="Nadomestilo za invalidnost ali razlika do njega",
    it="Indennità di disabilità o differenza",
    en="Disability allowance or the difference up to it",
)
def allowance_beside_pension(applicant, p):
    """What is missing between pension and allowance; the whole allowance without a pension.

    A choice: a difference is due where the allowance is the higher of the two; the page of a centre prints
    the opposite, with which nothing could ever be due.
    """
    return at_least(0, p.disability_allowance_amount - applicant.pension_that_comes_first)


@allowance_beside_pension.version(since="2019-01", article="ZSVI")
def allowance_beside_pension_since_2019(applicant, p):
    """What is missing between pension and allowance; the whole allowance without a pension."""
    return at_least(0, p.disability_allowance_amount - applicant.pension_that_comes_first)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDVDTP",
    sl="Pokojnina ali invalidnina je nižja od nadomestila",
    it="La pensione o l’indennità è inferiore all’indennità di disabilità",
    en="Pension or payment is below the allowance",
)
def pension_is_below_allowance(applicant, p):
    """Otherwise nothing is missing."""
    return applicant.pension_that_comes_first < p.disability_allowance_amount


@pension_is_below_allowance.version(since="2019-01", article="ZSVI")
def pension_is_below_allowance_since_2019(applicant, p):
    """Otherwise nothing is missing."""
    return applicant.pension_that_comes_first < p.disability_allowance_amount


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDVDTP",
    sl="Pravica do nadomestila za invalidnost",
    it="Diritto all’indennità di disabilità",
    en="Entitled to the disability allowance",
)
def entitled_to_disability_allowance(applicant):
    """Status, and something missing; income and property are not looked at.

    Not modelled: an age from which the allowance is due; the sources name none.
    """
    return applicant.holds_disability_status & applicant.pension_is_below_allowance


@entitled_to_disability_allowance.version(since="2019-01", article="ZSVI")
def entitled_to_disability_allowance_since_2019(applicant):
    """Status, and something missing; income and property are not looked at."""
    return applicant.holds_disability_status & applicant.pension_is_below_allowance


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZDVDTP",
    sl="Nadomestilo za invalidnost",
    it="Indennità di disabilità",
    en="Disability allowance",
)
def disability_allowance(applicant):
    """A month."""
    return when(applicant.holds_disability_status, applicant.allowance_beside_pension, 0)


@disability_allowance.version(since="2019-01", article="ZSVI")
def disability_allowance_since_2019(applicant):
    """A month."""
    return when(applicant.holds_disability_status, applicant.allowance_beside_pension, 0)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZDVDTP",
    sl="Izplačevanje po zakonu o invalidih od",
    it="Pagamento da",
    en="Paid from",
)
def disability_payments_from(applicant):
    """The first day of the month after the application."""
    del applicant
    return months_later(application.day_of_filing, 1)


@disability_payments_from.version(since="2019-01", article="ZSVI")
def disability_payments_from_since_2019(applicant):
    """The first day of the month after the application."""
    del applicant
    return months_later(application.day_of_filing, 1)


right(
    "disability_allowance",
    order=41,
    entitled=entitled_to_disability_allowance,
    amount=disability_allowance,
    start=disability_payments_from,
    conditions=[holds_disability_status, pension_is_below_allowance],
    sl="Nadomestilo za invalidnost",
    it="Indennità di disabilità",
    en="Disability allowance",
)
