"""What every aid of a municipality asks: residence, income, work, and an application in time."""

from typing import Any

from opora.law.acts.law_book import applicant, application, person, right
from opora.law.acts.municipal.municipality import Municipality
from opora.law.acts.municipal.naming import own_figure
from opora.law.acts.zsvarpre.family import dsp_family
from opora.law.engine.book import Figure
from opora.law.engine.types import DATE, EUR, RATIO, YES_NO
from opora.law.engine.words import first_day_of_year, months_later, round_cent, when


def register_common_rules(municipality: Municipality) -> tuple[Figure, Figure]:
    """Registers the common rules and their right; gives what joins the conditions, and the start."""
    _register_minimum_income(municipality)
    conditions = [
        _lives_in_the_municipality(municipality),
        _filed_in_time(municipality),
        _unemployment_is_addressed(municipality),
        _income_is_within_limit(municipality),
    ]
    _register_deadline_of_payment(municipality)
    joined, start = _conditions_met(municipality, conditions), _start_of_aid(municipality)
    common = municipality.common
    right(
        common.right,
        order=common.order,
        given="once",
        entitled=joined,
        start=start,
        conditions=conditions,
        sl=common.sl,
        it=common.it,
        en=common.en,
    )
    return joined, start


def _lives_in_the_municipality(municipality: Municipality) -> Figure:
    @own_figure(
        municipality,
        municipality.key("is_resident"),
        person,
        YES_NO,
        sl="Stalno prebivališče v občini",
        it="Residenza permanente nel comune",
        en="Permanent residence in the municipality",
    )
    def is_resident(person: Any) -> Any:
        """Permanent residence in this municipality."""
        return person.permanent_residence_in_municipality == municipality.word

    @own_figure(
        municipality,
        municipality.key("applicant_is_resident"),
        applicant,
        YES_NO,
        sl="Vlagatelj stalno prebiva v občini",
        it="Il richiedente risiede nel comune",
        en="The applicant is a resident of the municipality",
    )
    def applicant_is_resident(applicant: Any) -> Any:
        """The aid is for residents."""
        return getattr(applicant, is_resident.key)

    return applicant_is_resident


def _filed_in_time(municipality: Municipality) -> Figure:
    @own_figure(
        municipality,
        municipality.key("filed_in_time"),
        applicant,
        YES_NO,
        sl="Vloga je vložena v občinskem roku",
        it="La domanda è presentata nel termine comunale",
        en="Filed within the municipality's window",
    )
    def filed_in_time(applicant: Any, p: Any) -> Any:
        """From the first day of the year to the last day of the window, that day included."""
        del applicant
        months = getattr(p, municipality.key("filing_months"))
        last_day = months_later(first_day_of_year(application.day_of_filing), months)
        return application.day_of_filing <= last_day

    return filed_in_time


def _unemployment_is_addressed(municipality: Municipality) -> Figure:
    @own_figure(
        municipality,
        municipality.key("unemployment_is_addressed"),
        applicant,
        YES_NO,
        sl="Ni brezposeln ali rešuje svojo brezposelnost",
        it="Non è disoccupato o affronta la disoccupazione",
        en="Not unemployed, or addressing the unemployment",
    )
    def unemployment_is_addressed(applicant: Any) -> Any:
        """An unemployed person is registered and has an agreement with the centre."""
        addressed = (
            applicant.registered_at_employment_service & applicant.agreement_on_active_resolution_with_centre
        )
        return when(applicant.unemployed, addressed, True)

    return unemployment_is_addressed


