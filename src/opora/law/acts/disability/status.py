"""Disability status (status invalida): an impairment from youth that excludes an independent life."""

from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.engine.types import DATE, YES_NO


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDVDTP",
    sl="Prizadetost je ena od naštetih v zakonu",
    it="La menomazione è una di quelle previste dalla legge",
    en="The impairment is one that the act names",
)
def has_named_impairment(applicant):
    """Moderate to profound mental, or most severe physical impairment."""
    return _is_named(applicant)


@has_named_impairment.version(since="2019-01", article="ZSVI")
def has_named_impairment_since_2019(applicant):
    """The same impairments."""
    return _is_named(applicant)


def _is_named(applicant):
    return applicant.impairment.is_one_of(
        "moderate_mental", "severe_mental", "profound_mental", "most_severe_physical"
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDVDTP",
    sl="Prizadetost je nastala v mladosti",
    it="La menomazione è insorta in gioventù",
    en="The impairment arose in youth",
)
def impairment_arose_in_youth(applicant, p):
    """Before coming of age, or in regular schooling before a later age."""
    return _arose_in_youth(applicant, p)


@impairment_arose_in_youth.version(since="2019-01", article="ZSVI")
def impairment_arose_in_youth_since_2019(applicant, p):
    """The same ages."""
    return _arose_in_youth(applicant, p)


def _arose_in_youth(applicant, p):
    arose = applicant.age_when_impairment_arose
    in_schooling = applicant.impairment_arose_in_regular_schooling & (
        arose < p.disability_arose_in_schooling_before_age
    )
    return (arose < p.disability_arose_before_age) | in_schooling


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDVDTP",
    sl="Oseba se ne more usposobiti za samostojno življenje in delo",
    it="La persona non può essere preparata a vita e lavoro autonomi",
    en="The person cannot be trained for an independent life and work",
)
def cannot_live_and_work_independently(applicant):
    """As the experts find."""
    return applicant.unable_to_live_and_work_independently


@cannot_live_and_work_independently.version(since="2019-01", article="ZSVI")
def cannot_live_and_work_independently_since_2019(applicant):
    """The same finding."""
    return applicant.unable_to_live_and_work_independently


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDVDTP",
    sl="Stalno prebivališče v Sloveniji (status invalida)",
    it="Residenza permanente in Slovenia (status di disabile)",
    en="Permanent residence in Slovenia (disability status)",
)
def has_residence_for_disability_status(applicant):
    """A choice: under the act of 1983 as well; the summary names residence for both acts together."""
    return applicant.permanent_residence_in_slovenia


@has_residence_for_disability_status.version(since="2019-01", article="ZSVI")
def has_residence_for_disability_status_since_2019(applicant):
    """Registered residence."""
    return applicant.permanent_residence_in_slovenia


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZDVDTP",
    sl="Pravica do statusa invalida",
    it="Diritto allo status di disabile",
    en="Entitled to disability status",
)
def entitled_to_disability_status(applicant):
    """All conditions together."""
    return _meets_all(applicant)


@entitled_to_disability_status.version(since="2019-01", article="ZSVI")
def entitled_to_disability_status_since_2019(applicant):
    """All conditions together."""
    return _meets_all(applicant)


def _meets_all(applicant):
    return (
        applicant.has_residence_for_disability_status
        & applicant.has_named_impairment
        & applicant.impairment_arose_in_youth
        & applicant.cannot_live_and_work_independently
    )


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZDVDTP",
    sl="Status invalida od",
    it="Status di disabile da",
    en="Disability status from",
)
def disability_status_from(applicant):
    """A choice: the day of deciding; the sources say only from when allowance and supplement are paid."""
    del applicant
    return application.day_of_deciding


@disability_status_from.version(since="2019-01", article="ZSVI")
def disability_status_from_since_2019(applicant):
    """The day of deciding."""
    del applicant
    return application.day_of_deciding


right(
    "disability_status",
    order=40,
    given="status",
    entitled=entitled_to_disability_status,
    start=disability_status_from,
    conditions=[
        has_residence_for_disability_status,
        has_named_impairment,
        impairment_arose_in_youth,
        cannot_live_and_work_independently,
    ],
    sl="Status invalida",
    it="Status di disabile",
    en="Disability status",
)
