"""Computing every determination again from its own rulebook: the law may change, the answer may not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from opora import law
from opora.rights.models import Determination, Rulebook
from opora.rights.rulebooks import opened

AT_ONCE = 200


@dataclass
class ReplayReport:
    """How many determinations were computed again, and which came out differently."""

    replayed: int = 0
    rulebooks: int = 0
    different: list[int] = field(default_factory=list)
    """ids of determinations"""

    @property
    def identical(self) -> bool:
        return not self.different


def replay_all() -> ReplayReport:
    """Replay every stored determination on the rulebook stored with it."""
    report = ReplayReport()
    for rulebook in Rulebook.objects.order_by("pk").iterator(chunk_size=1):
        report.rulebooks += 1
        for pk, agrees in _replayed(rulebook):
            report.replayed += 1
            if not agrees:
                report.different.append(pk)
    return report


def _replayed(rulebook: Rulebook) -> Iterator[tuple[int, bool]]:
    content = opened(rulebook)
    made_under = Determination.objects.filter(rulebook=rulebook).order_by("pk")
    for determination in made_under.iterator(chunk_size=AT_ONCE):
        yield determination.pk, law.replay(content, determination.situation) == determination.result
