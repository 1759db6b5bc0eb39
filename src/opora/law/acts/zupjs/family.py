"""Who counts for annual rights: ZUPJS, the article on persons considered."""

from opora.law.acts.law_book import application, family, figure, person
from opora.law.engine.types import YEARS, YES_NO
from opora.law.engine.words import years_between


@figure(
    person,
    YEARS,
    since="2018-06",
    article="ZUPJS 10",
    sl="Starost na prvi dan meseca",
    it="Età al primo giorno del mese",
    en="Age on the first day of the month",
)
def age_years(person):
    """Completed years on the first day of the month that the right is for."""
    return years_between(person.born, application.month_of_right)


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 10",
    sl="Zakonec ali partner vlagatelja",
    it="Coniuge o partner del richiedente",
    en="Spouse or partner of the applicant",
)
def is_partner_of_applicant(person):
    """Spouse, extramarital partner or registered partner; the situation lists the relation.

    Not modelled: spouses who live apart.
    """
    return person.partner.any(person.is_applicant)


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZUPJS 10",
    sl="Otrok ali pastorek, ki ga je treba preživljati",
    it="Figlio o figliastro da mantenere",
    en="Child or stepchild who must be maintained",
)
def is_maintained_child(person, p):
    """A child of the applicant or the partner, until grown up or, in regular education, until the age limit.

    Not modelled: an adult child who is married or has a child of its own.
    """
    parents_are_here = person.parents.any(person.is_applicant | person.is_partner_of_applicant)
    grows_up = person.age_years < p.child_benefit_age_limit
    learns = person.in_regular_education & (person.age_years < p.adult_child_in_education_age_limit)
    return parents_are_here & (grows_up | learns)


@family(
    since="2018-06",
    article="ZUPJS 10",
    sl="Član družine za letne pravice",
    it="Membro della famiglia per i diritti annuali",
    en="Member of the family for annual rights",
)
def child_benefit_family(person, p):
    """Applicant, spouse or partner, the children they must maintain, and children in the applicant's care.

    A child who lives elsewhere only because of school is a member; one who lives with the other parent is
    not.
    """
    child_at_home = person.is_maintained_child & (
        person.lives_in_the_dwelling | person.lives_away_for_schooling
    )
    child_in_care = person.carers.any(person.is_applicant) & (person.age_years < p.child_benefit_age_limit)
    return person.is_applicant | person.is_partner_of_applicant | child_at_home | child_in_care
