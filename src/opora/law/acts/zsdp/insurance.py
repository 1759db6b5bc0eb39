"""Insurance for parental protection: who has leave, and who has the benefit without it."""

from opora.law.acts.law_book import applicant, figure
from opora.law.engine.types import YES_NO


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Zavarovanje dan pred nastopom dopusta",
    it="Assicurazione il giorno prima del congedo",
    en="Insured on the day before the leave",
)
def insured_on_the_day_before(applicant):
    """Employed, self-employed or drawing unemployment benefit: leave belongs to the insured."""
    return applicant.insured_for_parental_protection_day_before_leave


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Zavarovanje zadošča za nadomestilo",
    it="L’assicurazione è sufficiente per l’indennità",
    en="Insurance suffices for the benefit",
)
def insured_for_the_benefit(applicant, p):
    """Insured on the day before the leave, or for enough months of the last three years without one."""
    months = applicant.months_insured_for_parental_protection_in_last_3_years
    return applicant.insured_on_the_day_before | (months >= p.parental_benefit_insured_months)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Noben drug prejemek ne izključuje nadomestila",
    it="Nessun’altra prestazione esclude l’indennità",
    en="No other payment excludes the benefit",
)
def nothing_excludes_the_benefit(applicant):
    """Sickness or unemployment benefit, contributions for part-time work and lost income exclude it."""
    return ~applicant.receives_benefit_that_excludes_parental_benefit
