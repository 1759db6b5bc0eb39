"""Two records found to be one person: merged, and parted again from what the merge remembers.

Everything that points to the absorbed record is found through Django's own map of relations, so a room
added later needs no change here. A row that cannot move, because the kept record already has its like
(the same party of the same case, another dwelling at the same time), stays with the absorbed record and
is named in the merge, for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.bank_accounts import waiting_change
from opora.people.models import AccountChange, Merge, Person, Relation
from opora.people.need_to_know import is_of_no_case, may_do_for, no_case_of_theirs

IDENTITY = ("emso", "tax_number", "born", "sex")  # may be unknown in one record, but not differ
SURE = ("emso", "tax_number", "born")  # one of these must be known in both records
SURE_OF_NO_CASE = ("folded_name", "born", "sex")  # each of these, where a record is of no case
COMPLETED = (*IDENTITY, "given_name", "family_name", "died", "citizenship", "iban", "phone", "email")
NOT_MOVED = {"merged_into", "kept", "absorbed"}  # the merges themselves
OF_THE_RECORD = {AccountChange}  # what was once paid into stays with the record it was paid by


@transaction.atomic
def merge_persons(*, kept: Person, absorbed: Person, reason: str, by: Worker, at: datetime) -> Merge:
    """Make one person of two records: all that points to `absorbed` points to `kept` from now on.

    What only the absorbed record knows completes the kept one. Refused: a record of a person whose cases are
    all another unit's; a record with itself or one already merged; records whose EMŠO, tax number, birth date
    or sex differ, or that share none of the first three; records related to each other. A record of no case
    nobody may open to compare, so it must agree in name, birth date and sex.
    """
    of_no_case = _require_to_merge(by, kept, absorbed)
    records = {person.pk: person for person in Person.objects.locked(kept, absorbed)}
    kept, absorbed = records[kept.pk], records[absorbed.pk]
    _refuse_what_is_no_pair(kept, absorbed, reason)
    if of_no_case:
        _refuse_unless_surely_the_same(kept, absorbed)
    absorbed.merged_into = kept
    absorbed.save(update_fields=["merged_into"])
    moved, left = _move_all(absorbed, kept)
    merge = Merge.objects.create(
        kept=kept,
        absorbed=absorbed,
        reason=reason.strip(),
        done_at=at,
        done_by=by,
        moved={"rows": moved, "left": left, "completed": _complete(kept, absorbed)},
    )
    record(by, Deed.CHANGED, "merge_persons", persons=[kept, absorbed], purpose=merge.reason)
    return merge


@transaction.atomic
def part_persons(merge: Merge, *, by: Worker, at: datetime) -> Merge:
    """Undo a merge: what was moved goes back; what came since stays with the kept record.

    Refused when already parted, when the kept record has itself been merged since, and where the kept
    record, with which all cases of both now stand, is of no case in one's unit.
    """
    _require_to_merge(by, merge.kept)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    records = {person.pk: person for person in Person.objects.locked(merge.kept, merge.absorbed)}
    kept, absorbed = records[merge.kept_id], records[merge.absorbed_id]
    if merge.parted_at:
        raise Refused(_("These records have already been parted."))
    if kept.merged_into_id:
        raise Refused(
            _("%(person)s has since been merged into another record. Part those two first.")
            % {"person": kept.full_name}
        )
    _take_back_completion(kept, absorbed, merge.moved["completed"])
    for relation in _pointing_to_persons():
        ids = merge.moved["rows"].get(_name_of(relation), [])
        still_there = relation.related_model._base_manager.filter(pk__in=ids, **{relation.field.name: kept})
        still_there.update(**{relation.field.name: absorbed})
    absorbed.merged_into = None
    absorbed.save(update_fields=["merged_into"])
    merge.parted_at, merge.parted_by = at, by
    merge.save(update_fields=["parted_at", "parted_by"])
    record(by, Deed.CHANGED, "part_persons", persons=[kept, absorbed])
    return merge


def ids_of_same_person(person: Person) -> list[int]:
    """The ids under which a person stands or stood in the records: for what no foreign key points to."""
    ids, newest = {person.pk}, {person.pk}
    while newest:
        newest = set(Person.objects.filter(merged_into__in=newest).values_list("pk", flat=True)) - ids
        ids |= newest
    return sorted(ids)


def _require_to_merge(by: Worker, *persons: Person) -> bool:
    """Refused unless each record is of a case in one's unit, or of no case; whether one is of none."""
    require(by, "merge_persons")
    unreached = [person for person in persons if not may_do_for(by, "merge_persons", person)]
    if not all(is_of_no_case(person) for person in unreached):
        raise Refused(no_case_of_theirs())
    return bool(unreached)


