"""A thesaurus is read from any common form, and finds what a text names."""

import os
from pathlib import Path

import pytest

from kit.errors import BadInput
from kit.ids import Language
from kit.search.concepts import Concepts, read_concepts
from kit.search.thesaurus import Thesaurus, shown

TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:x:1> a skos:Concept ;
    skos:prefLabel "FOSTER HOMES"@en, "FOYERS D’ACCUEIL"@fr, "寄养家庭"@zh, "دور الحضانة"@ar ;
    skos:prefLabel "Pflegefamilie"@de ;
    skos:altLabel "foster families"@en-GB ; skos:narrower <urn:x:2> .
<urn:x:2> skos:prefLabel "KINSHIP CARE"@en ; skos:broader <urn:x:1> .
<urn:x:3> skos:prefLabel "TEA"@en, "THE"@fr .
"""
RDF_XML = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
         xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:Concept rdf:about="urn:x:1">
    <skos:prefLabel xml:lang="en">FOSTER HOMES</skos:prefLabel>
    <skos:prefLabel xml:lang="fr">FOYERS D’ACCUEIL</skos:prefLabel>
  </skos:Concept>
</rdf:RDF>"""
JSON_LD = """{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#"}, "@id": "urn:x:1",
  "skos:prefLabel": [
  {"@value": "FOSTER HOMES", "@language": "en"}, {"@value": "FOYERS D’ACCUEIL", "@language": "fr"}]}"""
PLAIN = """{"topics": [{"identifier": "1", "labels": {"en": "FOSTER HOMES", "fr": "FOYERS D’ACCUEIL"},
  "altLabels": {"en": ["foster families"]}}, "nonsense", {"labels": 3}]}"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def known(folder: Path) -> Concepts:
    return read_concepts(written(folder, "t.ttl", TURTLE))


@pytest.mark.parametrize(
    ("name", "text"),
    [("t.ttl", TURTLE), ("t.rdf", RDF_XML), ("t.jsonld", JSON_LD), ("t.json", JSON_LD), ("t.json", PLAIN)],
)
def test_labels_are_read_from_every_common_form(tmp_path: Path, name: str, text: str) -> None:
    concepts = read_concepts(written(tmp_path, name, text))
    found = next(iter(concepts.values()))
    assert found.labels[Language.ENGLISH][0] == "FOSTER HOMES"
    assert found.labels[Language.FRENCH] == ["FOYERS D’ACCUEIL"]


@pytest.mark.parametrize(
    ("name", "text", "because"),
    [
        ("t.ttl", "this is no turtle", "cannot be read as Turtle"),
        ("t.docx", TURTLE, "ending"),
        ("t.ttl", "", "no labels"),
        ("t.json", "[]", "no labels"),
    ],
)
def test_what_is_no_thesaurus_is_refused_with_the_reason(
    tmp_path: Path, name: str, text: str, because: str
) -> None:
    with pytest.raises(BadInput, match=because):
        read_concepts(written(tmp_path, name, text))
    with pytest.raises(BadInput, match="cannot be read"):
        read_concepts(tmp_path / "nothing.ttl")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the state of foster homes in the region", "foster homes"),
        ("a foster home", "foster home"),
        ("Foster families are few", "Foster families"),
        ("les foyers d'accueil dans la région", "foyers d'accueil"),
        ("关于寄养家庭的规定", "寄养家庭"),
        ("حالة دور الحضانة", "دور الحضانة"),
    ],
)
def test_a_text_names_a_concept_in_any_language_and_form(tmp_path: Path, text: str, said: str) -> None:
    (mention,) = Thesaurus(known(tmp_path)).mentions(text)
    assert text[mention.start : mention.end] == said
    assert len(mention.labels) >= 3
    assert all(label.casefold() != said.casefold() for _, label in mention.labels)


def test_a_short_word_of_another_language_names_nothing(tmp_path: Path) -> None:
    thesaurus = Thesaurus(known(tmp_path))
    assert thesaurus.mentions("the right of the child to the highest standard") == ()
    assert thesaurus.mentions("") == ()


def test_each_further_label_weighs_less(tmp_path: Path) -> None:
    (mention,) = Thesaurus(known(tmp_path)).mentions("foster homes")
    (readings,) = mention.item.stretches
    weights = [reading.weight for reading in readings]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


def test_what_is_narrower_is_looked_for_only_where_that_is_wanted(tmp_path: Path) -> None:
    (plain,) = Thesaurus(known(tmp_path)).mentions("foster homes")
    (wide,) = Thesaurus(known(tmp_path), narrower=True).mentions("foster homes")
    assert (Language.ENGLISH, "KINSHIP CARE") not in plain.labels
    assert wide.labels[-1] == (Language.ENGLISH, "KINSHIP CARE")


def test_what_was_looked_for_as_well_is_told_in_the_readers_language_first(tmp_path: Path) -> None:
    mentions = Thesaurus(known(tmp_path)).mentions("foster homes")
    assert shown(mentions, Language.FRENCH)[0] == "foyers d’accueil"
    assert shown(mentions, Language.CHINESE)[0] == "寄养家庭"


def test_the_thesaurus_of_the_united_nations_is_understood() -> None:
    path = Path(os.environ.get("PALAIS_CORPUS", "../shared/data")) / "unbis-thesaurus" / "all_topics.json"
    if not path.exists():
        pytest.skip("PALAIS_CORPUS has no unbis-thesaurus")
    thesaurus = Thesaurus(read_concepts(path))
    (mention,) = thesaurus.mentions("arbitrary detention")
    assert {language for language, _ in mention.labels} >= set(Language) - {Language.ENGLISH}
