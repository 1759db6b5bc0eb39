"""Minors who want to marry or became parents: the court decides, the centre gives an opinion or proposes."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from, under_the_code
from opora.law.acts.law_book import right


@condition(
    "DZ 5",
    sl="Oseba je otrok",
    it="La persona è minorenne",
    en="The person is a child",
)
def applicant_is_a_child(applicant, p):
    """Not yet of age; marriage before that gives full capacity as well (152)."""
    return applicant.age_years < p.family_code_majority_age


@condition(
    "DZ 24(2)",
    sl="Starost, pri kateri je poroka z dovoljenjem mogoča",
    it="Età in cui il matrimonio autorizzato è possibile",
    en="Age at which a permitted marriage is possible",
)
def is_old_enough_to_marry(applicant, p):
    """Completed years."""
    return applicant.age_years >= p.marriage_permission_least_age


@condition(
    "DZ 24(2)",
    sl="Utemeljeni razlogi za poroko",
    it="Motivi fondati per il matrimonio",
    en="Justified reasons for the marriage",
)
def reasons_speak_for_marriage(applicant):
    """The court weighs them, with the centre's opinion where it asks for one (29)."""
    return applicant.justified_reasons


@condition(
    "DZ 24(2)",
    sl="Zrelost za zakonsko zvezo",
    it="Maturità per il matrimonio",
    en="Maturity for marriage",
)
def is_mature_enough_to_marry(applicant):
    """In body and mind, so that the child understands the rights and duties of marriage."""
    return applicant.mature_enough_to_understand_consequences


@condition(
    "DZ 24(2)",
    sl="Sodišče lahko otroku dovoli poroko",
    it="Il giudice può permettere il matrimonio del minore",
    en="The court may permit the child's marriage",
)
def marriage_may_be_permitted(applicant, p):
    """All conditions together."""
    may = (
        applicant.applicant_is_a_child
        & applicant.is_old_enough_to_marry
        & applicant.reasons_speak_for_marriage
        & applicant.is_mature_enough_to_marry
    )
    return under_the_code(applicant, p, may)


right(
    "marriage_of_minor_opinion",
    order=76,
    given="status",
    entitled=marriage_may_be_permitted,
    start=family_procedure_from,
    conditions=[
        applicant_is_a_child,
        is_old_enough_to_marry,
        reasons_speak_for_marriage,
        is_mature_enough_to_marry,
    ],
    sl="Spregled mladoletnosti za sklenitev zakonske zveze",
    it="Autorizzazione al matrimonio di un minore",
    en="Marriage permission for a minor",
)


@condition(
    "DZ 152(3)",
    sl="Otrok je postal roditelj",
    it="Il minore è divenuto genitore",
    en="The child became a parent",
)
def child_has_a_child(applicant):
    """And has not come of age."""
    return applicant.applicant_is_a_child & applicant.child_became_parent


@condition(
    "DZ",
    sl="Predlog otroka ali predlog centra z otrokovim soglasjem",
    it="Proposta del minore o del centro con il suo consenso",
    en="Proposed by the child, or by the centre with its consent",
)
def child_wants_full_capacity(applicant):
    """Nobody else may propose it."""
    return applicant.proposed_by_child | (applicant.proposed_by_centre & applicant.child_consents)


@condition(
    "DZ 152(3)",
    sl="Zrelost za samostojno življenje",
    it="Maturità per una vita autonoma",
    en="Mature enough to live independently",
)
def is_mature_for_independence(applicant):
    """In body and mind; the court finds it."""
    return applicant.mature_for_independent_life


@condition(
    "DZ 152(3)",
    sl="Sodišče lahko prizna popolno poslovno sposobnost",
    it="Il giudice può riconoscere la piena capacità di agire",
    en="The court may recognise full legal capacity",
)
def full_capacity_may_be_recognised(applicant, p):
    """All conditions together."""
    may = (
        applicant.child_has_a_child
        & applicant.child_wants_full_capacity
        & applicant.is_mature_for_independence
    )
    return under_the_code(applicant, p, may)


right(
    "full_capacity_of_minor_parent",
    order=77,
    given="status",
    entitled=full_capacity_may_be_recognised,
    start=family_procedure_from,
    conditions=[child_has_a_child, child_wants_full_capacity, is_mature_for_independence],
    sl="Popolna poslovna sposobnost otroka, ki je postal roditelj",
    it="Piena capacità di agire del minore divenuto genitore",
    en="Full legal capacity of a child who became a parent",
)
