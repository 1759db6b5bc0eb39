"""The family assistant (družinski pomočnik); since 2024 the carer of a family member (oskrbovalec)."""

from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.engine.types import DATE, DAYS, YES_NO
from opora.law.engine.words import months_later, when


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSV",
    sl="Oseba potrebuje stalno pomoč domačega",
    it="La persona ha bisogno dell’aiuto costante di un familiare",
    en="The person needs constant help at home",
)
def may_choose_family_assistant(applicant):
    """One of three grounds."""
    return _needs_assistant(applicant)


@may_choose_family_assistant.version(since="2024-01", article="ZDOsk-1")
def may_choose_carer(applicant):
    """A choice: the grounds of the family assistant; of the carer the sources say only that it follows."""
    return _needs_assistant(applicant)


def _needs_assistant(applicant):
    all_needs = applicant.attendance_need == "all_basic_needs"
    found = (
        applicant.holds_disability_status | applicant.commission_found_severe_disorder_or_mobility_impairment
    )
    return applicant.parent_received_partial_payment_for_this_person | (all_needs & found)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSV",
    sl="Pomočnik je domač ali družinski član",
    it="L’assistente è convivente o familiare",
    en="The assistant lives there or is family",
)
def assistant_is_close(applicant):
    """The same permanent residence, or one of the relatives that the act lists."""
    return applicant.assistant_has_same_permanent_residence | applicant.assistant_is_family_member


@assistant_is_close.version(since="2024-01", article="ZDOsk-1")
def carer_is_close(applicant):
    """The same circle."""
    return applicant.assistant_has_same_permanent_residence | applicant.assistant_is_family_member


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSV",
    sl="Pomočnik ima čas za oskrbo",
    it="L’assistente ha tempo per l’assistenza",
    en="The assistant is free to care",
)
def assistant_is_free_to_care(applicant):
    """Left the unemployment register or the labour market, or works part-time."""
    return applicant.assistant_work_status.is_one_of(
        "left_unemployment_register", "left_labour_market", "employed_part_time"
    )


@assistant_is_free_to_care.version(since="2024-01", article="ZDOsk-1")
def carer_is_free_to_care(applicant):
    """The same positions at work."""
    return applicant.assistant_work_status.is_one_of(
        "left_unemployment_register", "left_labour_market", "employed_part_time"
    )


@assistant_is_free_to_care.version(since="2025-06", article="ZDOsk-1")
def carer_is_free_to_care_since_2025(applicant):
    """Pensioners as well."""
    return applicant.assistant_work_status.is_one_of(
        "left_unemployment_register", "left_labour_market", "employed_part_time", "pensioner"
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSV",
    sl="Oseba soglaša s pomočnikom",
    it="La persona acconsente all’assistente",
    en="The person consents to the assistant",
)
def agrees_with_assistant(applicant):
    """The person chooses the assistant, and so consents."""
    return applicant.user_consents_to_carer


@agrees_with_assistant.version(since="2024-01", article="ZDOsk-1")
def agrees_with_carer(applicant):
    """The user has to consent."""
    return applicant.user_consents_to_carer


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSV",
    sl="Pravica do družinskega pomočnika",
    it="Diritto all’assistente familiare",
    en="Entitled to a family assistant",
)
def entitled_to_family_assistant(applicant):
    """All conditions together."""
    return _meets_all(applicant)


@entitled_to_family_assistant.version(since="2024-01", article="ZDOsk-1")
def entitled_to_carer(applicant):
    """All conditions together.

    Not modelled: long-term care in kind, which the user cannot have beside the carer.
    """
    return _meets_all(applicant)


def _meets_all(applicant):
    return (
        applicant.may_choose_family_assistant
        & applicant.assistant_is_close
        & applicant.assistant_is_free_to_care
        & applicant.agrees_with_assistant
    )


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSV",
    sl="Družinski pomočnik od",
    it="Assistente familiare da",
    en="Family assistant from",
)
def family_assistant_from(applicant):
    """A choice: the first day of the month after the application; the sources do not say when it begins.

    Not modelled: the decisions that turned assistants into carers on 2024-01-01, whatever the day of issue.
    """
    del applicant
    return months_later(application.day_of_filing, 1)


@family_assistant_from.version(since="2024-01", article="ZDOsk-1")
def carer_from(applicant):
    """The first day of the month after the application."""
    del applicant
    return months_later(application.day_of_filing, 1)


@figure(
    applicant,
    DAYS,
    since="2018-06",
    article="ZDOsk-1",
    sl="Dnevi odsotnosti oskrbovalca na leto",
    it="Giorni di assenza del familiare curante all’anno",
    en="Days of leave of the carer a year",
)
def carer_leave(applicant, p):
    """With substitute care for the user; new since 2024."""
    return when(applicant.entitled_to_family_assistant, p.carer_leave_days, 0)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDOsk-1",
    sl="Oskrbovalec ima dneve odsotnosti",
    it="Il familiare curante ha giorni di assenza",
    en="The carer has days of leave",
)
def carer_has_leave(applicant):
    """At least one day."""
    return applicant.carer_leave > 0


right(
    "carer_leave",
    order=44,
    given="yearly",
    entitled=carer_has_leave,
    amount=carer_leave,
    start=family_assistant_from,
    conditions=[entitled_to_family_assistant, carer_has_leave],
    sl="Letna odsotnost oskrbovalca družinskega člana",
    it="Assenza annuale del familiare curante",
    en="Yearly leave of the carer of a family member",
)
