"""The JSON schema of a situation, made from the declarations of facts."""

from typing import Any

from opora.law.engine.facts import Fact
from opora.law.engine.types import CHOICE, DATE, LARGEST_HOUSEHOLD, YES_NO
from opora.law.rulebook import Rulebook, rulebook

DAY = r"^\d{4}-\d{2}-\d{2}$"
MONTH = r"^\d{4}-\d{2}$"
YEAR = r"^\d{4}$"
_KEYS = {"day": DAY, "month": MONTH, "year": YEAR}


def situation_schema(law: Rulebook | None = None) -> dict[str, Any]:
    """JSON Schema 2020-12 of version 1."""
    graph = (law or rulebook()).graph
    name = {"type": "string", "minLength": 1, "maxLength": 64}
    day, month = {"type": "string", "pattern": DAY}, {"type": "string", "pattern": MONTH}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Situation, version 1",
        "description": "What is known of one application. A fact that is absent is unknown.",
        **_object(
            {
                "version": {"const": 1},
                "dates": _object(
                    {"month": month, "filed": day, "decided": day}, required=["filed", "decided"]
                ),
                "rights": {"type": "array", "minItems": 1, "items": {"enum": list(graph.rights)}},
                "applicant": name,
                "persons": {
                    "type": "object",
                    "minProperties": 1,
                    "maxProperties": LARGEST_HOUSEHOLD,
                    "additionalProperties": {"$ref": "#/$defs/person"},
                },
                "relations": {"type": "array", "items": {"$ref": "#/$defs/relation"}},
                "dwelling": {"$ref": "#/$defs/dwelling"},
            },
            required=["version", "dates", "rights", "applicant", "persons"],
        ),
        "$defs": {
            "person": _object(_facts(graph.facts, "person")),
            "dwelling": _object(
                {"persons": {"type": "array", "items": name}, **_facts(graph.facts, "dwelling")}
            ),
            "relation": {
                "oneOf": [
                    _relation(
                        "partner", persons={"type": "array", "items": name, "minItems": 2, "maxItems": 2}
                    ),
                    _relation("parent", parent=name, child=name),
                    _relation("in_care", carer=name, child=name),
                ]
            },
        },
    }


def _object(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    shape: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**shape, "required": required} if required else shape


def _relation(kind: str, **parts: Any) -> dict[str, Any]:
    return _object({"type": {"const": kind}, **parts}, required=["type", *parts])


def _facts(facts: dict[str, Fact], owner: str) -> dict[str, Any]:
    return {key: _fact(fact) for key, fact in sorted(facts.items()) if fact.of == owner}


def _fact(fact: Fact) -> dict[str, Any]:
    words = {"title": fact.label.en, "description": fact.question.en}
    by_period = {
        "type": "object",
        "additionalProperties": False,
        "patternProperties": {_KEYS[fact.period]: _value(fact)},
    }
    if fact.period == "day":
        return {**words, "anyOf": [_value(fact), by_period]}
    return {**words, **by_period}


def _value(fact: Fact) -> dict[str, Any]:
    if fact.kind is YES_NO:
        return {"type": "boolean"}
    if fact.kind is CHOICE:
        return {"enum": list(fact.choices)}
    if fact.kind is DATE:
        return {"type": "string", "pattern": DAY}
    decimals = rf"(\.\d{{1,{fact.kind.decimals}}})?" if fact.kind.decimals else ""
    return {"type": ["string", "integer"], "pattern": rf"^\d+{decimals}$", "minimum": 0}
