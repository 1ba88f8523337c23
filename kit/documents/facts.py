"""What is known of a document, by its own words or because staff said so."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kit.ids import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a document says of itself; what it does not say is ``None`` or empty.

    ``symbol`` is as printed, ``symbol_key`` the same in one spelling, ``base_key`` without what makes it an
    addition, a revision or a corrigendum. ``other_symbols`` are keys that it bears as well (joint general
    comments), ``cites`` those it refers to. ``body`` and ``type`` are short keys such as ``cedaw`` and
    ``gc``, ``state`` is an ISO 3166-1 alpha-3 code in small letters. ``version`` is ``draft``,
    ``advance-unedited``, ``rev.1``, ``corr.1``, ``add.1`` or ``None``; ``case`` the number of a
    communication. ``languages`` are all that it has paragraphs in, ``language`` that of most of it.
    """

    symbol: str | None = None
    symbol_key: str | None = None
    base_key: str | None = None
    other_symbols: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    title: str | None = None
    date: dt.date | None = None
    body: str | None = None
    state: str | None = None
    session: str | None = None
    type: str | None = None
    version: str | None = None
    cycle: str | None = None
    case: str | None = None
    language: Language = Language.ENGLISH
    languages: tuple[Language, ...] = field(default=())

    def facet_values(self) -> Mapping[str, tuple[str, ...]]:
        """Return what the index keeps of it, by field: raw terms, in small letters but for symbols."""
        borne = [key for key in (self.symbol_key, *self.other_symbols) if key]
        own = {"body": self.body, "state": self.state, "type": self.type, "version": self.version}
        values = {name: (value.lower(),) for name, value in own.items() if value}
        languages = tuple(language.value for language in self.languages or (self.language,))
        return values | {
            "symbol": _with_prefixes(borne),
            "cites": _with_prefixes(self.cites),
            "lang": languages,
        }


def _with_prefixes(keys: Iterable[str]) -> tuple[str, ...]:
    """Return symbols and all their beginnings that end before a “/”, each once."""
    parts = [key.upper().split("/") for key in keys]
    return tuple(dict.fromkeys("/".join(each[: n + 1]) for each in parts for n in range(len(each))))
