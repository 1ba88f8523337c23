"""How the words of each language are cut and reduced, as measured for first hits on real texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import assert_never

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from kit.ids import Language
from kit.search.folding import fold, fold_with_origins

LONGEST_WORD = 64


@dataclass(frozen=True, slots=True)
class Token:
    """A reduced word and where it stands in the text."""

    text: str
    start: int
    end: int


@cache
def analyser(language: Language) -> TextAnalyzer:
    """Return the analyser of a language; what it is given has been folded."""
    if language is Language.CHINESE:
        return TextAnalyzerBuilder(Tokenizer.ngram(1, 2)).filter(Filter.lowercase()).build()
    words = TextAnalyzerBuilder(Tokenizer.simple())
    words = words.filter(Filter.remove_long(LONGEST_WORD)).filter(Filter.lowercase())
    return words.filter(Filter.stemmer(_stemmer(language))).filter(Filter.ascii_fold()).build()


def _stemmer(language: Language) -> str:
    match language:
        case Language.ARABIC:
            return "arabic"
        case Language.ENGLISH:
            return "english"
        case Language.FRENCH:
            return "french"
        case Language.RUSSIAN:
            return "russian"
        case Language.SPANISH:
            return "spanish"
        case Language.CHINESE:
            raise ValueError("Chinese has no stems")
        case _:
            assert_never(language)


@cache
def name_analyser() -> TextAnalyzer:
    """Return the analyser of titles and file names: whole words of any language."""
    words = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD))
    return words.filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()


def terms(language: Language, text: str) -> tuple[str, ...]:
    """Return what to look up for a word or a phrase, in order.

    In Chinese that is each pair of neighbours, or the character where there is only one.
    """
    found = tuple(token.text for token in analyser(language).pre_tokenize(fold(text)).tokens)
    return _pairs(found) if language is Language.CHINESE else found


def _pairs(grams: tuple[str, ...]) -> tuple[str, ...]:
    grams = tuple(gram for gram in grams if any(map(str.isalnum, gram)))
    pairs = tuple(gram for gram in grams if len(gram) == 2 and gram.isalnum())
    return pairs or grams


def tokens(language: Language, text: str) -> Iterator[Token]:
    """Yield the words of a text as they are indexed, each with its place in the text as it stands."""
    folded = fold_with_origins(text)
    for token in analyser(language).pre_tokenize(folded.text).tokens:
        if token.char_offset_to > token.char_offset_from:
            yield Token(token.text, *folded.original(token.char_offset_from, token.char_offset_to))
