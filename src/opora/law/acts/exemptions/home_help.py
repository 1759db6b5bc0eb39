"""Exemption from paying for home help, contributions of obliged persons, and who pays the rest."""

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
    sl="Cena storitve (pomoč na domu)",
    it="Prezzo del servizio (aiuto domiciliare)",
    en="Price of home help",
)
def price_of_home_help(applicant):
    """What the provider charges for the agreed service, a month."""
    return applicant.home_help_price


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Prispevek upravičenca k plačilu pomoči na domu",
    it="Contributo dell’avente diritto all’aiuto domiciliare",
    en="The beneficiary's contribution to home help",
)
def contribution_to_home_help(applicant):
    """The family's ability, at most the price."""
    return smallest(applicant.ability_of_family_at_home, applicant.price_of_home_help)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Oprostitev upravičenca (pomoč na domu)",
    it="Esenzione dell’avente diritto (aiuto domiciliare)",
    en="The beneficiary's exemption from home help",
)
def beneficiarys_exemption_home_help(applicant):
    """What the beneficiary neither can nor must pay, a month."""
    return applicant.price_of_home_help - applicant.contribution_to_home_help


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSV",
    sl="Plačilna sposobnost ne zadošča za pomoč na domu",
    it="La capacità di pagamento non basta per l’aiuto domiciliare",
    en="The ability to pay does not cover home help",
)
def ability_does_not_cover_home_help(applicant):
    """Part of the price is left."""
    return applicant.ability_of_family_at_home < applicant.price_of_home_help


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSV",
    sl="Oprostitev velja od (pomoč na domu)",
    it="Esenzione da (aiuto domiciliare)",
    en="Exemption from home help applies from",
)
def exemption_home_help_from(applicant):
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
    sl="Prispevek zavezanca k plačilu pomoči na domu",
    it="Contributo dell’obbligato all’aiuto domiciliare",
    en="The obliged person's contribution to home help",
)
def obliged_contribution_to_home_help(person):
    """Several share by their means.

    A choice: in proportion to the ability to pay where together they could pay more than is missing.
    """
    missing = applicant.beneficiarys_exemption_home_help
    part = share_of(missing, person.ability_of_obliged_person, applicant.ability_of_obliged_persons)
    return when(obliged_persons.members, part, 0)


@figure(
    person,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Oprostitev zavezanca (pomoč na domu)",
    it="Esenzione dell’obbligato (aiuto domiciliare)",
    en="The obliged person's exemption from home help",
)
def obliged_exemption_home_help(person):
    """What the beneficiary is exempt from, less the own contribution."""
    left = applicant.beneficiarys_exemption_home_help - person.obliged_contribution_to_home_help
    return when(obliged_persons.members, left, 0)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article=ACT,
    sl="Prispevki zavezancev k plačilu pomoči na domu",
    it="Contributi degli obbligati all’aiuto domiciliare",
    en="Contributions of the obliged persons to home help",
)
def obliged_contributions_to_home_help(applicant):
    """All of them, a month."""
    del applicant
    return obliged_persons.sum(person.obliged_contribution_to_home_help)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article=ACT,
    sl="Zavezanci prispevajo k plačilu pomoči na domu",
    it="Gli obbligati contribuiscono all’aiuto domiciliare",
    en="The obliged persons contribute to home help",
)
def obliged_persons_contribute_to_home_help(applicant):
    """At least one of them."""
    return applicant.obliged_contributions_to_home_help > 0


# --- the rest --------------------------------------------------------------------------------------------


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSV",
    sl="Razlika, ki je prispevki ne pokrijejo (pomoč na domu)",
    it="Differenza non coperta dai contributi (aiuto domiciliare)",
    en="What no contribution covers of home help",
)
def shortfall_home_help(applicant):
    """Price less all contributions, a month."""
    return applicant.beneficiarys_exemption_home_help - applicant.obliged_contributions_to_home_help


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="ZSV",
    sl="Doplačilo občine za pomoč na domu",
    it="Integrazione del comune per l’aiuto domiciliare",
    en="The municipality pays for home help",
)
def public_payment_for_home_help(applicant):
    """Always the municipality, a month."""
    return applicant.shortfall_home_help


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSV",
    sl="Prispevki ne pokrijejo cene pomoči na domu",
    it="I contributi non coprono il prezzo dell’aiuto domiciliare",
    en="The contributions do not cover home help",
)
def public_funds_pay_for_home_help(applicant):
    """Something is missing."""
    return applicant.obliged_contributions_to_home_help < applicant.beneficiarys_exemption_home_help


right(
    "exemption_home_help",
    order=9,
    entitled=ability_does_not_cover_home_help,
    amount=beneficiarys_exemption_home_help,
    start=exemption_home_help_from,
    conditions=[ability_does_not_cover_home_help],
    sl="Oprostitev plačila pomoči na domu",
    it="Esenzione dal pagamento dell’aiuto domiciliare",
    en="Exemption from paying for home help",
)

right(
    "obliged_persons_contribution_home_help",
    order=52,
    entitled=obliged_persons_contribute_to_home_help,
    amount=obliged_contributions_to_home_help,
    start=exemption_home_help_from,
    conditions=[ability_does_not_cover_home_help, obliged_persons_contribute_to_home_help],
    per_person=obliged_contribution_to_home_help,
    per_person_shows=[obliged_exemption_home_help],
    sl="Prispevek zavezancev k plačilu pomoči na domu",
    it="Contributo degli obbligati al pagamento dell’aiuto domiciliare",
    en="Obliged persons' contribution to home help",
)

right(
    "public_payment_home_help",
    order=53,
    entitled=public_funds_pay_for_home_help,
    amount=public_payment_for_home_help,
    start=exemption_home_help_from,
    conditions=[public_funds_pay_for_home_help],
    sl="Doplačilo iz javnih sredstev za pomoč na domu",
    it="Integrazione pubblica per l’aiuto domiciliare",
    en="Public payment for home help",
)
