"""The birth a right is claimed for: which children, born when, and which rules follow from that day."""

from opora.law.acts.law_book import applicant, family, figure, person
from opora.law.engine.types import COUNT, DATE, DAYS, YES_NO
from opora.law.engine.words import at_least, when, years_between


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagateljev otrok ali otrok v njegovi oskrbi",
    it="Figlio del richiedente o in sua cura",
    en="Claimant's child, or a child in the claimant's care",
)
def is_child_of_claimant(person):
    """Parents and those who care for a child claim for it."""
    return person.parents.any(person.is_applicant) | person.carers.any(person.is_applicant)


@family(
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok, za katerega se uveljavljajo pravice ob rojstvu",
    it="Figlio per il quale si chiedono i diritti alla nascita",
    en="Child for whom rights at birth are claimed",
)
def children_of_the_claim(person):
    """The newborn, or several of one birth; nobody while the child is not born yet."""
    return applicant.claims_rights_at_birth & person.is_child_of_claimant & person.claimed_for_this_child


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vloga se nanaša na rojstvo ali sprejem otroka",
    it="La domanda riguarda la nascita o l’accoglienza di un figlio",
    en="The claim concerns the birth or arrival of a child",
)
def claim_concerns_a_birth(applicant):
    """Without one, nothing else is asked about leave, benefits and the birth grant."""
    return applicant.claims_rights_at_birth


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok je že rojen",
    it="Il figlio è già nato",
    en="The child is born",
)
def child_is_born(applicant):
    """Whether a child of the claim is among the persons."""
    del applicant
    return children_of_the_claim.count() > 0


@figure(
    applicant,
    COUNT,
    since="2018-06",
    article="ZSDP-1",
    sl="Število rojenih ali pričakovanih otrok",
    it="Numero dei figli nati o attesi",
    en="Number of children born or expected",
)
def children_born(applicant):
    """Those born at one birth; before it, those expected."""
    return when(applicant.child_is_born, children_of_the_claim.count(), applicant.children_expected)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Datum rojstva otroka",
    it="Data di nascita del figlio",
    en="Day of birth of the child",
)
def birth_date(applicant):
    """The expected day while the child is not born yet."""
    born = children_of_the_claim.smallest(person.born)
    return when(applicant.child_is_born, born, applicant.expected_birth_date)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Rojstvo po ureditvi dopustov iz leta 2023",
    it="Nascita secondo i congedi del 2023",
    en="Birth under the rules of leave of 2023",
)
def born_since_april_2023(applicant, p):
    """The regime of leave follows the day of birth, whenever the leave is used."""
    return applicant.birth_date >= p.parental_reform_births_from


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Rojstvo po ureditvi prejemkov iz leta 2021",
    it="Nascita secondo le prestazioni del 2021",
    en="Birth under the amounts of 2021",
)
def born_since_2021(applicant, p):
    """The higher amounts of 2021 are for children born from then on.

    A choice: one source says "after 1.1.2021"; a birth on that very day is covered, as another source has it.
    """
    return applicant.birth_date >= p.higher_allowance_births_from


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Dnevi, za katere je bila nosečnost krajša",
    it="Giorni di gravidanza mancanti",
    en="Days by which the pregnancy was shorter",
)
def days_born_early(applicant, p):
    """What a premature birth lacks to the full length of a pregnancy; nought where it lacks nothing."""
    missing = at_least(0, p.full_pregnancy_days - applicant.pregnancy_days)
    return when(applicant.child_is_born, missing, 0)


@family(
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok, ki ga starša ob rojstvu že vzgajata",
    it="Figlio già allevato dai genitori alla nascita",
    en="Child already being raised at the birth",
)
def children_already_raised(person, p):
    """Older children of the claimant or the partner, until the end of the first class; since 2023 by age.

    A choice: the sources say only which children; living in the same dwelling stands for being raised.
    """
    of_the_couple = person.is_child_of_claimant | person.parents.any(person.is_partner_of_applicant)
    older = person.born < applicant.birth_date
    by_age = years_between(person.born, applicant.birth_date) < p.extension_other_children_age_limit
    young = when(applicant.born_since_april_2023, by_age, ~person.finished_first_grade)
    raised = of_the_couple & person.lives_in_the_dwelling & ~children_of_the_claim.members
    return applicant.claims_rights_at_birth & raised & older & young


@figure(
    applicant,
    COUNT,
    since="2018-06",
    article="ZSDP-1",
    sl="Število otrok, ki jih starša že vzgajata",
    it="Numero dei figli già allevati",
    en="Number of children already being raised",
)
def other_children_until_end_of_first_grade(applicant):
    """The newborn does not count."""
    del applicant
    return children_already_raised.count()


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Podaljšanje zaradi otrok, ki jih starša že vzgajata",
    it="Proroga per i figli già allevati",
    en="Extension for children already being raised",
)
def extension_for_other_children(applicant, p):
    """From the second child on, in steps; one child gives nothing."""
    number = applicant.other_children_until_end_of_first_grade
    days = p.extension_days_for_other_children.at(number - 1)
    return when(number >= p.extension_other_children_needed, days, 0)


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZSDP-1",
    sl="Podaljšanje zaradi rojstva",
    it="Proroga per la nascita",
    en="Extension because of the birth",
)
def extension_days(applicant, p):
    """Twins and more, a premature birth, special care, children already raised: all of them together.

    A choice: the sources list the grounds side by side and one calls them cumulative, so they are added up.
    """
    further = p.extension_days_per_further_child * (applicant.children_born - 1)
    special = children_of_the_claim.any(person.child_needs_special_care)
    for_care = when(special, p.extension_days_for_special_care, 0)
    return further + applicant.days_born_early + for_care + applicant.extension_for_other_children
