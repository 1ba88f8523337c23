"""Reads a thesaurus from the disk: SKOS in any common form of RDF, or a plain JSON list of topics."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.errors import BadInput
from kit.ids import Language

SKOS = "http://www.w3.org/2004/02/skos/core#"
PREFERRED, ALTERNATIVE = f"{SKOS}prefLabel", f"{SKOS}altLabel"
NARROWER, BROADER = f"{SKOS}narrower", f"{SKOS}broader"

LONGEST_LABEL = 120
LARGEST = 512 * 1024 * 1024
LANGUAGES = {language.value: language for language in Language}


@dataclass(slots=True)
class Concept:
    """One thing and what it is called, the preferred label of each language first.

    ``narrower`` are the concepts that it has below it.
    """

    labels: dict[Language, list[str]] = field(default_factory=dict)
    narrower: set[str] = field(default_factory=set)

    def add(self, language: str, label: str, *, preferred: bool) -> None:
        """Note a label in one of the six languages; others are left out."""
        known, label = LANGUAGES.get(language.casefold().partition("-")[0]), " ".join(label.split())
        if known is None or not label or len(label) > LONGEST_LABEL:
            return
        labels = self.labels.setdefault(known, [])
        if label not in labels:
            labels.insert(0, label) if preferred else labels.append(label)


Concepts = Mapping[str, Concept]


def read_concepts(path: Path) -> Concepts:
    """Return the concepts of a file by what names them. Blocks: call it in a thread.

    Raises :class:`BadInput` where the file is not there or cannot be read.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path} is too large for a thesaurus")
        data = path.read_bytes()
    except OSError as problem:
        raise BadInput(f"{path} cannot be read: {problem.strerror}") from problem
    topics = _topics(data) if path.suffix.casefold() == ".json" else None
    concepts = _from_rdf(path, data) if topics is None else _from_topics(topics)
    if not concepts:
        raise BadInput(f"{path} holds no labels in any of the six languages")
    return concepts


def _topics(data: bytes) -> list[Any] | None:
    """Return the list of a plain JSON file; JSON-LD has none and is read as RDF."""
    try:
        whole = json.loads(data)
    except ValueError:
        return None
    topics = whole.get("topics") if isinstance(whole, dict) else None
    return topics if isinstance(topics, list) else None


def _from_topics(topics: Iterable[Any]) -> Concepts:
    """Read ``{"topics": [{"identifier": …, "labels": {"en": …}, "narrower": […]}]}``."""
    concepts: dict[str, Concept] = {}
    for topic in topics:
        if not isinstance(topic, dict):
            continue
        concept = concepts.setdefault(str(topic.get("identifier")), Concept())
        for language, label in _pairs(topic.get("labels")):
            concept.add(language, label, preferred=True)
        for language, label in _pairs(topic.get("altLabels")):
            concept.add(language, label, preferred=False)
        concept.narrower.update(each for each in topic.get("narrower") or () if isinstance(each, str))
    return {name: concept for name, concept in concepts.items() if concept.labels}


def _pairs(labels: Any) -> Iterator[tuple[str, str]]:
    for language, said in labels.items() if isinstance(labels, dict) else ():
        yield from (
            (language, each) for each in (said if isinstance(said, list) else [said]) if isinstance(each, str)
        )


def _from_rdf(path: Path, data: bytes) -> Concepts:
    try:
        import pyoxigraph as ox
    except ImportError:
        raise BadInput(f"{path} is RDF, which needs pip install 'palais[thesaurus]'") from None
    ending = path.suffix.casefold().removeprefix(".")
    form = ox.RdfFormat.from_extension({"json": "jsonld", "skos": "rdf"}.get(ending, ending))
    if form is None:
        raise BadInput(f"{path} has an ending that tells no form of RDF: .ttl, .rdf, .nt, .n3 or .jsonld")
    concepts: dict[str, Concept] = {}
    try:
        for triple in ox.parse(data, form, base_iri="urn:thesaurus", without_named_graphs=False):
            _note(concepts, triple)
    except (SyntaxError, ValueError) as problem:
        raise BadInput(f"{path} cannot be read as {form.name}: {problem}") from problem
    return {name: concept for name, concept in concepts.items() if concept.labels}


def _note(concepts: dict[str, Concept], triple: Any) -> None:
    """Take in one statement, if it is a label or says what is narrower."""
    subject, about, value = triple.subject.value, triple.predicate.value, triple.object
    if about in (PREFERRED, ALTERNATIVE):
        language = getattr(value, "language", None)
        if language:
            concept = concepts.setdefault(subject, Concept())
            concept.add(language, value.value, preferred=about == PREFERRED)
    elif about == NARROWER:
        concepts.setdefault(subject, Concept()).narrower.add(value.value)
    elif about == BROADER:
        concepts.setdefault(value.value, Concept()).narrower.add(subject)
