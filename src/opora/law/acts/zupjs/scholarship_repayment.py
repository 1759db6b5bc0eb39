"""Repaying a state scholarship later or in instalments (odlog ali obročno vračilo).

The dormant year and what follows when it passes in vain stand in `scholar.py`.
"""

from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.engine.types import DATE, MONTHS, YES_NO
from opora.law.engine.words import day_before, in_months, months_later


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Obstaja odločba o vračilu štipendije",
    it="Esiste una decisione sulla restituzione della borsa",
    en="There is a decision on repaying the scholarship",
)
def has_repayment_decision(applicant):
    """Without a debt there is nothing to defer."""
    return applicant.repayment_decision_exists


@figure(
    applicant,
    MONTHS,
    since="2018-06",
    article="ZŠtip-1",
    sl="Želeno število mesecev",
    it="Numero di mesi chiesto",
    en="Months asked for",
)
def repayment_months_asked(applicant):
    """How long the deferral or the instalments should last."""
    return applicant.requested_term_months


@figure(
    applicant,
    MONTHS,
    since="2018-06",
    article="ZŠtip-1",
    sl="Največ mesecev odloga ali obrokov",
    it="Numero massimo di mesi",
    en="Most months of deferral or instalments",
)
def repayment_months_allowed(applicant, p):
    """The same bound for a deferral and for instalments."""
    del applicant
    return in_months(p.scholarship_repayment_longest_years)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Želeno obdobje ne presega najdaljšega",
    it="Il periodo chiesto non supera il massimo",
    en="The term asked for is not too long",
)
def repayment_term_is_allowed(applicant):
    """A term of exactly the bound is allowed."""
    return applicant.repayment_months_asked <= applicant.repayment_months_allowed


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZŠtip-1",
    sl="Možen je dogovor o odlogu ali obročnem vračilu",
    it="È possibile un accordo sul rinvio o sulla rateizzazione",
    en="An agreement on deferral or instalments is possible",
)
def may_defer_scholarship_repayment(applicant):
    """The centre concludes the agreement; whether it wants to is for it to weigh."""
    return applicant.has_repayment_decision & applicant.repayment_term_is_allowed


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZŠtip-1",
    sl="Začetek odloga ali obrokov",
    it="Inizio del rinvio o delle rate",
    en="Start of the deferral or the instalments",
)
def repayment_deferred_from(applicant):
    """A choice: from the month after the request; the source says only how long it may last."""
    del applicant
    return months_later(application.day_of_filing, 1)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZŠtip-1",
    sl="Konec odloga ali obrokov",
    it="Fine del rinvio o delle rate",
    en="End of the deferral or the instalments",
)
def repayment_deferred_until(applicant):
    """The last day of the last month asked for."""
    return day_before(months_later(applicant.repayment_deferred_from, applicant.repayment_months_asked))


right(
    "scholarship_repayment_deferral",
    order=18,
    given="status",
    entitled=may_defer_scholarship_repayment,
    start=repayment_deferred_from,
    end=repayment_deferred_until,
    conditions=[has_repayment_decision, repayment_term_is_allowed],
    sl="Odlog ali obročno vračilo državne štipendije",
    it="Rinvio o rateizzazione della restituzione della borsa di studio statale",
    en="Deferral or instalments for repaying a state scholarship",
)
