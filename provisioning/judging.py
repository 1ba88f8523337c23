"""Judges a file's tree by its models and says every problem in an officer's words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from provisioning.files import Document, Loc, Place, Problem, Tree, listed, nearest

M = TypeVar("M", bound=BaseModel)

Vocabulary = Mapping[str, Sequence[str]]
"""The words a file itself defines, by what they are: its mechanisms, roles, groups …"""

WANTED = {
    "string_type": "words",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "bool_type": "yes or no",
    "bool_parsing": "yes or no",
    "string_pattern_mismatch": "three capital letters, such as CHE",
    "list_type": "a list, in [brackets] or with a dash before each entry",
    "dict_type": "lines of “key: value” below it",
    "model_type": "lines of “key: value” below it",
    "too_short": "at least one entry",
    "model_attributes_type": "lines of “key: value” below it",
}
"""What was expected, by pydantic's name of the error."""


class Strict(BaseModel):
    """A part of a file: nothing unknown is let through, nothing changes afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def wrong(text: str, expected: str = "") -> PydanticCustomError:
    """Return an error that is already a sentence for people."""
    return PydanticCustomError("plain", "{text}", {"text": text, "expected": expected})


def unknown_word(
    word: str, what: str, words: Iterable[str], expected: str = "", also: str = ""
) -> PydanticCustomError:
    """Return the error for a word that is none of ``words``.

    ``expected`` replaces a long list, ``also`` is said after it.
    """
    told = {"words": list(words), "expected": expected, "also": also}
    context: dict[str, Any] = {"word": word, "what": what, **told}
    return PydanticCustomError("unknown_word", "“{word}” is not {what}", context)


def judge(
    model: type[M], document: Document, vocabulary: Vocabulary, problems: list[Problem]
) -> tuple[M | None, Document]:
    """Return the tree as its model and the document that fits it, adding every problem to ``problems``.

    What is wrong is cut out and the rest judged again, so that later checks still see the rest; what only the
    cutting brings about is not told. ``None`` where nothing is left.
    """
    for attempt in range(8):
        try:
            return model.model_validate(document.tree, context=vocabulary), document
        except ValidationError as error:
            found = error.errors()
            if attempt == 0:
                schema = model.model_json_schema()
                problems.extend(_problem(schema, document, one) for one in found)
            ways = sorted({_way(document.tree, one["loc"]) for one in found}, key=_sortable, reverse=True)
            for way in ways:
                document = document.without(way)
            if not isinstance(document.tree, dict):
                break
    return None, document


def _sortable(way: Loc) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in way)


def _way(tree: Tree, loc: Loc) -> Loc:
    """Return the steps of a pydantic location that stand in the file: its own tags are left out."""
    way: list[str | int] = []
    for step in loc:
        match tree, step:
            case dict(), str() if step in tree:
                tree = tree[step]
            case list(), int() if step < len(tree):
                tree = tree[step]
            case _:
                continue
        way.append(step)
    return tuple(way)


def _problem(schema: Mapping[str, Any], document: Document, error: ErrorDetails) -> Problem:
    kind, context = error["type"], error.get("ctx", {})
    way = _way(document.tree, error["loc"])
    key = document.at((*way, ""))
    if kind == "extra_forbidden":
        words = fields_at(schema, way[:-1])
        return Problem(key, f"“{way[-1]}” is not known here", listed(words), nearest(str(way[-1]), words))
    if kind == "missing":
        name = error["loc"][-1]
        return Problem(document.at(way), f"“{name}” is missing", f"a line “{name}: …” here")
    if kind in {"enum", "literal_error"}:
        place = key if error["loc"][-1] == "[key]" else document.at(way)
        return _wrong_word(place, error["input"], str(context["expected"]))
    if kind == "unknown_word":
        words = context["words"]
        text = f"“{context['word']}” is not {context['what']}"
        expected = (context["expected"] or listed(words)) + context["also"]
        return Problem(document.at(way), text, expected, nearest(context["word"], words))
    return _told(document.at(way), kind, error)


def _wrong_word(place: Place, given: object, expected: str) -> Problem:
    words = expected.replace("'", "").replace(" or ", ", ").split(", ")
    text = f"“{given}” does not fit here" if given is not None else "nothing stands here"
    return Problem(place, text, listed(words), nearest(str(given), words))


def _told(place: Place, kind: str, error: ErrorDetails) -> Problem:
    given = error["input"]
    if kind == "plain":
        return Problem(place, error["ctx"]["text"], error["ctx"]["expected"])
    if isinstance(given, dict) and list(given.values()) == [None]:
        word = next(iter(given))
        return Problem(place, "braces at the start of a value need quotes", f'"{{{word}}}" in quotes')
    text = "nothing stands here" if given is None else f"{_shown(given)} does not fit here"
    return Problem(place, text, WANTED.get(kind, error["msg"]))


def _shown(given: object) -> str:
    match given:
        case str():
            return f"“{given}”"
        case list():
            return "a list"
        case _:
            return "a group of lines"


def fields_at(schema: Mapping[str, Any], way: Loc) -> list[str]:
    """Return the keys that may stand at ``way``, read from the JSON Schema of the file."""
    here = [schema]
    for step in way:
        here = [inner for one in here for inner in _inside(schema, one, step)]
    return list(
        dict.fromkeys(
            name for one in here for part in _parts(schema, one) for name in part.get("properties", ())
        )
    )


def _parts(schema: Mapping[str, Any], part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return a schema's alternatives, references followed."""
    if "$ref" in part:
        return _parts(schema, schema["$defs"][part["$ref"].rpartition("/")[2]])
    inner = [*part.get("anyOf", ()), *part.get("oneOf", ()), *part.get("allOf", ())]
    return [part, *(deep for one in inner for deep in _parts(schema, one))]


def _inside(schema: Mapping[str, Any], part: Mapping[str, Any], step: str | int) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for one in _parts(schema, part):
        if isinstance(step, int):
            inner = one.get("items")
        else:
            inner = one.get("properties", {}).get(step, one.get("additionalProperties"))
            found += one.get("patternProperties", {}).values()
        if isinstance(inner, dict):
            found.append(inner)
    return found
