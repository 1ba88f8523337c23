"""Retrieval counts where the right passages stand, within a language and across."""

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.retrieval import Asked, Entry, Tally, figures_of
from kit.ids import Language

EN, FR, RU = Language.ENGLISH, Language.FRENCH, Language.RUSSIAN


def entry(name: str) -> Entry:
    return Entry(name=name, language=Language(name[:2]), text="", document=name)


def test_each_language_is_ranked_apart_and_a_pair_counts_as_a_pair() -> None:
    tally, found = Tally(times=[0.001]), [entry(name) for name in ("en1", "fr1", "en2", "fr2", "ru1")]
    languages = {one.name: one.language for one in [*found, entry("ru9")]}
    tally.count(Asked(language=EN, text="", relevant=frozenset({"en2", "fr1", "ru9"})), found, languages)
    tally.count(Asked(language=FR, text="", relevant=frozenset({"fr2", "en1"})), found, languages)
    figures = {name: one.value for name, one in figures_of(tally).items()}
    assert figures["en_recall_at_1"] == figures["fr_recall_at_1"] == figures["same_language_recall_at_1"] == 0
    assert figures["en_recall_at_5"] == figures["same_language_recall_at_5"] == 1
    assert figures["same_language_mrr"] == 0.5
    assert figures["en-fr_recall_at_1"] == figures["fr-en_recall_at_1"] == 1
    assert figures["en-ru_recall_at_5"] == figures["en-ru_mrr"] == 0
    assert figures["cross_language_recall_at_5"] == pytest.approx(2 / 3)
    assert figures["mixed_mrr"] == pytest.approx((1 / 3 + 1 / 4) / 2)
    assert figures["mixed_other_mrr"] == pytest.approx((1 / 2 + 1) / 2)


def test_a_folder_is_measured_on_the_path_of_the_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = [
        {"id": 1, "lang": "en", "text": "No one shall be subjected to torture.", "doc": "a"},
        {"id": 2, "lang": "en", "text": "Everyone has the right to education.", "doc": "a"},
        {"id": 3, "lang": "ru", "text": "Никто не должен подвергаться пыткам."},
        {"id": 4, "lang": "ru", "text": "Каждый человек имеет право на образование."},
    ]
    queries = [
        {"id": "q1", "lang": "en", "text": "Who may be subjected to torture?", "relevant": [1, 3]},
        {"id": "q2", "lang": "ru", "text": "Кто имеет право на образование?", "relevant": [2, 4]},
    ]
    for name, lines in (("corpus", corpus), ("queries", queries)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert main(["retrieval", str(tmp_path), "--json"]) == 0
    printed = {name: one["value"] for name, one in json.loads(capsys.readouterr().out).items()}
    assert printed["same_language_recall_at_1"] == printed["cross_language_recall_at_5"] == 1
    assert printed["en-ru_recall_at_1"] == printed["ru-en_recall_at_1"] == 1
    assert printed["passages"] == 4
    assert main(["retrieval", str(tmp_path), "--json", "--encoder", "none"]) == 0
    alone = {name: one["value"] for name, one in json.loads(capsys.readouterr().out).items()}
    assert alone["same_language_recall_at_1"] == 1
    assert alone["cross_language_recall_at_5"] == 0


def test_without_a_folder_it_says_what_it_needs() -> None:
    with pytest.raises(SystemExit, match="corpus"):
        main(["retrieval"])
