"""Contributions for a parent of four or more children who leaves the labour market."""

from opora.law.acts.law_book import applicant, application, family, figure, person, right
from opora.law.acts.zsdp.counting import day_after
from opora.law.engine.types import COUNT, DATE, EUR, YES_NO
from opora.law.engine.words import when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj je zapustil trg dela zaradi nege otrok",
    it="Il richiedente ha lasciato il mercato del lavoro per curare i figli",
    en="The claimant left the labour market to care for children",
)
def left_the_labour_market(applicant):
    """And has not come back: employment of the claimant, or of a child, ends the right."""
    return applicant.left_labour_market_to_care_for_children & ~applicant.employed_again


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok še ni star 18 let",
    it="Il figlio non ha ancora compiuto 18 anni",
    en="The child is not grown up",
)
def is_below_age_of_four_children(person, p):
    """Grown-up brothers and sisters do not count."""
    return person.age_years < p.four_children_age_limit


@family(
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok, na katerem temelji plačilo prispevkov",
    it="Figlio su cui si fonda il pagamento dei contributi",
    en="Child on whom the contributions rest",
)
def children_of_contributions(person):
    """A child of the claimant below the age limit, with a common residence in Slovenia."""
    claimed = applicant.left_labour_market_to_care_for_children & person.is_child_of_claimant
    return claimed & person.is_below_age_of_four_children & person.common_residence_with_claimant


@figure(
    applicant,
    COUNT,
    since="2018-06",
    article="ZSDP-1",
    sl="Število otrok, na katerih temelji plačilo prispevkov",
    it="Numero dei figli su cui si fonda il pagamento",
    en="Number of children on whom the contributions rest",
)
def number_of_children(applicant):
    """Below the age limit, with a common residence."""
    del applicant
    return children_of_contributions.count()


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok je dovolj za plačilo prispevkov",
    it="I figli sono abbastanza per il pagamento dei contributi",
    en="There are enough children for the contributions",
)
def has_four_children(applicant, p):
    """Four or more."""
    return applicant.number_of_children >= p.four_children_needed


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Dovolj mesecev zavarovanja ali iskanja zaposlitve",
    it="Mesi sufficienti di assicurazione o di ricerca di lavoro",
    en="Enough months insured or seeking work",
)
def insured_or_seeking_work_long_enough(applicant, p):
    """Either of the two, in the last three years."""
    insured = applicant.months_insured_for_parental_protection_in_last_3_years
    seeking = applicant.months_active_jobseeker_in_last_3_years
    return (insured >= p.four_children_months_needed) | (seeking >= p.four_children_months_needed)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Najmlajši otrok še ni končal prvega razreda",
    it="Il figlio più giovane non ha ancora concluso la prima classe",
    en="The youngest child has not finished the first class",
)
def youngest_is_before_end_of_first_grade(applicant):
    """Where a child has not, the youngest has not.

    A choice: the later law may name another age of the youngest; the sources confirm only the end of the
    first class, which is applied throughout.
    """
    del applicant
    return children_of_contributions.any(~person.finished_first_grade)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do plačila prispevkov zaradi štirih ali več otrok",
    it="Diritto al pagamento dei contributi per quattro o più figli",
    en="Entitled to contributions for four or more children",
)
def entitled_to_four_children_contributions(applicant):
    """All conditions together."""
    return (
        applicant.left_the_labour_market
        & applicant.has_four_children
        & applicant.insured_or_seeking_work_long_enough
        & applicant.youngest_is_before_end_of_first_grade
    )


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Osnova za prispevke zaradi štirih ali več otrok",
    it="Base dei contributi per quattro o più figli",
    en="Base of the contributions for four or more children",
)
def four_children_contribution_base(applicant, p):
    """The minimum wage; the contributions go to the insurances, not to the claimant."""
    del applicant
    return p.minimum_wage_gross * 1


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Začetek plačila prispevkov",
    it="Decorrenza del pagamento dei contributi",
    en="Start of the contributions",
)
def four_children_contributions_from(applicant, p):
    """The day after leaving the labour market when claimed in time; otherwise the day of the claim."""
    since = application.day_of_filing - applicant.left_labour_market_on
    next_day = day_after(applicant.left_labour_market_on)
    return when(since <= p.four_children_claim_days, next_day, application.day_of_filing)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Konec plačila prispevkov zaradi zaposlitve",
    it="Fine del pagamento dei contributi per impiego",
    en="End of the contributions because of employment",
)
def four_children_contributions_end_on(applicant):
    """The day of employment, of the claimant or of a child on whom the right rests."""
    return applicant.employed_again_on


right(
    "contributions_four_or_more_children",
    order=33,
    given="status",
    entitled=entitled_to_four_children_contributions,
    start=four_children_contributions_from,
    conditions=[
        left_the_labour_market,
        has_four_children,
        insured_or_seeking_work_long_enough,
        youngest_is_before_end_of_first_grade,
    ],
    sl="Plačilo prispevkov zaradi štirih ali več otrok",
    it="Pagamento dei contributi per quattro o più figli",
    en="Contributions for four or more children",
)
