"""Change of a minor's personal name. The request itself is made under the act on personal names, ZOI-1."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from
from opora.law.acts.law_book import right


@condition(
    "ZOI-1",
    sl="Zahteva vseh zakonitih zastopnikov",
    it="Richiesta di tutti i rappresentanti legali",
    en="Request of all legal representatives",
)
def representatives_request_the_name(applicant):
    """Both parents together, or whoever else represents the child."""
    return applicant.requested_by_legal_representatives


@condition(
    "ZOI-1",
    sl="Zahteva starša, pri katerem otrok živi, in soglasje drugega",
    it="Richiesta del genitore convivente con il consenso dell’altro",
    en="Request of the parent with the child, and the other's consent",
)
def one_parent_requests_with_consent(applicant):
    """Where the parents live apart."""
    return (
        applicant.parents_live_apart
        & applicant.requested_by_parent_child_lives_with_or_is_entrusted_to
        & applicant.other_parent_agrees
    )


@condition(
    "ZOI-1",
    sl="Ime otroka se lahko spremeni brez sodišča",
    it="Il nome del minore può cambiare senza il giudice",
    en="The child's name may be changed without the court",
)
def name_may_change_without_court(applicant):
    """Either way of asking is enough."""
    return applicant.representatives_request_the_name | applicant.one_parent_requests_with_consent


@condition(
    "DZ 151(4)",
    sl="O imenu otroka lahko odloči sodišče",
    it="Sul nome del minore può decidere il giudice",
    en="The court may decide on the child's name",
)
def court_may_decide_on_name(applicant):
    """After the parents tried to agree with the centre's help; its proof goes with the proposal."""
    return ~applicant.name_may_change_without_court & applicant.agreement_attempted_with_centre


right(
    "change_of_minors_personal_name",
    order=74,
    given="status",
    entitled=name_may_change_without_court,
    start=family_procedure_from,
    conditions=[name_may_change_without_court],
    sl="Sprememba osebnega imena mladoletne osebe",
    it="Cambiamento del nome di un minore",
    en="Change of a minor's personal name",
)
