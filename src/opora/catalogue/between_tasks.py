"""What one definition says of another: tasks that it follows, counts in, lists from and leads to.

Of a definition that is there and cannot be read (`unread`) nothing is known, so nobody who names it is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from opora.catalogue.local import local_name
from opora.catalogue.reading import line_of
from opora.catalogue.schema import Task
from opora.catalogue.schema.counted_names import in_indicator
from opora.catalogue.schema.lists import CodeList
from opora.catalogue.sentence import Sentence, fault


def leads_nowhere(lists: Mapping[str, CodeList], known: Set[str]) -> list[Sentence]:
    """Words of a list that lead to a task there is none of."""
    return [
        fault(_no_task(task), file=f"{name}.yaml", field=entry.key)
        for name, words in lists.items()
        for entry in words.entries
        for task in entry.leads_to
        if task not in known
    ]


def counted_nowhere(tasks: Mapping[str, tuple[Task, ...]], unread: Set[str]) -> list[Sentence]:
    """Indicators of what is entered in cases of another task, where that defines no such thing."""
    found = []
    for key, versions in tasks.items():
        for indicator in (each for version in versions for each in version.indicators):
            if indicator.kept_in is None or indicator.kept_in in unread:
                continue
            other = tasks.get(indicator.kept_in)
            wrong = (
                [sentence for _place, sentence in in_indicator(other[-1], indicator)]
                if other
                else [_no_task(indicator.kept_in)]
            )
            field = f"indicators.{indicator.key}"
            found += [fault(each, file=f"{key}.yaml", field=field) for each in wrong]
    return found


def listed_nowhere(tasks: Mapping[str, tuple[Task, ...]], unread: Set[str]) -> list[Sentence]:
    """Roles for those on a list that no register keeps, or whose record names no person."""
    kept = {
        f"{key}.{each.key}"
        for key, versions in tasks.items()
        for version in versions
        if version.kind == "register"
        for each in version.records
        if any(field.type == "party" for field in each.fields)
    }
    return [
        fault(
            Sentence("'%(named)s' is kept by no register of persons; name one that is", named=role.listed_in),
            file=f"{key}.yaml",
            field=f"roles.{role.key}.listed_in",
        )
        for key, versions in tasks.items()
        for version in versions
        for role in version.roles
        if role.listed_in is not None
        and role.listed_in not in kept
        and role.listed_in.partition(".")[0] not in unread
    ]


def _no_task(named: object) -> Sentence:
    return Sentence("no task is called '%(named)s'; name one there is, or add it first", named=named)


def follows_nowhere(
    tasks: Mapping[str, tuple[Task, ...]], known: Set[str], local: Mapping[str, str] | None = None
) -> list[Sentence]:
    """Tasks that are followed and are none; `local` has the last text of a key in the centre's own layer."""
    local = local or {}
    return [
        fault(
            _no_task(other),
            file=local_name(key) if key in local else f"{key}.yaml",
            line=line_of("follows", local[key]) if key in local else None,
            field="follows",
        )
        for key, versions in tasks.items()
        for version in versions
        for other in version.follows
        if other not in known
    ]
