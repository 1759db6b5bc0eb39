"""Who may adopt, and the status of a candidate, which also serves an adoption in another state."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from, under_the_code
from opora.law.acts.law_book import applicant, application, figure, person, right
from opora.law.acts.zsdp.counting import same_day_months_later
from opora.law.engine.types import DATE
from opora.law.engine.words import in_months


@condition(
    "DZ 215(1)",
    sl="Posvojitelj je polnoleten",
    it="L’adottante è maggiorenne",
    en="The adopter is of age",
)
def adopter_is_of_age(applicant, p):
    """On the first day of the month."""
    return applicant.age_years >= p.family_code_majority_age


@condition(
    "DZ 215(1)",
    sl="Starostna razlika do otroka zadošča",
    it="La differenza di età dal minore è sufficiente",
    en="The age difference to the child is sufficient",
)
def age_difference_is_sufficient(applicant, p):
    """A smaller one may be allowed where the adoption is in the child's interest all the same."""
    large_enough = applicant.age_difference_to_child_years >= p.adopter_least_age_difference
    return large_enough | applicant.smaller_difference_in_childs_interest


@condition(
    "DZ 213(2)",
    sl="Zakonska zveza ali zunajzakonska skupnost",
    it="Matrimonio o convivenza",
    en="Marriage or cohabitation",
)
def in_marriage_or_cohabitation(applicant):
    """As the situation lists a spouse or partner."""
    return applicant.of(person.partner.any(~person.is_applicant))


@condition(
    "DZ 213",
    sl="Posvojitev para, partnerjevega otroka ali izjemoma ene osebe",
    it="Adozione di coppia, del figlio del partner o di una sola persona",
    en="Adoption by a couple, of a partner's child, or by one person",
)
def adopts_as_the_code_allows(applicant):
    """Partners only together, unless one adopts the other's child; a single person only as an exception."""
    alone = ~applicant.in_marriage_or_cohabitation & applicant.exceptional_and_in_childs_interest
    return applicant.couple_adopts_jointly | applicant.adopts_partners_child | alone


@condition(
    "DZ 214",
    sl="Ni sorodstva ali skrbništva, ki izključuje posvojitev",
    it="Né parentela né tutela escludono l’adozione",
    en="Neither kinship nor guardianship rules the adoption out",
)
def adopter_is_no_relative_or_guardian(applicant):
    """A lineal relative or sibling never; a guardian not while the guardianship lasts."""
    return ~applicant.child_is_lineal_relative_or_sibling & ~applicant.is_guardian_of_the_child


@condition(
    "DZ 216",
    sl="Ni razloga v osebi, ki izključuje posvojitev",
    it="Nessun motivo personale esclude l’adozione",
    en="Nothing in the person rules the adoption out",
)
def nothing_in_the_person_excludes_adoption(applicant):
    """Lost parental care, at home too; a conviction; presumed misuse; no guarantee; no capacity; illness."""
    return (
        ~applicant.parental_care_withdrawn
        & ~applicant.lives_with_person_without_parental_care
        & ~applicant.convicted_of_offence_excluding_foster_care
        & ~applicant.adoption_misuse_presumed
        & applicant.guarantees_parental_care
        & applicant.legal_capacity
        & ~applicant.disorder_against_childs_interest
    )


@condition(
    "DZ 216",
    sl="Oseba ne živi z obsojeno osebo",
    it="La persona non convive con una persona condannata",
    en="Does not live with a convicted person",
)
def lives_with_no_convicted_person(applicant):
    """The same offences as those of the adopter; not asked of the one who adopts a partner's child (228)."""
    return ~applicant.lives_with_person_so_convicted


@condition(
    "DZ 224(1)",
    sl="Zakonski pogoji za posvojitelja so izpolnjeni",
    it="Le condizioni di legge dell’adottante sono soddisfatte",
    en="The conditions of the code for an adopter are met",
)
def meets_conditions_of_adopter(applicant):
    """Age, difference, with whom, kinship, and nothing in the person."""
    return (
        applicant.adopter_is_of_age
        & applicant.age_difference_is_sufficient
        & applicant.adopts_as_the_code_allows
        & applicant.adopter_is_no_relative_or_guardian
        & applicant.nothing_in_the_person_excludes_adoption
        & applicant.lives_with_no_convicted_person
    )


@condition(
    "DZ 225(1)",
    sl="Strokovno mnenje je pozitivno",
    it="Il parere è favorevole",
    en="The expert opinion is positive",
)
def expert_opinion_is_positive(applicant):
    """Conditions, motives and everything else that matters for the adoption."""
    return applicant.positive_expert_opinion


@condition(
    "DZ 225(1)",
    sl="Status kandidata za posvojitelja",
    it="Stato di candidato all’adozione",
    en="Status of an adoption candidate",
)
def may_be_adoption_candidate(applicant, p):
    """Otherwise the centre refuses it with a decision, against which an appeal lies."""
    may = applicant.meets_conditions_of_adopter & applicant.expert_opinion_is_positive
    return under_the_code(applicant, p, may)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="DZ 224(3)",
    sl="Ugotavljanje primernosti traja najdlje do",
    it="L’accertamento di idoneità dura al più tardi fino al",
    en="The assessment of suitability ends by",
)
def suitability_assessed_until(applicant, p):
    """Counted from the application."""
    del applicant
    return same_day_months_later(application.day_of_filing, in_months(p.adoption_assessment_longest_years))


right(
    "adoption_candidate_status",
    order=90,
    given="status",
    entitled=may_be_adoption_candidate,
    start=family_procedure_from,
    conditions=[
        adopter_is_of_age,
        age_difference_is_sufficient,
        adopts_as_the_code_allows,
        adopter_is_no_relative_or_guardian,
        nothing_in_the_person_excludes_adoption,
        lives_with_no_convicted_person,
        expert_opinion_is_positive,
    ],
    sl="Status kandidata za posvojitelja",
    it="Stato di candidato all’adozione",
    en="Adoption candidate status",
)


@condition(
    "DZ 225(3)",
    sl="Posvojitev se vodi v drugi državi",
    it="L’adozione si svolge in un altro Stato",
    en="The adoption is conducted in another state",
)
def adoption_is_conducted_abroad(applicant):
    """At the proposal of the candidate."""
    return applicant.adoption_conducted_in_another_state


@condition(
    "DZ 225(3)",
    sl="Primernost za posvojitev otroka iz tujine",
    it="Idoneità all’adozione di un minore dall’estero",
    en="Suitable to adopt a child from abroad",
)
def may_adopt_from_abroad(applicant, p):
    """The authorities here act as for an adoption at home; the other state decides under its own law."""
    may = (
        applicant.adoption_is_conducted_abroad
        & applicant.meets_conditions_of_adopter
        & applicant.expert_opinion_is_positive
    )
    return under_the_code(applicant, p, may)


right(
    "intercountry_adoption",
    order=93,
    given="status",
    entitled=may_adopt_from_abroad,
    start=family_procedure_from,
    conditions=[adoption_is_conducted_abroad, meets_conditions_of_adopter, expert_opinion_is_positive],
    sl="Posvojitev otroka iz tujine",
    it="Adozione di un minore dall’estero",
    en="Adoption of a child from abroad",
)
