"""Exemption from paying for institutional care, contributions of obliged persons, and who pays the rest."""

from opora.law.acts.exemptions.ability import ACT
from opora.law.acts.exemptions.obliged_persons import obliged_persons, share_of
from opora.law.acts.law_book import applicant, application, figure, person, right
from opora.law.engine.types import DATE, EUR, YES_NO
from opora.law.engine.words import months_later, smallest, when


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Cena storitve (institucionalno varstvo)",
    it="Prezzo del servizio (assistenza istituzionale)",
    en="Price of institutional care",
)
def price_of_institutional_care(applicant):
    """What the provider charges for the agreed service, a month."""
    return applicant.institutional_care_price


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Plačilna sposobnost upravičenca in družine (institucionalno varstvo)",
    it="Capacità di pagamento dell’avente diritto e della famiglia (istituto)",
    en="Ability of beneficiary and family to pay for institutional care",
)
def ability_for_institutional_care(applicant):
    """Of the person in the institution and of those at home together."""
    return applicant.ability_in_institution + applicant.ability_of_family_left_at_home


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Prispevek upravičenca k plačilu institucionalnega varstva",
    it="Contributo dell’avente diritto all’assistenza istituzionale",
    en="The beneficiary's contribution to institutional care",
)
def contribution_to_institutional_care(applicant):
    """Own ability and that of the family at home, at most the price."""
    return smallest(applicant.ability_for_institutional_care, applicant.price_of_institutional_care)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Oprostitev upravičenca (institucionalno varstvo)",
    it="Esenzione dell’avente diritto (assistenza istituzionale)",
    en="The beneficiary's exemption from institutional care",
)
def beneficiarys_exemption_institutional_care(applicant):
    """What the beneficiary neither can nor must pay, a month."""
    return applicant.price_of_institutional_care - applicant.contribution_to_institutional_care


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSV",
    sl="Plačilna sposobnost ne zadošča za institucionalno varstvo",
    it="La capacità di pagamento non basta per l’assistenza istituzionale",
    en="The ability to pay does not cover institutional care",
)
def ability_does_not_cover_institutional_care(applicant):
    """Part of the price is left."""
    return applicant.ability_for_institutional_care < applicant.price_of_institutional_care


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSV",
    sl="Oprostitev velja od (institucionalno varstvo)",
    it="Esenzione da (assistenza istituzionale)",
    en="Exemption from institutional care applies from",
)
def exemption_institutional_care_from(applicant):
    """A choice: the first day of the month after the application, as with monthly rights; nothing states it.

    It is worked out anew when price, minimum income or income change.
    """
    del applicant
    return months_later(application.day_of_filing, 1)


# --- obliged persons -------------------------------------------------------------------------------------


@figure(
    person,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Prispevek zavezanca k plačilu institucionalnega varstva",
    it="Contributo dell’obbligato all’assistenza istituzionale",
    en="The obliged person's contribution to institutional care",
)
def obliged_contribution_to_institutional_care(person):
    """Several share by their means.

    A choice: in proportion to the ability to pay where together they could pay more than is missing.
    """
    missing = applicant.beneficiarys_exemption_institutional_care
    part = share_of(missing, person.ability_of_obliged_person, applicant.ability_of_obliged_persons)
    return when(obliged_persons.members, part, 0)


@figure(
    person,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Oprostitev zavezanca (institucionalno varstvo)",
    it="Esenzione dell’obbligato (assistenza istituzionale)",
    en="The obliged person's exemption from institutional care",
)
def obliged_exemption_institutional_care(person):
    """What the beneficiary is exempt from, less the own contribution."""
    left = (
        applicant.beneficiarys_exemption_institutional_care
        - person.obliged_contribution_to_institutional_care
    )
    return when(obliged_persons.members, left, 0)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Prispevki zavezancev k plačilu institucionalnega varstva",
    it="Contributi degli obbligati all’assistenza istituzionale",
    en="Contributions of the obliged persons to institutional care",
)
def obliged_contributions_to_institutional_care(applicant):
    """All of them, a month."""
    del applicant
    return obliged_persons.sum(person.obliged_contribution_to_institutional_care)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article=ACT,
    sl="Zavezanci prispevajo k plačilu institucionalnega varstva",
    it="Gli obbligati contribuiscono all’assistenza istituzionale",
    en="The obliged persons contribute to institutional care",
)
def obliged_persons_contribute_to_institutional_care(applicant):
    """At least one of them."""
    return applicant.obliged_contributions_to_institutional_care > 0