def _refuse_unless_surely_the_same(kept: Person, absorbed: Person) -> None:
    """No two records hold the same EMŠO or tax number, so name, birth date and sex have to agree."""
    if not all(
        getattr(kept, field) and getattr(kept, field) == getattr(absorbed, field) for field in SURE_OF_NO_CASE
    ):
        raise Refused(
            _(
                "One of the two records is of no case, so they are merged only where name, birth date and "
                "sex agree. Enter what is missing or correct what is wrong first, then merge."
            ),
            field="absorbed",
        )


def _refuse_what_is_no_pair(kept: Person, absorbed: Person, reason: str) -> None:
    if kept.pk == absorbed.pk:
        raise Refused(_("This is one and the same record. Choose the other one."), field="absorbed")
    if not reason.strip():
        raise Refused(_("Say why these two records are one person; the reason is kept."), field="reason")
    for person in (kept, absorbed):
        if person.merged_into_id:
            raise Refused(
                _("A record of %(person)s has already been merged into another. Open that one.")
                % {"person": person.full_name}
            )
    for field in IDENTITY:
        one, other = getattr(kept, field), getattr(absorbed, field)
        if one and other and one != other:
            raise Refused(
                _(
                    "The two records differ in %(field)s, so they may be two persons. If one entry is "
                    "wrong, correct it first, then merge."
                )
                % {"field": _name_of_identity(field)},
                field="absorbed",
            )
    if not any(getattr(kept, field) and getattr(kept, field) == getattr(absorbed, field) for field in SURE):
        raise Refused(
            _(
                "The two records share no EMŠO, tax number or birth date, so nothing shows that they are one "
                "person. Enter what is missing first, then merge."
            ),
            field="absorbed",
        )
    if waiting_change(absorbed):
        raise Refused(
            _(
                "A change of the bank account of %(person)s waits to be confirmed. Let a second worker "
                "confirm or withdraw it first, then merge."
            )
            % {"person": absorbed.full_name}
        )
    if Relation.objects.filter(Q(person=kept, other=absorbed) | Q(person=absorbed, other=kept)).exists():
        raise Refused(
            _(
                "The two records are related to each other, and nobody is their own relative. If they are "
                "one person, remove that relation first."
            )
        )


def _name_of_identity(field: str) -> str:
    return {
        "emso": _("EMŠO"),
        "tax_number": _("tax number"),
        "born": _("birth date"),
        "sex": _("sex"),
    }[field]


def _pointing_to_persons() -> Iterator[Any]:
    """Every foreign key to a person in any room, hidden ones included."""
    relations: list[Any] = Person._meta.get_fields(include_hidden=True)
    for relation in relations:
        points_here = (
            relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
        )
        if points_here and not _stays(relation):
            yield relation


def _stays(relation: Any) -> bool:
    return relation.field.name in NOT_MOVED or relation.related_model in OF_THE_RECORD


def _name_of(relation: Any) -> str:
    return f"{relation.related_model._meta.label_lower}.{relation.field.name}"


def _move_all(absorbed: Person, kept: Person) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    moved: dict[str, list[Any]] = {}
    left: dict[str, list[Any]] = {}
    for relation in _pointing_to_persons():
        rows = relation.related_model._base_manager.filter(**{relation.field.name: absorbed})
        for pk in rows.order_by("pk").values_list("pk", flat=True):
            went = _move(relation, pk, kept)
            (moved if went else left).setdefault(_name_of(relation), []).append(pk)
    return moved, left


def _move(relation: Any, pk: Any, kept: Person) -> bool:
    try:
        with transaction.atomic():
            relation.related_model._base_manager.filter(pk=pk).update(**{relation.field.name: kept})
    except IntegrityError:
        return False
    return True


def _complete(kept: Person, absorbed: Person) -> list[str]:
    """Fill what the kept record does not know; the fields filled."""
    filled = [field for field in COMPLETED if not getattr(kept, field) and getattr(absorbed, field)]
    for field in filled:
        setattr(kept, field, getattr(absorbed, field))
    became_protected = absorbed.is_protected and not kept.is_protected
    kept.is_protected = kept.is_protected or absorbed.is_protected
    if became_protected:
        kept.protected_on = timezone.localdate()  # what was sent under the other record held the address
    kept.save(update_fields=[*filled, "is_protected", "protected_on"])
    return [*filled, "is_protected"] if became_protected else filled


def _take_back_completion(kept: Person, absorbed: Person, filled: list[str]) -> None:
    """Forget what came from the absorbed record, unless it was corrected since."""
    forgotten = []
    for field in filled:
        if getattr(kept, field) == getattr(absorbed, field) and field != "is_protected":
            setattr(kept, field, getattr(Person(), field))
            forgotten.append(field)
    if forgotten:
        kept.save(update_fields=forgotten)
