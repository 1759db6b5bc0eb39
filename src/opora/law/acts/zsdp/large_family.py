"""Large-family supplement (dodatek za veliko družino): once a year, for three or more children."""

from opora.law.acts.law_book import applicant, application, family, figure, person, right
from opora.law.acts.zsdp.residence import claimant_actually_lives_in_slovenia
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import COUNT, DATE, EUR, YES_NO
from opora.law.engine.words import first_day_of_month, when


@family(
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok, ki šteje za veliko družino",
    it="Figlio che conta per la famiglia numerosa",
    en="Child that counts for a large family",
)
def children_of_large_family(person, p):
    """A child of the claimant or the partner below the age limit, longer while at school or university.

    A choice: the source says only 18 or at most 26; the day of the 18th birthday ends the first, the year
    after the 26th birthday still belongs to the second.

    Not modelled: other carers, such as foster parents, whom an amendment adds from a day that was not found.
    """
    of_the_couple = person.is_child_of_claimant | person.parents.any(person.is_partner_of_applicant)
    grows_up = person.age_years < p.large_family_age_limit
    learns = (person.age_years <= p.large_family_pupil_age_limit) & person.in_regular_education
    return of_the_couple & (grows_up | learns)


@figure(
    applicant,
    COUNT,
    since="2018-06",
    article="ZSDP-1",
    sl="Število otrok, ki štejejo za veliko družino",
    it="Numero dei figli che contano per la famiglia numerosa",
    en="Number of children that count for a large family",
)
def count_of_children_matching(applicant):
    """Wherever they live."""
    del applicant
    return children_of_large_family.count()


@figure(
    applicant,
    COUNT,
    since="2018-06",
    article="ZSDP-1",
    sl="Število teh otrok s skupnim prebivališčem",
    it="Numero di questi figli con residenza comune",
    en="Number of these children with a common residence",
)
def children_with_common_residence(applicant):
    """Permanent or temporary, with the claiming parent, in Slovenia."""
    del applicant
    return children_of_large_family.count(person.common_residence_with_claimant)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Družina ima dovolj otrok",
    it="La famiglia ha abbastanza figli",
    en="The family has enough children",
)
def family_has_enough_children(applicant, p):
    """At least three."""
    return applicant.count_of_children_matching >= p.large_family_children_needed


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Skupno prebivališče starša in otrok v Sloveniji",
    it="Residenza comune del genitore e dei figli in Slovenia",
    en="Common residence of the parent and the children in Slovenia",
)
def common_permanent_or_temporary_residence_of_one_parent_and_children_in_slovenia(applicant, p):
    """Of as many children as make a large family."""
    return applicant.children_with_common_residence >= p.large_family_children_needed


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Dohodek ne presega pogoja za veliko družino",
    it="Il reddito non supera il limite per la famiglia numerosa",
    en="Income is within the test of the large-family supplement",
)
def income_is_within_large_family_test(applicant, p):
    """A share of the average net wage for each member, until the end of 2018; afterwards there is no test."""
    del applicant
    limit = p.large_family_income_test_share * p.average_net_wage_previous_year
    return ~p.large_family_income_test_applies | (child_benefit_family.monthly_income_per_person <= limit)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Za dodatek je potrebna vloga",
    it="Per l’assegno occorre la domanda",
    en="The supplement needs an application",
)
def large_family_application_needed(applicant):
    """Only of a family without child benefit; the others get the decision ex officio."""
    del applicant
    paid = children_of_large_family.any(person.child_benefit_already_runs)
    decided = application.claims("child_benefit") & child_benefit_family.entitled_to_child_benefit
    return ~(paid | decided)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do dodatka za veliko družino",
    it="Diritto all’assegno per famiglia numerosa",
    en="Entitled to the large-family supplement",
)
def entitled_to_large_family_supplement(applicant):
    """All conditions together."""
    return (
        applicant.family_has_enough_children
        & applicant.common_permanent_or_temporary_residence_of_one_parent_and_children_in_slovenia
        & applicant.claimant_actually_lives_in_slovenia
        & applicant.income_is_within_large_family_test
    )


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSDP-1",
    sl="Dodatek za veliko družino",
    it="Assegno per famiglia numerosa",
    en="Large-family supplement",
)
def large_family_supplement(applicant, p):
    """A year; more for four or more children.

    Not modelled: the one-off additions of 2021; the difference for a fourth child born later in the year.
    """
    above = applicant.children_with_common_residence - p.large_family_children_needed
    amount = p.large_family_supplement.at(above + 1)
    return when(applicant.entitled_to_large_family_supplement, amount, 0)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Mesec, za katerega se prizna dodatek za veliko družino",
    it="Mese per il quale è riconosciuto l’assegno per famiglia numerosa",
    en="Month for which the large-family supplement is recognised",
)
def large_family_supplement_from(applicant):
    """The month of the claim.

    A choice: the sources say only that it is paid once a year in spring; conditions and amount are those of
    the month of the claim.
    """
    del applicant
    return first_day_of_month(application.day_of_filing)


right(
    "large_family_supplement",
    order=28,
    given="yearly",
    entitled=entitled_to_large_family_supplement,
    amount=large_family_supplement,
    start=large_family_supplement_from,
    conditions=[
        family_has_enough_children,
        common_permanent_or_temporary_residence_of_one_parent_and_children_in_slovenia,
        claimant_actually_lives_in_slovenia,
        income_is_within_large_family_test,
    ],
    sl="Dodatek za veliko družino",
    it="Assegno per famiglia numerosa",
    en="Large-family supplement",
)
