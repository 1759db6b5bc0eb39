"""What the family assistant or carer is paid, and out of whose pocket."""

from opora.law.acts.care.family_assistant import (
    agrees_with_assistant,
    assistant_is_close,
    assistant_is_free_to_care,
    entitled_to_family_assistant,
    family_assistant_from,
    may_choose_family_assistant,
)
from opora.law.acts.law_book import applicant, figure, right
from opora.law.engine.types import EUR, YES_NO
from opora.law.engine.words import round_cent, smallest, when


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSV",
    sl="Polno plačilo pomočniku",
    it="Compenso intero dell’assistente",
    en="Full payment to the assistant",
)
def full_assistant_payment(applicant, p):
    """An amount of its own, a month."""
    del applicant
    return p.family_assistant_payment_amount


@full_assistant_payment.version(since="2022-02", article="ZSV")
def full_assistant_payment_since_2022(applicant, p):
    """A multiple of the gross minimum wage, applied since 2022-01-18.

    A choice: of whole months from February on; how January was split is not stated.
    """
    del applicant
    return round_cent(p.minimum_wage_gross * p.family_assistant_wage_multiple["1"])


@full_assistant_payment.version(since="2024-01", article="ZDOsk-1")
def full_carer_payment(applicant, p):
    """A higher multiple where the carer has two users; the whole is named with each of them."""
    users = when(applicant.carer_has_two_users, 1, 0) + 1
    return round_cent(p.minimum_wage_gross * p.family_assistant_wage_multiple.at(users))


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSV",
    sl="Plačilo pomočniku glede na delo",
    it="Compenso dell’assistente secondo il lavoro",
    en="Payment by the assistant's position at work",
)
def assistant_payment_by_work(applicant, p):
    """The whole, or a part beside part-time work."""
    part = round_cent(applicant.full_assistant_payment * p.family_assistant_part_time_share)
    works = applicant.assistant_work_status == "employed_part_time"
    return when(works, part, applicant.full_assistant_payment)


@assistant_payment_by_work.version(since="2024-01", article="ZDOsk-1")
def carer_payment_by_work(applicant, p):
    """The whole, or a part beside part-time work or a pension."""
    full = applicant.full_assistant_payment
    beside_pension = round_cent(full * p.carer_pensioner_share)
    unless_pensioner = when(applicant.assistant_work_status == "pensioner", beside_pension, full)
    part = round_cent(full * p.family_assistant_part_time_share)
    return when(applicant.assistant_work_status == "employed_part_time", part, unless_pensioner)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSV",
    sl="Plačilo družinskemu pomočniku",
    it="Compenso dell’assistente familiare",
    en="Payment to the family assistant",
)
def family_assistant_payment(applicant):
    """Gross, a month; contributions come on top."""
    return when(applicant.entitled_to_family_assistant, applicant.assistant_payment_by_work, 0)


@family_assistant_payment.version(since="2024-01", article="ZDOsk-1")
def carer_payment(applicant):
    """Gross, a month; contributions come on top."""
    return when(applicant.entitled_to_family_assistant, applicant.assistant_payment_by_work, 0)


# --- who pays ---------------------------------------------------------------------------------------------


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSV",
    sl="Prispevek uporabnika k plačilu pomočnika",
    it="Contributo dell’utente al compenso",
    en="The user's contribution to the assistant",
)
def users_contribution_to_assistant(applicant, p):
    """First the disabled person, up to the ability to pay; it is worked out as for home help."""
    own = smallest(applicant.ability_of_family_at_home, applicant.family_assistant_payment)
    owed = when(p.family_assistant_contributions == "owed", own, 0)
    return when(own > 0, owed, 0)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSV",
    sl="Prispevek zavezancev k plačilu pomočnika",
    it="Contributo degli obbligati al compenso",
    en="The obliged persons' contribution to the assistant",
)
def obliged_persons_contribution_to_assistant(applicant, p):
    """Then those who must maintain the person, up to their ability together."""
    missing = applicant.family_assistant_payment - applicant.users_contribution_to_assistant
    own = smallest(applicant.ability_of_obliged_persons, missing)
    owed = when(p.family_assistant_contributions == "owed", own, 0)
    return when(own > 0, owed, 0)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSV",
    sl="Občina doplača za družinskega pomočnika",
    it="Il comune integra il compenso",
    en="The municipality pays for the assistant",
)
def public_payment_for_assistant(applicant):
    """Last the municipality, what is missing.

    Not modelled: the funds of the paragraph that a source names without its article.
    """
    return (
        applicant.family_assistant_payment
        - applicant.users_contribution_to_assistant
        - applicant.obliged_persons_contribution_to_assistant
    )


@public_payment_for_assistant.version(since="2022-01", article="ZSV")
def state_payment_for_assistant(applicant):
    """Since 2022 the state budget, in place of the municipality."""
    return (
        applicant.family_assistant_payment
        - applicant.users_contribution_to_assistant
        - applicant.obliged_persons_contribution_to_assistant
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSV",
    sl="Prispevki ne pokrijejo plačila pomočniku",
    it="I contributi non coprono il compenso",
    en="The contributions do not cover the assistant's payment",
)
def assistant_is_paid_from_public_funds(applicant):
    """Something is missing."""
    return applicant.public_payment_for_assistant > 0


right(
    "family_assistant",
    order=43,
    entitled=entitled_to_family_assistant,
    amount=family_assistant_payment,
    start=family_assistant_from,
    conditions=[
        may_choose_family_assistant,
        assistant_is_close,
        assistant_is_free_to_care,
        agrees_with_assistant,
    ],
    sl="Družinski pomočnik oziroma oskrbovalec družinskega člana",
    it="Assistente familiare o familiare curante",
    en="Family assistant or carer of a family member",
)

right(
    "family_assistant_funding",
    order=48,
    entitled=assistant_is_paid_from_public_funds,
    amount=public_payment_for_assistant,
    start=family_assistant_from,
    conditions=[entitled_to_family_assistant, assistant_is_paid_from_public_funds],
    sl="Javna sredstva za plačilo družinskega pomočnika",
    it="Fondi pubblici per il compenso dell’assistente familiare",
    en="Public funds for the family assistant",
)
