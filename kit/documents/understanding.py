"""From the pages of a file to what is known of the document and where its paragraphs stand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kit.documents.bearing import Borne, borne_by, cited_by
from kit.documents.facts import Facts
from kit.documents.front import Front, front_of
from kit.documents.paragraphs import Paragraph, paragraphs_in
from kit.documents.symbols import Symbol
from kit.documents.telling import (
    body_told,
    case_told,
    day_of_the_file,
    day_told,
    kind_told,
    session_told,
    state_told,
    version_told,
)
from kit.documents.titles import title_of
from kit.ids import Language
from kit.reading.pages import ReadFile

PLENTY = 0.05
"""What part of a document is in a language that it counts as being in."""

LATEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A document as it is kept."""

    facts: Facts
    paragraphs: tuple[Paragraph, ...]


def understand(read: ReadFile, *, name: str, caption: str | None, uploaded: datetime) -> Understood:
    """Return what a file is and where its paragraphs stand; takes time in proportion to its length."""
    paragraphs = paragraphs_in(read.pages)
    front = front_of(read.pages)
    borne = borne_by(front, read.pages, name, caption or "")
    facts = _facts(read, front, borne, name, paragraphs)
    return Understood(facts=_believed(facts, uploaded), paragraphs=paragraphs)


def _facts(read: ReadFile, front: Front, borne: Borne, name: str, paragraphs: Sequence[Paragraph]) -> Facts:
    symbol = borne.symbol
    title = title_of(front, read.title, has_symbol=symbol is not None)
    kind = kind_told(symbol, title)
    languages = _languages(paragraphs)
    found = Facts(
        cites=cited_by(read.pages, borne),
        title=title,
        date=day_told(front) or day_of_the_file(read),
        body=body_told(symbol, kind, title, front),
        state=state_told(symbol, kind, title),
        session=session_told(symbol, front),
        type=kind,
        version=version_told(symbol, title, front, name),
        case=case_told(symbol, kind, front),
        language=languages[0],
        languages=languages,
    )
    return found if symbol is None else _with_symbol(found, symbol, borne.others)


def _with_symbol(facts: Facts, symbol: Symbol, others: tuple[str, ...]) -> Facts:
    return replace(
        facts,
        symbol=symbol.printed,
        symbol_key=symbol.key,
        base_key=symbol.base_key,
        other_symbols=others,
        cycle=symbol.cycle,
    )


def _believed(facts: Facts, uploaded: datetime) -> Facts:
    """Return the facts without a day long after the upload: it is that of something planned."""
    late = facts.date is not None and facts.date > uploaded.date() + LATEST
    return replace(facts, date=None) if late else facts


def _languages(paragraphs: Sequence[Paragraph]) -> tuple[Language, ...]:
    """Return the languages of a document, that of most of it first."""
    weights: Counter[Language] = Counter()
    for one in paragraphs:
        weights[one.language] += (one.end - one.start) * (3 if one.language is Language.CHINESE else 1)
    least = PLENTY * sum(weights.values())
    found = tuple(language for language, weight in weights.most_common() if weight >= least)
    return found or (Language.ENGLISH,)
