"""Bars as SVG: transparent ground, words as text, a number beside every bar; colour says nothing alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from opora.reports.reform.tables import EffectTable, words, written_money, written_number

WIDTH, LEFT, RIGHT = 760, 240, 110
ROW, BAR, TOP = 26, 16, 44
INK, SOFT = "#22303a", "#5b6a72"
MORE, LESS = "#17596b", "#b4552d"
CLASSES = {INK: "ink", SOFT: "soft", MORE: "more", LESS: "less"}
"""For a page, which gives them colours of its own, lighter in the dark."""
MOST_BARS = 20


@dataclass(frozen=True)
class Bar:
    name: str
    value: int
    shown: str
    colour: str


def charts(tables: Sequence[EffectTable], language: str) -> dict[str, str]:
    """The charts by file name; none where there is nothing to compare."""
    by_key = {table.key: table for table in tables}
    drawn = {}
    for key, file, heading in (
        ("by_right", "cost_by_right", "cost_by_right"),
        ("by_unit", "cost_by_unit", "cost_by_unit"),
    ):
        if key in by_key:
            bars = [
                Bar(name, change.cost, written_money(change.cost, language), _colour(change.cost))
                for name, change in by_key[key].changes
            ]
            drawn[file] = bar_chart(_heading(heading, len(bars), language), bars)
    if "by_household_type" in by_key:
        drawn["winners_and_losers"] = bar_chart(
            words()["winners_and_losers"][language], _won_and_lost(by_key["by_household_type"], language)
        )
    return drawn


def _heading(key: str, bars: int, language: str) -> str:
    """With how many are drawn, where it is not all of them."""
    heading = str(words()[key][language])
    if bars <= MOST_BARS:
        return heading
    return f"{heading} ({words()['largest'][language].format(drawn=MOST_BARS, all=bars)})"


def _largest(bars: Sequence[Bar]) -> list[Bar]:
    """Those with the most to show, in the order in which they came."""
    least = sorted((abs(bar.value) for bar in bars), reverse=True)[:MOST_BARS]
    kept = [bar for bar in bars if abs(bar.value) > least[-1]] if least else []
    others = [bar for bar in bars if least and abs(bar.value) == least[-1]][: len(least) - len(kept)]
    return [bar for bar in bars if bar in (*kept, *others)]


def bar_chart(heading: str, bars: Sequence[Bar]) -> str:
    """Bars from one zero to the right and, below zero, to the left of it."""
    bars = _largest(bars)
    height = TOP + ROW * max(len(bars), 1) + 10
    least, most = min([0, *(bar.value for bar in bars)]), max([0, *(bar.value for bar in bars)])
    across = (WIDTH - LEFT - RIGHT) / max(most - least, 1)
    zero = LEFT - least * across
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(heading, {chr(34): "&quot;"})}" font-family="Noto Sans, sans-serif">',
        f"<title>{escape(heading)}</title>",
        _text(0, 20, heading, size=15, colour=INK),
    ]
    for number, bar in enumerate(bars):
        y = TOP + ROW * number
        begin, width = min(zero, zero + bar.value * across), abs(bar.value) * across
        lines += [
            _text(LEFT - 8, y + BAR - 4, _short(bar.name), anchor="end"),
            f'<rect x="{begin:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" {_filled(bar.colour)}/>',
            _text(begin + width + 6, y + BAR - 4, bar.shown, colour=SOFT),
        ]
    ends = f'x1="{zero:.1f}" y1="{TOP - 6}" x2="{zero:.1f}" y2="{height - 8}"'
    lines.append(f'<line {ends} stroke="{SOFT}" class="soft"/>')
    return "\n".join([*lines, "</svg>", ""])


def _won_and_lost(table: EffectTable, language: str) -> list[Bar]:
    bars = []
    for name, change in table.changes:
        for count, word, colour in (
            (change.winners, "winners", MORE),
            (-change.losers, "losers", LESS),
        ):
            told = f"{words()[word][language]}: {written_number(abs(count), language)}"
            bars.append(Bar(name, count, told, colour))
    return bars


def _colour(value: int) -> str:
    return MORE if value >= 0 else LESS


def _filled(colour: str) -> str:
    return f'fill="{colour}" class="{CLASSES[colour]}"'


def _short(name: str) -> str:
    return name if len(name) <= 36 else f"{name[:35]}…"


def _text(
    x: float, y: float, words_: str, *, size: int = 12, colour: str = INK, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" {_filled(colour)} text-anchor="{anchor}">'
        f"{escape(words_)}</text>"
    )
