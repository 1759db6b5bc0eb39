"""Part-time work due to parenthood (krajši delovni čas zaradi starševstva)."""

from opora.law.acts.law_book import applicant, application, family, figure, person, right
from opora.law.acts.zsdp.counting import same_day_months_later
from opora.law.engine.types import COUNT, DATE, YES_NO
from opora.law.engine.words import when


@family(
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok, ki ga vlagatelj neguje in varuje",
    it="Figlio accudito dal richiedente",
    en="Child the claimant nurses and cares for",
)
def children_at_home(person, p):
    """A child of the claimant who lives in the same dwelling and is not grown up."""
    young = person.age_years < p.part_time_age_limit_special_care
    return person.is_child_of_claimant & person.lives_in_the_dwelling & young


@figure(
    applicant,
    COUNT,
    since="2018-06",
    article="ZSDP-1",
    sl="Število otrok, ki jih vlagatelj neguje in varuje",
    it="Numero dei figli accuditi",
    en="Number of children cared for",
)
def children_cared_for(applicant):
    """Those at home."""
    del applicant
    return children_at_home.count()


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok je mlajši od starosti za krajši delovni čas",
    it="Il figlio è al di sotto dell’età per il tempo parziale",
    en="A child is below the age for part-time work",
)
def cares_for_a_small_child(applicant, p):
    """One child is enough."""
    del applicant
    return children_at_home.any(person.age_years < p.part_time_age_limit_one_child)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj neguje otroka z motnjo",
    it="Il richiedente accudisce un figlio con disabilità",
    en="The claimant cares for an impaired child",
)
def child_severely_or_moderately_impaired(applicant):
    """Moderate to severe, mental or physical, until the child is grown up."""
    del applicant
    return children_at_home.any(person.has_moderate_or_severe_disorder)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Najmlajši otrok je končal prvi razred",
    it="Il figlio più giovane ha concluso la prima classe",
    en="The youngest child finished the first class",
)
def youngest_child_finished_first_grade(applicant):
    """Where every child at home has, the youngest has."""
    del applicant
    return children_at_home.every(person.finished_first_grade)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Najmlajši od več otrok je dovolj majhen",
    it="Il più giovane di più figli è abbastanza piccolo",
    en="The youngest of several children is young enough",
)
def youngest_of_several_is_small(applicant, p):
    """Two or more children, the youngest still before the end of the first class.

    Not modelled: the one year of it that each parent could not pass on, until 2023.
    """
    several = applicant.children_cared_for >= p.part_time_children_needed
    return several & ~applicant.youngest_child_finished_first_grade


@youngest_of_several_is_small.version(since="2023-04", article="ZSDP-1")
def youngest_of_several_is_small_since_2023(applicant, p):
    """Two or more children, the youngest below an age."""
    several = applicant.children_cared_for >= p.part_time_children_needed
    return several & children_at_home.any(person.age_years < p.part_time_age_limit_youngest)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Otroci dajejo pravico do krajšega delovnega časa",
    it="I figli danno diritto al tempo parziale",
    en="The children give a right to part-time work",
)
def children_give_part_time(applicant):
    """A small child, an impaired child, or several of whom the youngest is small."""
    return (
        applicant.cares_for_a_small_child
        | applicant.youngest_of_several_is_small
        | applicant.child_severely_or_moderately_impaired
    )


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Vlagatelj dela krajši delovni čas v dovoljenem obsegu",
    it="Il richiedente lavora a tempo parziale nella misura ammessa",
    en="The claimant works part time to the extent allowed",
)
def works_enough_part_time_hours(applicant, p):
    """At least so many hours a week."""
    enough = applicant.part_time_weekly_hours >= p.part_time_weekly_hours_least
    return applicant.works_part_time_due_to_parenthood & enough


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Krajši delovni čas drugega od staršev ni ovira",
    it="Il tempo parziale dell’altro genitore non è di ostacolo",
    en="The other parent's part-time work does not stand in the way",
)
def other_parent_leaves_room(applicant):
    """One of the parents only."""
    return ~applicant.other_parent_works_part_time


@other_parent_leaves_room.version(since="2023-04", article="ZSDP-1")
def other_parent_leaves_room_since_2023(applicant, p):
    """Both at once, together not more than so many hours a week less."""
    less = applicant.weekly_hours_reduced + applicant.other_parent_weekly_hours_reduced
    return ~applicant.other_parent_works_part_time | (less <= p.part_time_both_parents_hours_most)


@figure(
    applicant,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Pravica do krajšega delovnega časa zaradi starševstva",
    it="Diritto al tempo parziale per genitorialità",
    en="Entitled to part-time work due to parenthood",
)
def entitled_to_part_time_work(applicant):
    """Part-time work of enough hours, a child that gives the right, and room beside the other parent.

    Not modelled: the base of the contributions, a part of the minimum wage, since 2021 of the benefit base.
    """
    return (
        applicant.works_enough_part_time_hours
        & applicant.children_give_part_time
        & applicant.other_parent_leaves_room
    )


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="ZSDP-1",
    sl="Začetek pravice do krajšega delovnega časa",
    it="Decorrenza del diritto al tempo parziale",
    en="Start of the right to part-time work",
)
def part_time_work_from(applicant, p):
    """The first day of part-time work if claimed in time after the contract, else the day of the claim."""
    since = application.day_of_filing - applicant.part_time_contract_concluded_on
    in_time = since <= p.part_time_claim_days
    return when(in_time, applicant.part_time_work_starts_on, application.day_of_filing)


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Zadnji izvid otroka ni prestar",
    it="L’ultimo referto del figlio non è troppo vecchio",
    en="The child's last medical report is recent enough",
)
def medical_report_is_recent(person, p):
    """On the day of the claim. An older one is to be replaced; it does not take the right away."""
    last_day = same_day_months_later(person.last_medical_report_on, p.medical_report_age_limit_months)
    return application.day_of_filing <= last_day


right(
    "part_time_work_due_to_parenthood",
    order=32,
    given="status",
    entitled=entitled_to_part_time_work,
    start=part_time_work_from,
    conditions=[works_enough_part_time_hours, children_give_part_time, other_parent_leaves_room],
    sl="Krajši delovni čas zaradi starševstva",
    it="Tempo parziale per genitorialità",
    en="Part-time work due to parenthood",
)
