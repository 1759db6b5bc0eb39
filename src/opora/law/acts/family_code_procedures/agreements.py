"""Help of the centre to parents who do not agree by themselves."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from, under_the_code
from opora.law.acts.law_book import right


@condition(
    "DZ 151(1)",
    sl="Starša se o izvajanju starševske skrbi ne sporazumeta",
    it="I genitori non si accordano sulla responsabilità genitoriale",
    en="The parents do not agree on parental care",
)
def parents_disagree_on_parental_care(applicant):
    """On what bears on the child's development; on daily life the parent with custody decides."""
    return applicant.family_matter_underway & ~applicant.parents_agree_on_parental_care


@condition(
    "DZ 151(1)",
    sl="Pomoč pri sporazumu o izvajanju starševske skrbi",
    it="Aiuto per l’accordo sulla responsabilità genitoriale",
    en="Help with an agreement on parental care",
)
def may_have_help_with_parental_care(applicant, p):
    """By the centre, or at the parents' wish by a mediator; the court comes after."""
    return under_the_code(applicant, p, applicant.parents_disagree_on_parental_care)


right(
    "help_with_parental_care_agreement",
    order=72,
    given="status",
    entitled=may_have_help_with_parental_care,
    start=family_procedure_from,
    conditions=[parents_disagree_on_parental_care],
    sl="Pomoč staršem pri sporazumu o izvajanju starševske skrbi",
    it="Aiuto ai genitori per l’accordo sulla responsabilità genitoriale",
    en="Help to parents in agreeing on the exercise of parental care",
)


@condition(
    "DZ 138(1)",
    sl="Starša ne živita ali ne bosta več živela skupaj",
    it="I genitori non vivono o non vivranno più insieme",
    en="The parents live apart or are about to",
)
def parents_part(applicant):
    """Married or not."""
    return applicant.parents_live_apart | applicant.parents_will_live_apart


@condition(
    "DZ 138(1)",
    sl="Starša se o varstvu, preživljanju in stikih ne sporazumeta",
    it="I genitori non si accordano su affidamento, mantenimento e rapporti",
    en="The parents do not agree on custody, maintenance and contact",
)
def parents_disagree_on_separation(applicant):
    """On at least one of the three."""
    return ~applicant.parents_agree_on_custody_maintenance_and_contact


@condition(
    "DZ 138(1)",
    sl="Pomoč pri sporazumih ob razhodu",
    it="Aiuto per gli accordi alla separazione",
    en="Help with agreements at a separation",
)
def may_have_help_with_separation(applicant, p):
    """On custody (138), maintenance (140) and contact (141)."""
    help_is_due = applicant.parents_part & applicant.parents_disagree_on_separation
    return under_the_code(applicant, p, help_is_due)


right(
    "help_with_separation_agreement",
    order=73,
    given="status",
    entitled=may_have_help_with_separation,
    start=family_procedure_from,
    conditions=[parents_part, parents_disagree_on_separation],
    sl="Pomoč staršem pri sporazumih ob razhodu",
    it="Aiuto ai genitori per gli accordi alla separazione",
    en="Help to parents in concluding agreements on custody, maintenance and contact",
)
