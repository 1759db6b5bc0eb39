"""The centre's permission for what a guardian may not do alone."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from, under_the_code
from opora.law.acts.law_book import right


@condition(
    "DZ 248(1)",
    sl="Vrednost presega redni mesečni dohodek varovanca",
    it="Il valore supera il reddito mensile regolare",
    en="The value exceeds the ward's regular monthly income",
)
def value_is_larger(applicant, p):
    """A choice that each centre may set: every amount above the monthly income is of larger value.

    Not modelled: the talk in the single case, in which income and property of the ward are weighed.
    """
    return (
        applicant.amount_of_the_act
        > p.guardian_larger_value_in_incomes * applicant.wards_regular_monthly_income
    )


@condition(
    "DZ 260",
    sl="Odločitev o šoli ali poklicu otroka",
    it="Decisione su scuola o professione del minore",
    en="Decision on the child's school or occupation",
)
def act_is_about_school_or_occupation(applicant):
    """Only of a ward that is a child."""
    return applicant.ward_is_a_child & applicant.guardian_act.is_one_of("school", "occupation")


@condition(
    "DZ 248(1)",
    sl="Opravilo potrebuje dovoljenje centra",
    it="L’atto richiede l’autorizzazione del centro",
    en="The act needs the centre's permission",
)
def act_needs_permission(applicant):
    """What the code names, a contract with the ward (249), and all beyond regular management (247)."""
    always = applicant.guardian_act.is_one_of(
        "real_estate",
        "inheritance",
        "paternity_action",
        "contract_with_ward",
        "lease",
        "renovation",
        "beyond_regular",
    )
    disposal = (applicant.guardian_act == "disposal_of_value") & applicant.value_is_larger
    return always | disposal | applicant.act_is_about_school_or_occupation


@condition(
    "DZ 248(2)",
    sl="Vlogo je vložil skrbnik",
    it="La domanda è del tutore",
    en="The guardian filed the application",
)
def guardian_asks_for_permission(applicant):
    """Nobody else can begin the procedure."""
    return applicant.filed_by_guardian


@condition(
    "DZ 247(1)",
    sl="Opravilo je varovancu v korist",
    it="L’atto giova alla persona sotto tutela",
    en="The act benefits the ward",
)
def act_is_good_for_the_ward(applicant):
    """More property afterwards, or a right gained.

    A choice: benefit and one of these two are asked for together; the source gives the benefit as the only
    guide and then names the two.
    """
    gain = applicant.wards_property_larger_after_act | applicant.ward_gains_a_right
    return applicant.act_benefits_ward & gain


@condition(
    "DZ 248(2)",
    sl="Center izda dovoljenje",
    it="Il centro rilascia l’autorizzazione",
    en="The centre gives the permission",
)
def permission_may_be_given(applicant, p):
    """By a decision."""
    may = (
        applicant.act_needs_permission
        & applicant.guardian_asks_for_permission
        & applicant.act_is_good_for_the_ward
    )
    return under_the_code(applicant, p, may)


right(
    "guardian_permission",
    order=102,
    given="status",
    entitled=permission_may_be_given,
    start=family_procedure_from,
    conditions=[act_needs_permission, guardian_asks_for_permission, act_is_good_for_the_ward],
    sl="Dovoljenje centra skrbniku",
    it="Autorizzazione del centro al tutore",
    en="Centre's permission for a guardian's act",
)
