"""Objections to the work of a guardian or the centre, and the parents' statement made in advance."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from, under_the_code
from opora.law.acts.law_book import right


@condition(
    "DZ 256(1)",
    sl="Oseba sme ugovarjati",
    it="La persona può opporsi",
    en="The person may object",
)
def objector_is_entitled(applicant):
    """The ward able to understand it, those close to the ward, competent bodies and expert institutions."""
    return applicant.objector_role.is_one_of(
        "ward_able_to_understand",
        "spouse",
        "cohabiting_partner",
        "relative",
        "competent_body",
        "expert_institution",
    )


@condition(
    "DZ 256(1)",
    sl="Ugovor je mogoč",
    it="L’opposizione è possibile",
    en="The objection is possible",
)
def may_object_to_guardians_work(applicant, p):
    """Whoever decides tells the objector what is to be done (256)."""
    return under_the_code(applicant, p, applicant.objector_is_entitled)


@condition(
    "DZ 256(2)",
    sl="O ugovoru odloča center",
    it="Sull’opposizione decide il centro",
    en="The centre decides on the objection",
)
def centre_decides_on_objection(applicant):
    """Against the guardian's work; against that of the centre the ministry decides."""
    return applicant.objection_against == "guardian"


right(
    "objection_to_guardians_work",
    order=106,
    given="status",
    entitled=may_object_to_guardians_work,
    start=family_procedure_from,
    conditions=[objector_is_entitled],
    sl="Ugovor zoper delo skrbnika ali centra",
    it="Opposizione all’operato del tutore o del centro",
    en="Objection to a guardian's or the centre's work",
)


@condition(
    "DZ 144(1)",
    sl="Starš izvaja starševsko skrb in je poslovno sposoben",
    it="Il genitore ha la responsabilità e la capacità di agire",
    en="The parent has parental care and legal capacity",
)
def parent_may_state_a_will(applicant):
    """Parental right and parental care are two names of one thing here."""
    return ~applicant.parental_care_withdrawn & applicant.legal_capacity


@condition(
    "DZ 144(1)",
    sl="Navedena oseba je polnoletna",
    it="La persona indicata è maggiorenne",
    en="The named person is an adult",
)
def named_carer_is_adult(applicant):
    """As carer, relative with parental care, adopter or guardian."""
    return applicant.named_person_adult


@condition(
    "DZ 144(1)",
    sl="Starš lahko vnaprej izrazi voljo o skrbi za otroka",
    it="Il genitore può esprimere in anticipo la volontà",
    en="The parent may state in advance who is to care for the child",
)
def advance_statement_is_possible(applicant):
    """Used from the day the code came into force, before the rest of it (305).

    A choice: the form is left open; the code judges the statement like a will, a centre's answers name a
    notarial deed.
    """
    return (
        applicant.guardianship_underway & applicant.parent_may_state_a_will & applicant.named_carer_is_adult
    )


right(
    "parents_advance_statement",
    order=107,
    given="status",
    entitled=advance_statement_is_possible,
    start=family_procedure_from,
    conditions=[parent_may_state_a_will, named_carer_is_adult],
    sl="Vnaprej izražena volja staršev",
    it="Volontà anticipata dei genitori",
    en="Parents' advance statement naming a carer",
)
