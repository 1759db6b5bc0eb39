"""From when and for how long assistance is granted."""

from opora.law.acts.law_book import applicant, application, figure
from opora.law.engine.types import DATE, MONTHS, YES_NO
from opora.law.engine.words import day_before, first_day_of_month, months_later, when


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZUPJS 33(2)",
    sl="Začetek denarne socialne pomoči",
    it="Decorrenza dell’assistenza sociale in denaro",
    en="Start of cash social assistance",
)
def cash_social_assistance_from(applicant):
    """The first day of the month after the application."""
    del applicant
    return months_later(application.day_of_filing, 1)


@figure(
    applicant,
    MONTHS,
    since="2018-06",
    article="ZSVarPre 36",
    sl="Število mesecev dodelitve",
    it="Numero di mesi della concessione",
    en="Months granted",
)
def months_granted(applicant, p):
    """The longest period the act allows: a first grant, an extension, or special circumstances.

    The officer may grant less; that is a choice of the decision, not of this rule.
    """
    lengths = p.dsp_period_months
    usual = when(applicant.extends_cash_social_assistance, lengths["extended_max"], lengths["first"])
    longer = applicant.special_circumstances_for_longer | applicant.assistance_is_permanent
    return when(longer, lengths["special_max"], usual)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSVarPre 36",
    sl="Trajna denarna socialna pomoč",
    it="Assistenza sociale permanente",
    en="Permanent assistance",
)
def assistance_is_permanent(applicant):
    """For the elderly and those for good without work, when no change of their situation is expected."""
    return applicant.no_change_expected & (applicant.is_elderly | applicant.is_permanently_without_work)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSVarPre 36",
    sl="Konec denarne socialne pomoči",
    it="Fine dell’assistenza sociale in denaro",
    en="End of cash social assistance",
)
def cash_social_assistance_until(applicant):
    """The last day of the last month granted; permanent assistance is computed for the longest period."""
    return day_before(months_later(applicant.cash_social_assistance_from, applicant.months_granted))


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSVarPre",
    sl="Mesec za vlogo za podaljšanje",
    it="Mese per la domanda di proroga",
    en="Month in which to file for the extension",
)
def extension_is_filed_in(applicant):
    """The month in which the present right ends; it is not extended ex officio."""
    return first_day_of_month(applicant.cash_social_assistance_ends_on)
