"""Family mediation at the centre."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from, under_the_code
from opora.law.acts.law_book import applicant, figure, right
from opora.law.engine.types import EUR
from opora.law.engine.words import when


@condition(
    "DZ 13",
    sl="Vsi udeleženci soglašajo z mediacijo",
    it="Tutti i partecipanti acconsentono alla mediazione",
    en="All participants consent to the mediation",
)
def everybody_consents_to_mediation(applicant):
    """Mediation is voluntary; one consent that is missing is enough to keep it from beginning."""
    return applicant.all_participants_consented


@condition(
    "DZ",
    sl="Dogovor o mediaciji je podpisan",
    it="L’accordo di mediazione è firmato",
    en="The agreement on mediation is signed",
)
def mediation_is_agreed_in_writing(applicant):
    """After the consents."""
    return applicant.mediation_agreement_signed


@condition(
    "DZ 210(3)",
    sl="Ni suma nasilja v družini",
    it="Nessun sospetto di violenza domestica",
    en="Domestic violence is not suspected",
)
def mediation_is_not_barred(applicant):
    """Where violence is suspected, the parties are not brought together."""
    return ~applicant.suspected_domestic_violence


@condition(
    "DZ 205(1)",
    sl="Mediacija se lahko začne",
    it="La mediazione può iniziare",
    en="The mediation can begin",
)
def mediation_may_begin(applicant, p):
    """Before, during or after court proceedings."""
    may = (
        applicant.everybody_consents_to_mediation
        & applicant.mediation_is_agreed_in_writing
        & applicant.mediation_is_not_barred
    )
    return under_the_code(applicant, p, may)


@condition(
    "DZ 211(1)",
    sl="Mediacija je brezplačna",
    it="La mediazione è gratuita",
    en="The mediation is free of charge",
)
def mediation_is_free(applicant):
    """In disputes about relations to children the state bears the mediator's reward and travel."""
    return applicant.dispute_about_children


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="DZ 211(2)",
    sl="Cena mediacije",
    it="Costo della mediazione",
    en="Fee of the mediation",
)
def mediation_fee(applicant, p):
    """Nought in disputes about children, otherwise by the tariff."""
    return when(applicant.mediation_is_free, 0, p.mediation_fee_of_other_disputes)


right(
    "family_mediation",
    order=71,
    given="status",
    entitled=mediation_may_begin,
    start=family_procedure_from,
    conditions=[everybody_consents_to_mediation, mediation_is_agreed_in_writing, mediation_is_not_barred],
    sl="Družinska mediacija",
    it="Mediazione familiare",
    en="Family mediation",
)
