"""What earlier rights bring in where they count as income: decided just now, or paid already."""

from opora.law.acts.law_book import application, figure, person
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.types import EUR
from opora.law.engine.words import when


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZUPJS 12",
    sl="Denarna socialna pomoč kot dohodek",
    it="Assistenza sociale come reddito",
    en="Cash social assistance as income",
)
def cash_social_assistance_as_income(family):
    """The assistance decided now, or the one that runs; the extraordinary one never counts."""
    return when(
        application.claims("cash_social_assistance"),
        family.cash_social_assistance,
        family.sum(person.cash_social_assistance_received),
    )


@figure(
    dsp_family,
    EUR,
    since="2018-06",
    article="ZUPJS 12",
    sl="Varstveni dodatek kot dohodek",
    it="Integrazione del reddito come reddito",
    en="Income supplement as income",
)
def income_supplement_as_income(family):
    """The supplement decided now, or the one that runs."""
    return when(
        application.claims("income_supplement"),
        family.income_supplement,
        family.sum(person.income_supplement_received),
    )
