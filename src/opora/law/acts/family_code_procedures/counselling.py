"""Preliminary counselling before court, and the voluntary counselling of a couple that may stay together."""

from opora.law.acts.family_code_procedures.in_use import condition, family_procedure_from, under_the_code
from opora.law.acts.law_book import applicant, application, figure, right
from opora.law.engine.types import DATE, EUR


@condition(
    "DZ 200(1)",
    sl="Nameravana razveza zakoncev s skupnimi otroki",
    it="Divorzio previsto di coniugi con figli comuni",
    en="Intended divorce of spouses with common children",
)
def is_divorce_with_children(applicant):
    """Spouses without common children in their parental care need no counselling."""
    return (applicant.matter == "divorce") & applicant.spouses_have_common_children


@condition(
    "DZ 203(1)",
    sl="Nameravani predlog o otroku",
    it="Ricorso previsto su un minore",
    en="Intended proposal about a child",
)
def is_matter_about_a_child(applicant):
    """Custody, maintenance, contact with the parents or others, and the exercise of parental care."""
    return applicant.matter.is_one_of(
        "custody",
        "child_maintenance",
        "contact_with_parents",
        "contact_with_other_person",
        "contact_of_child_with_other_person",
        "exercise_of_parental_care",
    )


@condition(
    "DZ 203(1)",
    sl="Zadeva, pred katero je potrebno svetovanje",
    it="Questione per cui serve la consulenza",
    en="Matter that needs counselling first",
)
def is_matter_for_counselling(applicant):
    """A proposal is intended, and it is about a divorce with children or about a child."""
    return applicant.court_proposal_intended & (
        applicant.is_divorce_with_children | applicant.is_matter_about_a_child
    )


@condition(
    "DZ 200(1)",
    sl="Ni razloga, zaradi katerega svetovanje odpade",
    it="Nessun motivo esclude la consulenza",
    en="Nothing makes the counselling fall away",
)
def nothing_rules_counselling_out(applicant):
    """Judgement, residence, a missing person and life abroad are asked of spouses and of parents alike."""
    return (
        ~applicant.one_party_incapable_of_judgement
        & ~applicant.one_party_of_unknown_residence
        & ~applicant.one_party_missing
        & ~applicant.one_party_lives_abroad
    )


@condition(
    "DZ 200(1)",
    sl="Predhodno svetovanje je potrebno",
    it="La consulenza preliminare è necessaria",
    en="Preliminary counselling is needed",
)
def needs_preliminary_counselling(applicant, p):
    """Before the action or the proposal is filed."""
    needed = applicant.is_matter_for_counselling & applicant.nothing_rules_counselling_out
    return under_the_code(applicant, p, needed)


@condition(
    "DZ 200(3)",
    sl="Svetovanja so se osebno udeležili vsi, ki se ga morajo",
    it="Alla consulenza hanno partecipato di persona tutti i tenuti",
    en="All who have to attend do so in person",
)
def those_who_must_attend_in_person(applicant):
    """The proposer, with a joint proposal both; a proxy does not count."""
    other = ~applicant.court_proposal_is_joint | applicant.other_proposer_attends_in_person
    return applicant.proposer_attends_in_person & other


@figure(
    applicant,
    DATE,
    since="2018-06",
    article="DZ 204(1)",
    sl="Vabilo na svetovanje najpozneje",
    it="Invito alla consulenza entro",
    en="Invitation to the counselling at the latest",
)
def counselling_invitation_until(applicant, p):
    """Counted from the proposal."""
    del applicant
    return application.day_of_filing + p.counselling_invitation_days


right(
    "preliminary_counselling",
    order=69,
    given="status",
    entitled=needs_preliminary_counselling,
    start=family_procedure_from,
    conditions=[is_matter_for_counselling, nothing_rules_counselling_out],
    sl="Predhodno svetovanje",
    it="Consulenza preliminare",
    en="Preliminary counselling",
)


@condition(
    "DZ 201(1)",
    sl="Par se prostovoljno udeleži svetovanja, da bi ohranil zvezo",
    it="La coppia partecipa volontariamente per mantenere l’unione",
    en="The couple attends of its own will to keep the relationship",
)
def couple_attends_voluntarily(applicant):
    """Spouses and cohabiting partners who see a chance to stay together."""
    return applicant.participation_voluntary & applicant.relationship_may_be_kept


@condition(
    "DZ 201(1)",
    sl="Strokovno svetovanje paru je mogoče",
    it="La consulenza alla coppia è possibile",
    en="Counselling for the couple is possible",
)
def may_have_couple_counselling(applicant, p):
    """The centre carries it out."""
    return under_the_code(applicant, p, applicant.couple_attends_voluntarily)


@figure(
    applicant,
    EUR,
    since="2018-06",
    article="DZ",
    sl="Cena strokovnega svetovanja paru",
    it="Costo della consulenza alla coppia",
    en="Fee of couple counselling",
)
def couple_counselling_price(applicant, p):
    """For those who take part."""
    del applicant
    return p.couple_counselling_fee


right(
    "couple_counselling",
    order=70,
    given="status",
    entitled=may_have_couple_counselling,
    start=family_procedure_from,
    conditions=[couple_attends_voluntarily],
    sl="Strokovno svetovanje paru",
    it="Consulenza professionale alla coppia",
    en="Professional counselling for couples",
)
