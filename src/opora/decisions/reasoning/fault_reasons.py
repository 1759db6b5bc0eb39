"""Which reasons for the lack of income a person could have influenced (krivdni razlogi, ZSVarPre 28)."""

from __future__ import annotations

from opora.decisions.reasoning.explanation import Explanation


def fault_reasons(explanation: Explanation, person: str, on: str) -> list[str]:
    """Those found of a person, as they stand within a sentence."""
    found = [
        explanation.figure_label(figure, person, on=on)
        for figure in explanation.names()
        if figure.startswith("kr") and figure[2:4].isdigit() and explanation.holds(figure, person, on=on)
    ]
    return [label[:1].lower() + label[1:] for label in found]
