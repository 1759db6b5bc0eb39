"""For whom a guardian is appointed: children, adults, special cases, conflicts, foreign nationals."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from, under_the_code
from opora.law.acts.law_book import right


@condition(
    "DZ 257(1)",
    sl="Otrok nima staršev ali starši zanj ne skrbijo",
    it="Il minore non ha genitori o questi non se ne curano",
    en="The child has no parents, or they do not care for it",
)
def child_lacks_care_of_parents(applicant):
    """Either is enough."""
    nobody_cares = ~applicant.has_living_parents | ~applicant.parents_care_for_child
    return applicant.ward_is_a_child & nobody_cares


@condition(
    "DZ 257(1)",
    sl="Otrok se postavi pod skrbništvo",
    it="Il minore è posto sotto tutela",
    en="The child is placed under guardianship",
)
def child_gets_a_guardian(applicant, p):
    """By the court."""
    return under_the_code(applicant, p, applicant.child_lacks_care_of_parents)


right(
    "guardianship_of_child",
    order=94,
    given="status",
    entitled=child_gets_a_guardian,
    start=family_procedure_from,
    conditions=[child_lacks_care_of_parents],
    sl="Skrbništvo za otroka",
    it="Tutela del minore",
    en="Guardianship of a child",
)


@condition(
    "DZ 262(1)",
    sl="Odrasla oseba ne more poskrbeti za svoje pravice in koristi",
    it="La persona adulta non può provvedere ai propri interessi",
    en="The adult cannot look after own rights and interests",
)
def adult_cannot_protect_own_interests(applicant):
    """Without harm to itself, for a reason that affects judgement."""
    return ~applicant.ward_is_a_child & applicant.unable_to_care_for_self_and_rights


@condition(
    "DZ 262(1)",
    sl="Odrasla oseba se postavi pod skrbništvo",
    it="La persona adulta è posta sotto tutela",
    en="The adult is placed under guardianship",
)
def adult_gets_a_guardian(applicant, p):
    """By the court, which also says how far the guardian's duties reach."""
    return under_the_code(applicant, p, applicant.adult_cannot_protect_own_interests)


right(
    "guardianship_of_adult",
    order=95,
    given="status",
    entitled=adult_gets_a_guardian,
    start=family_procedure_from,
    conditions=[adult_cannot_protect_own_interests],
    sl="Skrbništvo za odraslo osebo",
    it="Tutela di una persona adulta",
    en="Guardianship of an adult",
)


@condition(
    "DZ 267(1)",
    sl="Odsotnost, neznani lastnik ali drug razlog za varstvo pravic",
    it="Assenza, proprietario ignoto o altro motivo di tutela",
    en="Absence, an unknown owner, or another need to protect rights",
)
def special_case_is_given(applicant):
    """The absent person has neither a known residence nor a representative."""
    absent = applicant.person_absent & ~applicant.absent_person_has_representative
    return absent | applicant.owner_unknown | applicant.otherwise_needed_to_protect_rights


@condition(
    "DZ 267(2)",
    sl="Ni pogojev za skrbništvo za otroka ali odraslo osebo",
    it="Non ci sono le condizioni per la tutela di minore o adulto",
    en="No ground for guardianship of a child or an adult",
)
def no_other_guardianship_comes_first(applicant):
    """Those go before the special case.

    Not modelled: another act that says otherwise.
    """
    return ~applicant.child_lacks_care_of_parents & ~applicant.adult_cannot_protect_own_interests


@condition(
    "DZ 267(1)",
    sl="Imenuje se skrbnik za posebni primer",
    it="Si nomina un tutore per il caso speciale",
    en="A guardian for a special case is appointed",
)
def special_case_gets_a_guardian(applicant, p):
    """By the centre, or by the body before which the procedure runs (268)."""
    may = applicant.special_case_is_given & applicant.no_other_guardianship_comes_first
    return under_the_code(applicant, p, may)


right(
    "guardianship_special_case",
    order=96,
    given="status",
    entitled=special_case_gets_a_guardian,
    start=family_procedure_from,
    conditions=[special_case_is_given, no_other_guardianship_comes_first],
    sl="Skrbništvo za posebni primer",
    it="Tutela per un caso speciale",
    en="Guardianship for a special case",
)


@condition(
    "DZ 269",
    sl="Koristi so v navzkrižju",
    it="Gli interessi sono in conflitto",
    en="Interests conflict",
)
def interests_conflict(applicant):
    """Child and parents, ward and guardian, or several persons with one representative."""
    return (
        applicant.interests_conflict_with_parents
        | applicant.interests_conflict_with_own_guardian
        | applicant.interests_conflict_among_represented
    )


@condition(
    "DZ 269",
    sl="Imenuje se kolizijski skrbnik",
    it="Si nomina un tutore per il conflitto d’interessi",
    en="A guardian for the conflict is appointed",
)
def conflict_gets_a_guardian(applicant, p):
    """By the centre or the court."""
    return under_the_code(applicant, p, applicant.interests_conflict)


right(
    "guardianship_collision",
    order=97,
    given="status",
    entitled=conflict_gets_a_guardian,
    start=family_procedure_from,
    conditions=[interests_conflict],
    sl="Kolizijsko skrbništvo",
    it="Tutela per conflitto d’interessi",
    en="Guardianship for conflict of interest",
)


@condition(
    "DZ 270",
    sl="Neodložljiv primer tujega državljana",
    it="Caso indifferibile di un cittadino straniero",
    en="A foreign national's case that cannot wait",
)
def foreign_national_cannot_wait(applicant):
    """Not modelled: an international treaty that says otherwise."""
    return applicant.ward_is_foreign_national & applicant.urgent_and_undeferrable


@condition(
    "DZ 270",
    sl="Skrbi ne more prevzeti predstavništvo tuje države",
    it="La rappresentanza straniera non può farsene carico",
    en="The foreign mission cannot take over",
)
def home_state_cannot_help(applicant):
    """It is asked before anything is done."""
    return ~applicant.foreign_consular_or_diplomatic_mission_can_take_over


@condition(
    "DZ 270",
    sl="Tuji državljan se začasno postavi pod skrbništvo",
    it="Il cittadino straniero è posto sotto tutela provvisoria",
    en="The foreign national is placed under guardianship for the time being",
)
def foreign_national_gets_a_guardian(applicant, p):
    """Until the home state takes over."""
    may = applicant.foreign_national_cannot_wait & applicant.home_state_cannot_help
    return under_the_code(applicant, p, may)


right(
    "guardianship_foreign_national",
    order=98,
    given="status",
    entitled=foreign_national_gets_a_guardian,
    start=family_procedure_from,
    conditions=[foreign_national_cannot_wait, home_state_cannot_help],
    sl="Skrbništvo za tujega državljana",
    it="Tutela di un cittadino straniero",
    en="Guardianship of a foreign national",
)
