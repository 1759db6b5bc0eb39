"""The formula of a rule as a line of text, with the labels its reader knows."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from .calendar import day_of
from .facts import Fact
from .graph import Graph, Node
from .showing import decimal_text

Language = Literal["sl", "it", "en"]
LANGUAGES: tuple[Language, ...] = ("sl", "it", "en")
_CHOICE_LABELS = Path(__file__).with_name("choice_labels.yaml")

_WORDS: dict[Language, dict[str, str]] = {
    "sl": {
        "when": "če {0}, potem {1}, sicer {2}",
        "and": " in ",
        "or": " ali ",
        "not": "ne velja ({0})",
        "sum_of_members": "vsota za člane ({1})",
        "count": "število oseb ({0})",
        "among": "{0}, a le tistih, za katere velja ({1})",
        "any_member": "za katerega od članov velja ({1})",
        "every_member": "za vse člane velja ({1})",
        "smallest_of_members": "najmanjše med člani ({1})",
        "largest_of_members": "največje med člani ({1})",
        "smallest": "manjše od ({0})",
        "largest": "večje od ({0})",
        "rank_among": "vrstni red med člani po ({1})",
        "any_relative": "{relation}: velja ({0})",
        "sum_of_relatives": "{relation}: vsota ({0})",
        "of_applicant": "vlagatelj: {0}",
        "round_quotient": "zaokroženo ({0})",
        "years_between": "dopolnjena leta od ({0}) do ({1})",
        "first_day_of_month": "prvi dan meseca ({0})",
        "months_later": "prvi dan meseca iz ({0}) + {1} mes.",
        "mean": "mesečno povprečje ({0})",
        "is_applicant": "je vlagatelj",
        "lives_in_dwelling": "živi v stanovanju",
        "month_of_right": "prvi dan meseca upravičenosti",
        "day_of_filing": "dan vloge",
        "day_of_deciding": "dan odločanja",
        "claimed": "uveljavlja se {0}",
        "partner": "partner",
        "parents": "starši",
        "children": "otroci",
        "carers": "skrbniki",
        "wards": "varovanci",
        "true": "da",
        "false": "ne",
    },
    "it": {
        "when": "se {0}, allora {1}, altrimenti {2}",
        "and": " e ",
        "or": " oppure ",
        "not": "non vale ({0})",
        "sum_of_members": "somma per i membri ({1})",
        "count": "numero di persone ({0})",
        "among": "{0}, solo quelli per cui vale ({1})",
        "any_member": "per uno dei membri vale ({1})",
        "every_member": "per tutti i membri vale ({1})",
        "smallest_of_members": "il minore tra i membri ({1})",
        "largest_of_members": "il maggiore tra i membri ({1})",
        "smallest": "il minore tra ({0})",
        "largest": "il maggiore tra ({0})",
        "rank_among": "ordine tra i membri per ({1})",
        "any_relative": "{relation}: vale ({0})",
        "sum_of_relatives": "{relation}: somma ({0})",
        "of_applicant": "richiedente: {0}",
        "round_quotient": "arrotondato ({0})",
        "years_between": "anni compiuti da ({0}) a ({1})",
        "first_day_of_month": "primo giorno del mese ({0})",
        "months_later": "primo giorno del mese di ({0}) + {1} mesi",
        "mean": "media mensile ({0})",
        "is_applicant": "è il richiedente",
        "lives_in_dwelling": "vive nell’abitazione",
        "month_of_right": "primo giorno del mese del diritto",
        "day_of_filing": "giorno della domanda",
        "day_of_deciding": "giorno della decisione",
        "claimed": "si chiede {0}",
        "partner": "partner",
        "parents": "genitori",
        "children": "figli",
        "carers": "affidatari",
        "wards": "affidati",
        "true": "sì",
        "false": "no",
    },
    "en": {
        "when": "if {0} then {1}, otherwise {2}",
        "and": " and ",
        "or": " or ",
        "not": "not ({0})",
        "sum_of_members": "sum over members ({1})",
        "count": "number of persons ({0})",
        "among": "{0}, only those for whom ({1})",
        "any_member": "for any member ({1})",
        "every_member": "for every member ({1})",
        "smallest_of_members": "smallest among members ({1})",
        "largest_of_members": "largest among members ({1})",
        "smallest": "the smaller of ({0})",
        "largest": "the larger of ({0})",
        "rank_among": "place among members by ({1})",
        "any_relative": "{relation}: any ({0})",
        "sum_of_relatives": "{relation}: sum ({0})",
        "of_applicant": "applicant: {0}",
        "round_quotient": "rounded ({0})",
        "years_between": "completed years from ({0}) to ({1})",
        "first_day_of_month": "first day of the month ({0})",
        "months_later": "first day of the month of ({0}) + {1} months",
        "mean": "monthly average ({0})",
        "is_applicant": "is the applicant",
        "lives_in_dwelling": "lives in the dwelling",
        "month_of_right": "first day of the month of the right",
        "day_of_filing": "day of filing",
        "day_of_deciding": "day of deciding",
        "claimed": "{0} is claimed",
        "partner": "partner",
        "parents": "parents",
        "children": "children",
        "carers": "carers",
        "wards": "wards",
        "true": "yes",
        "false": "no",
    },
}

_SIGNS = {
    "add": " + ",
    "subtract": " − ",
    "multiply": " × ",
    "less": " < ",
    "less_or_equal": " ≤ ",
    "equal": " = ",
}
_LOOSE = frozenset({"add", "subtract", "and", "or"})
"""What needs brackets inside a product or another claim."""


def formula(graph: Graph, root: int, language: Language) -> str:
    """The rule under a figure, down to the next named values."""
    return _text(graph, root, language)


def _text(graph: Graph, node_id: int, language: Language) -> str:
    node = graph.nodes[node_id]
    return _TEXTS.get(node.op, _in_words)(graph, node, language)


def _in_words(graph: Graph, node: Node, language: Language) -> str:
    """An operation that has a phrase of its own."""
    words = _WORDS[language]
    relation = words.get(str(node.given.get("relation")), "")
    return words[node.op].format(*(_text(graph, arg, language) for arg in node.args), relation=relation)


def _figure(graph: Graph, node: Node, language: Language) -> str:
    return _word(graph.figures[node.given["figure"]].label, language)


def _fact(graph: Graph, node: Node, language: Language) -> str:
    return _word(graph.facts[node.given["fact"]].label, language)


def _parameter(graph: Graph, node: Node, language: Language) -> str:
    parameter = graph.parameters[node.given["parameter"]]
    label = _word(parameter.label, language)
    if node.op == "parameter" and parameter.axes:
        place = parameter.places[node.given["place"]]
        return f"{label} [{', '.join(choice_word(word, language) for word in place)}]"
    return label


def _constant(graph: Graph, node: Node, language: Language) -> str:
    value: int = node.given["value"]
    if node.unit == "yes_no":
        return _WORDS[language]["true" if value else "false"]
    if node.unit == "date":
        return day_of(value).isoformat()
    if node.unit.startswith("choice:"):
        return _choice(graph, node.unit.removeprefix("choice:"), value, language)
    return decimal_text(value, node.denominator, 0)


def _choice(graph: Graph, name: str, value: int, language: Language) -> str:
    if name in graph.facts:
        fact = graph.facts[name]
        return str(getattr(fact.choice_labels[fact.choices[value]], language))
    return choice_word(graph.parameters[name].words[value], language)


def choice_word(word: str, language: Language) -> str:
    """A place or choice of a parameter as a reader knows it; a figure is its own label."""
    labels = _choice_labels().get(word)
    return labels[language] if labels else word


@cache
def _choice_labels() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = yaml.safe_load(_CHOICE_LABELS.read_text("utf-8"))
    return read


def _date(graph: Graph, node: Node, language: Language) -> str:
    del graph
    return _WORDS[language][node.given["anchor"]]


def _claimed(graph: Graph, node: Node, language: Language) -> str:
    right = graph.rights.get(node.given["right"])
    return _WORDS[language]["claimed"].format(_word(right.label, language) if right else node.given["right"])


def _same(graph: Graph, node: Node, language: Language) -> str:
    return _text(graph, node.args[0], language)


def _mean(graph: Graph, node: Node, language: Language) -> str:
    return _WORDS[language]["mean"].format(_months(graph, node.args[0], language))


def _signed(graph: Graph, node: Node, language: Language) -> str:
    sign = _SIGNS.get(node.op) or _WORDS[language][node.op]
    return sign.join(_bracketed(graph, arg, node.op, language, place) for place, arg in enumerate(node.args))


def _listed(graph: Graph, node: Node, language: Language) -> str:
    return _WORDS[language][node.op].format("; ".join(_text(graph, arg, language) for arg in node.args))


def _when(graph: Graph, node: Node, language: Language) -> str:
    """A fact behind its gate is printed by its name alone; the gate only saves questions."""
    if _is_gated(graph, node):
        return _text(graph, node.args[1], language)
    return _in_words(graph, node, language)


def _is_gated(graph: Graph, node: Node) -> bool:
    gate = graph.nodes[node.args[0]]
    behind = _fact_behind(graph, node.args[1])
    if gate.op != "fact" or behind is None or behind.gate is None:
        return False
    return bool(behind.gate.fact == gate.given["fact"])


def _fact_behind(graph: Graph, node_id: int) -> Fact | None:
    node = graph.nodes[node_id]
    if node.op == "add":
        return _fact_behind(graph, node.args[0])
    return graph.facts[node.given["fact"]] if node.op == "fact" else None


def _of_members(graph: Graph, node: Node, language: Language) -> str:
    """A sum, a count or an extreme over a family, or only over those of it of whom something holds."""
    words, among = _WORDS[language], _among(graph, node.args[0], language)
    if node.op == "sum_of_members" and graph.nodes[node.args[1]].op == "for_each_person":
        return words["count"].format(_text(graph, node.args[0], language))
    text = _in_words(graph, node, language)
    return words["among"].format(text, among) if among else text


def _among(graph: Graph, mark: int, language: Language) -> str:
    """What holds of the members meant, beside that they are of the family; empty where it is all of them."""
    node = graph.nodes[mark]
    if node.op == "and":
        parts = [_among(graph, arg, language) for arg in node.args]
        return _WORDS[language]["and"].join(part for part in parts if part)
    marks = {family.mark for family in graph.families.values()}
    is_all = node.op == "figure" and node.given["figure"] in marks
    return "" if is_all else _bracketed(graph, mark, "and", language)


def _round(graph: Graph, node: Node, language: Language) -> str:
    return _WORDS[language]["round_quotient"].format(_quotient(graph, node, language))


_TEXTS: dict[str, Callable[[Graph, Node, Language], str]] = {
    "figure": _figure,
    "fact": _fact,
    "parameter": _parameter,
    "table": _parameter,
    "constant": _constant,
    "date": _date,
    "claimed": _claimed,
    "scale": _same,
    "for_each_person": _same,
    "unchanged": _mean,
    **dict.fromkeys(("add", "subtract", "multiply", "less", "less_or_equal", "equal", "and", "or"), _signed),
    **dict.fromkeys(("smallest", "largest"), _listed),
    **dict.fromkeys(
        ("sum_of_members", "any_member", "every_member", "smallest_of_members", "largest_of_members"),
        _of_members,
    ),
    "when": _when,
    "round_quotient": _round,
}


def _months(graph: Graph, node_id: int, language: Language) -> str:
    """The fact behind a mean: its months are added up, but the reader wants its name."""
    node = graph.nodes[node_id]
    if node.op == "when" and _fact_behind(graph, node.args[1]) is not None:
        return _months(graph, node.args[1], language)
    return _text(graph, node.args[0] if node.op == "add" else node_id, language)


def _quotient(graph: Graph, node: Node, language: Language) -> str:
    above, below = node.args
    if graph.nodes[below].op == "constant":
        return _text(graph, above, language)
    return (
        f"{_bracketed(graph, above, 'multiply', language)} / {_bracketed(graph, below, 'multiply', language)}"
    )


def _bracketed(graph: Graph, node_id: int, outer: str, language: Language, place: int = 0) -> str:
    node = graph.nodes[node_id]
    while node.op in ("scale", "for_each_person"):
        node = graph.nodes[node.args[0]]
    text = _text(graph, node_id, language)
    is_taken_away = outer == "subtract" and place > 0
    needs = (node.op == "when" and not _is_gated(graph, node)) or (
        node.op in _LOOSE and (node.op != outer or is_taken_away) and outer != "less_or_equal"
    )
    return f"({text})" if needs else text


def _word(label: object, language: Language) -> str:
    """A label inside a sentence: its first letter small, unless it is an abbreviation."""
    text = str(getattr(label, language))
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