# --- the rest --------------------------------------------------------------------------------------------


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSV",
    sl="Razlika, ki je prispevki ne pokrijejo (institucionalno varstvo)",
    it="Differenza non coperta dai contributi (assistenza istituzionale)",
    en="What no contribution covers of institutional care",
)
def shortfall_institutional_care(applicant):
    """Price less all contributions, a month."""
    return (
        applicant.beneficiarys_exemption_institutional_care
        - applicant.obliged_contributions_to_institutional_care
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSV",
    sl="Razliko doplača država",
    it="La differenza è a carico dello Stato",
    en="The state pays the rest",
)
def state_pays_for_institution(applicant):
    """In an institution other than a home for older people."""
    return applicant.institution_kind == "other_institution"


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSV",
    sl="Doplačilo občine (institucionalno varstvo)",
    it="Integrazione del comune (assistenza istituzionale)",
    en="The municipality pays for institutional care",
)
def municipality_pays_for_institutional_care(applicant):
    """In a home for older people."""
    return when(applicant.state_pays_for_institution, 0, applicant.shortfall_institutional_care)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSV",
    sl="Doplačilo države (institucionalno varstvo)",
    it="Integrazione dello Stato (assistenza istituzionale)",
    en="The state pays for institutional care",
)
def state_payment_for_institutional_care(applicant):
    """In other institutions."""
    return when(applicant.state_pays_for_institution, applicant.shortfall_institutional_care, 0)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSV",
    sl="Doplačilo iz javnih sredstev (institucionalno varstvo)",
    it="Integrazione pubblica (assistenza istituzionale)",
    en="Public payment for institutional care",
)
def public_payment_for_institutional_care(applicant):
    """Of one of the two, a month."""
    return applicant.municipality_pays_for_institutional_care + applicant.state_payment_for_institutional_care


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSV",
    sl="Prispevki ne pokrijejo cene institucionalnega varstva",
    it="I contributi non coprono il prezzo dell’assistenza istituzionale",
    en="The contributions do not cover institutional care",
)
def public_funds_pay_for_institutional_care(applicant):
    """Something is missing."""
    return (
        applicant.obliged_contributions_to_institutional_care
        < applicant.beneficiarys_exemption_institutional_care
    )


right(
    "exemption_institutional_care",
    order=8,
    entitled=ability_does_not_cover_institutional_care,
    amount=beneficiarys_exemption_institutional_care,
    start=exemption_institutional_care_from,
    conditions=[ability_does_not_cover_institutional_care],
    sl="Oprostitev plačila institucionalnega varstva",
    it="Esenzione dal pagamento dell’assistenza istituzionale",
    en="Exemption from paying for institutional care",
)

right(
    "obliged_persons_contribution_institutional_care",
    order=50,
    entitled=obliged_persons_contribute_to_institutional_care,
    amount=obliged_contributions_to_institutional_care,
    start=exemption_institutional_care_from,
    conditions=[ability_does_not_cover_institutional_care, obliged_persons_contribute_to_institutional_care],
    per_person=obliged_contribution_to_institutional_care,
    per_person_shows=[obliged_exemption_institutional_care],
    sl="Prispevek zavezancev k plačilu institucionalnega varstva",
    it="Contributo degli obbligati al pagamento dell’assistenza istituzionale",
    en="Obliged persons' contribution to institutional care",
)

right(
    "public_payment_institutional_care",
    order=51,
    entitled=public_funds_pay_for_institutional_care,
    amount=public_payment_for_institutional_care,
    start=exemption_institutional_care_from,
    conditions=[public_funds_pay_for_institutional_care],
    sl="Doplačilo iz javnih sredstev za institucionalno varstvo",
    it="Integrazione pubblica per l’assistenza istituzionale",
    en="Public payment for institutional care",
)
