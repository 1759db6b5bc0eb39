"""Income classes: nominal bounds in euros since 2018."""

from opora.law.acts.law_book import figure
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import COUNT, EUR, YES_NO


@figure(
    child_benefit_family,
    COUNT,
    since="2018-06",
    article="ZUPJS 22",
    sl="Dohodkovni razred",
    it="Classe di reddito",
    en="Income class",
)
def income_class(family, p):
    """The first class whose upper bound is not exceeded; one above the last class there is no benefit."""
    return p.income_class_bounds_eur.exceeded_by(family.monthly_income_per_person) + 1


@figure(
    child_benefit_family,
    EUR,
    since="2018-06",
    article="ZUPJS 22",
    sl="Zgornja meja dohodka za otroški dodatek",
    it="Limite superiore di reddito per l’assegno per i figli",
    en="Income limit for child benefit",
)
def child_benefit_income_limit(family, p):
    """The upper bound of the last class; the day of filing selects it for the whole year granted."""
    del family
    return p.income_class_bounds_eur.last


@figure(
    child_benefit_family,
    YES_NO,
    since="2018-06",
    article="ZUPJS 22",
    sl="Dohodek na osebo ne presega meje",
    it="Il reddito per persona non supera il limite",
    en="Income per person is within the limit",
)
def income_is_within_the_classes(family):
    """Whether the family falls into one of the classes at all."""
    return family.monthly_income_per_person <= family.child_benefit_income_limit
