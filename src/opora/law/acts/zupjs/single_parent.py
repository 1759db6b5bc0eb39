"""Single-parent families (enostarševska družina): both acts refer to one definition."""

from opora.law.acts.law_book import figure, person
from opora.law.acts.zupjs.family import child_benefit_family
from opora.law.engine.types import YES_NO


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok živi z enim od staršev",
    it="Il figlio vive con uno dei genitori",
    en="The child lives with one parent",
)
def lives_with_one_parent(person):
    """Exactly one of the child's parents is in the family, and that parent has no partner in it."""
    here = child_benefit_family.members
    with_partner = here & person.partner.any(here)
    return (person.parents.count(here) == 1) & ~person.parents.any(with_partner)


@figure(
    person,
    YES_NO,
    since="2018-06",
    article="ZSDP-1",
    sl="Otrok v enostarševski družini",
    it="Figlio in famiglia monoparentale",
    en="Child in a single-parent family",
)
def is_in_single_parent_family(person, p):
    """The other parent is dead and leaves no benefits, or is unknown, or no maintenance actually arrives.

    Not modelled: the wider definition passed on 2026-02-03 (maintenance below its replacement). Its first
    day was not found; the parameter `single_parent_family_definition` carries that doubt into the decision.
    """
    dead_without_benefits = person.other_parent_has_died & ~person.receives_benefits_after_deceased_parent
    without_maintenance = (
        ~person.other_parent_has_died
        & ~person.receives_maintenance_from_other_parent
        & (p.single_parent_family_definition == "no_maintenance_received")
    )
    reasons = dead_without_benefits | person.other_parent_is_unknown | without_maintenance
    return person.lives_with_one_parent & reasons
