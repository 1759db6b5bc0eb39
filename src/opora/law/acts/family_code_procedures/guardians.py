"""Who may be a guardian, what the office means, and how it ends."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from, under_the_code
from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.acts.zsdp.counting import same_day_months_later
from opora.law.engine.types import DATE


@condition(
    "DZ 240(1)",
    sl="Primernost in privolitev skrbnika",
    it="Idoneità e consenso del tutore",
    en="The guardian is suitable and consents",
)
def guardian_is_suitable_and_willing(applicant):
    """The office is voluntary and honorary."""
    return applicant.personally_suitable & applicant.consents_to_be_guardian


@condition(
    "DZ 241",
    sl="Starševska skrb ni odvzeta in oseba je poslovno sposobna",
    it="Responsabilità non revocata e capacità di agire",
    en="Parental care not withdrawn, and legal capacity",
)
def guardian_has_care_and_capacity(applicant):
    """Both."""
    return ~applicant.parental_care_withdrawn & applicant.legal_capacity


@condition(
    "DZ 241",
    sl="Ni navzkrižja koristi z varovancem",
    it="Nessun conflitto d’interessi con la persona sotto tutela",
    en="No conflict of interests with the ward",
)
def guardian_has_no_conflict(applicant):
    """No conflict, and no lifelong maintenance contract of the person or of its partner with the ward."""
    return (
        ~applicant.interests_conflict_with_ward
        & ~applicant.has_lifelong_maintenance_contract_with_ward
        & ~applicant.spouse_or_partner_has_lifelong_maintenance_contract_with_ward
    )


@condition(
    "DZ 241",
    sl="Pričakovati je pravilno opravljanje obveznosti",
    it="Ci si attende il corretto adempimento dei doveri",
    en="The duties can be expected to be done properly",
)
def guardian_will_do_the_duties(applicant):
    """By the person's qualities and its relation to the ward or the ward's parents."""
    return applicant.expected_to_perform_duties_properly


@condition(
    "DZ 240(1)",
    sl="Oseba je lahko skrbnik",
    it="La persona può essere tutore",
    en="The person may be guardian",
)
def may_be_guardian(applicant, p):
    """Spouse, partner and relatives go first where that is possible; the ward's wishes count (242, 243)."""
    may = (
        applicant.guardian_is_suitable_and_willing
        & applicant.guardian_has_care_and_capacity
        & applicant.guardian_has_no_conflict
        & applicant.guardian_will_do_the_duties
    )
    return under_the_code(applicant, p, may)


right(
    "guardian_appointment",
    order=99,
    given="status",
    entitled=may_be_guardian,
    start=family_procedure_from,
    conditions=[
        guardian_is_suitable_and_willing,
        guardian_has_care_and_capacity,
        guardian_has_no_conflict,
        guardian_will_do_the_duties,
    ],
    sl="Imenovanje skrbnika",
    it="Nomina del tutore",
    en="Appointment of a guardian",
)


@condition(
    "DZ 245",
    sl="Oseba je skrbnik",
    it="La persona è tutore",
    en="The person is a guardian",
)
def holds_the_office_of_guardian(applicant):
    """Represents the ward, looks after person, rights and interests, and manages the property with care."""
    return applicant.is_guardian


@condition(
    "DZ 245",
    sl="Obveznosti skrbnika",
    it="Doveri del tutore",
    en="Duties of a guardian",
)
def has_duties_of_guardian(applicant, p):
    """As long as the office lasts."""
    return under_the_code(applicant, p, applicant.holds_the_office_of_guardian)


right(
    "guardian_duties",
    order=100,
    given="status",
    entitled=has_duties_of_guardian,
    start=family_procedure_from,
    conditions=[holds_the_office_of_guardian],
    sl="Obveznosti skrbnika",
    it="Doveri del tutore",
    en="Duties of a guardian",
)


@condition(
    "DZ 254",
    sl="Razlog za razrešitev skrbnika",
    it="Motivo per l’esonero del tutore",
    en="Ground to discharge the guardian",
)
def ground_to_discharge_guardian(applicant):
    """Own request, negligence, abuse, danger to the ward, or a guardian who would be more useful."""
    return (
        applicant.guardian_requests_discharge
        | applicant.guardian_negligent
        | applicant.guardian_abuses_rights
        | applicant.guardian_endangers_wards_interests
        | applicant.another_guardian_more_useful
    )


@condition(
    "DZ 254",
    sl="Skrbnik se razreši",
    it="Il tutore è esonerato",
    en="The guardian is discharged",
)
def guardian_is_to_be_discharged(applicant, p):
    """By whoever appointed the guardian, the court (254) or the centre (255)."""
    return under_the_code(applicant, p, applicant.ground_to_discharge_guardian)


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="DZ 254(2)",
    sl="Razrešitev na skrbnikovo zahtevo najpozneje",
    it="Esonero a richiesta del tutore entro",
    en="Discharge on the guardian's request by",
)
def guardian_discharged_until(applicant, p):
    """Counted from the guardian's request."""
    del applicant
    return same_day_months_later(application.day_of_filing, p.guardian_discharge_months)


right(
    "guardian_discharge",
    order=101,
    given="status",
    entitled=guardian_is_to_be_discharged,
    start=family_procedure_from,
    conditions=[ground_to_discharge_guardian],
    sl="Razrešitev skrbnika",
    it="Esonero del tutore",
    en="Discharge of a guardian",
)
