"""What staff may say of a document, and what its facts are then. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kit.documents.facts import Facts
from kit.ids import Language


def corrected(facts: Facts, said: Mapping[str, str]) -> Facts:
    """Return facts as staff corrected them, by the field that each value is of."""
    given: dict[str, Any] = dict(said)
    if "date" in said:
        given["date"] = date.fromisoformat(said["date"])
    if "language" in said:
        given["language"] = Language(said["language"])
        given["languages"] = tuple(dict.fromkeys((given["language"], *facts.languages)))
    return replace(facts, **given)