def _register_minimum_income(municipality: Municipality) -> None:
    @own_figure(
        municipality,
        municipality.key("resident_weight"),
        person,
        RATIO,
        sl="Ponder člana s prebivališčem v občini",
        it="Coefficiente del membro residente nel comune",
        en="Weight of a member who lives in the municipality",
    )
    def resident_weight(person: Any) -> Any:
        """Members without permanent residence here are left out; their income still counts.

        A choice: where the first adult is left out, the other one of the couple takes that weight.
        """
        resident = getattr(person, municipality.key("is_resident"))
        first_is_resident = dsp_family.any(person.is_first_adult & resident)
        moves_up = person.is_adult_of_dsp_family & person.counts_in_minimum_income & ~first_is_resident
        weight = when(moves_up, person.weight_as_first_adult, person.minimum_income_weight)
        return when(resident, weight, 0)

    @own_figure(
        municipality,
        municipality.key("minimum_income"),
        dsp_family,
        EUR,
        sl="Minimalni dohodek članov s prebivališčem v občini",
        it="Reddito minimo dei membri residenti nel comune",
        en="Minimum income of the members who live in the municipality",
    )
    def minimum_income(family: Any, p: Any) -> Any:
        """As in cash social assistance, for the residents."""
        return round_cent(p.minimum_income_basic_amount * family.sum(getattr(person, resident_weight.key)))

    @own_figure(
        municipality,
        municipality.key("income_limit"),
        dsp_family,
        EUR,
        sl="Mejni dohodek za občinsko pomoč",
        it="Limite di reddito per l’aiuto comunale",
        en="Income limit of the municipal aid",
    )
    def income_limit(family: Any, p: Any) -> Any:
        """So many times the minimum income."""
        times = getattr(p, municipality.key("income_limit_share"))
        return round_cent(times * getattr(family, minimum_income.key))


def _income_is_within_limit(municipality: Municipality) -> Figure:
    @own_figure(
        municipality,
        municipality.key("income_is_within_limit"),
        dsp_family,
        YES_NO,
        sl="Dohodek ne presega meje za občinsko pomoč",
        it="Il reddito non supera il limite per l’aiuto comunale",
        en="Income is within the limit of the municipal aid",
    )
    def income_is_within_limit(family: Any) -> Any:
        """At the limit there is still a right."""
        return family.municipal_income <= getattr(family, municipality.key("income_limit"))

    return income_is_within_limit


def _conditions_met(municipality: Municipality, conditions: list[Figure]) -> Figure:
    residence, window, work, income = (condition.key for condition in conditions)
    common = municipality.common

    @own_figure(
        municipality,
        municipality.key("common_conditions_met"),
        dsp_family,
        YES_NO,
        sl=f"{common.sl}: izpolnjeni",
        it=f"{common.it}: soddisfatte",
        en=f"{common.en}: met",
    )
    def common_conditions_met(family: Any) -> Any:
        """Residence, window, work and income together.

        Not modelled: property, of which the source says only that it counts, and no limit of its own.
        """
        may_claim = getattr(applicant, residence) & getattr(applicant, window) & getattr(applicant, work)
        return when(may_claim, getattr(family, income), False)

    return common_conditions_met


def _start_of_aid(municipality: Municipality) -> Figure:
    @own_figure(
        municipality,
        municipality.key("aid_from"),
        applicant,
        DATE,
        sl="Dan, od katerega gre občinska pomoč",
        it="Giorno da cui decorre l’aiuto comunale",
        en="Day from which the municipal aid runs",
    )
    def aid_from(applicant: Any) -> Any:
        """The first day of the month after the application.

        A choice: the source names no start; this is the one of other rights from public funds, so the rights
        decided in the same application are counted from their first month.
        """
        del applicant
        return months_later(application.day_of_filing, 1)

    return aid_from


def _register_deadline_of_payment(municipality: Municipality) -> None:
    @own_figure(
        municipality,
        municipality.key("paid_by"),
        applicant,
        DATE,
        sl="Običajni rok izplačila občinske pomoči",
        it="Termine usuale di pagamento dell’aiuto comunale",
        en="Usual last day of payment of the municipal aid",
    )
    def paid_by(applicant: Any, p: Any) -> Any:
        """So many days after the decision, as a rule."""
        del applicant
        return application.day_of_deciding + getattr(p, municipality.key("payment_days"))
