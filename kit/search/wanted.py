"""What is looked for, as queries of the index."""

from collections.abc import Iterable

from tantivy import Occur, Query, Schema

from kit.ids import Language
from kit.search.passages import DOCUMENT, FIELDS, Filters
from kit.search.question import Item, Question, Reading

FIRST_YEAR, LAST_YEAR = 1800, 2199
"""Between which years a document can be of."""

SHORTEST_NEAR, SHORTEST_FAR = 4, 8
"""From how many letters on a word may differ in one letter, and from how many in two."""

ENDING = 3
"""How many letters a mistyped ending has that the stemmer could not take off."""


def text_field(language: Language) -> str:
    """Return the field of a language's words."""
    return f"text_{language.value}"


def facet_field(name: str) -> str:
    """Return the field of a facet."""
    return f"facet_{name}"


def narrowed(schema: Schema, filters: Filters) -> Iterable[tuple[Occur, Query]]:
    """Yield what every passage must have: one of the values of each field, one of the years.

    A field that is not kept narrows to nothing. The filters weigh nothing.
    """
    wanted = dict(filters.fields)
    if filters.years is not None:
        years = frozenset(map(str, _years(*filters.years)))
        wanted["year"] = wanted["year"] & years if "year" in wanted else years
    for name, values in wanted.items():
        field = DOCUMENT if name == DOCUMENT else facet_field(name)
        known = name in (*FIELDS, DOCUMENT) and values
        query = Query.term_set_query(schema, field, sorted(values)) if known else None
        yield Occur.Must, Query.empty_query() if query is None else Query.const_score_query(query, 0)


def _years(first: int | None, last: int | None) -> range:
    start = FIRST_YEAR if first is None else max(first, FIRST_YEAR)
    end = LAST_YEAR if last is None else min(last, LAST_YEAR)
    return range(start, end + 1)


def wanted(schema: Schema, question: Question) -> Query:
    """Return the query: each needed item, and enough of the others."""
    if question.is_empty:
        return Query.empty_query()
    needed = [(Occur.Must, sought(schema, item)) for item in question.items if item.needed]
    free = [(Occur.Should, sought(schema, item)) for item in question.items if not item.needed]
    return Query.boolean_query(needed + free, question.least)


def sought(schema: Schema, item: Item) -> Query:
    """Return the query for one item: every stretch of it, each in whichever reading fits best."""
    stretches = [
        Query.disjunction_max_query([Query.boost_query(_read(schema, r), r.weight) for r in stretch])
        for stretch in item.stretches
    ]
    return Query.boolean_query([(Occur.Must, stretch) for stretch in stretches])


def can_be_near(item: Item) -> bool:
    """Whether an item is a word long enough to be mistyped; a phrase must stand as it is."""
    if item.needed:
        return False
    readings = (reading for stretch in item.stretches for reading in stretch)
    return any(_distance(term, reading.language) for reading in readings for term in reading.terms)


def _read(schema: Schema, reading: Reading) -> Query:
    field = text_field(reading.language)
    if reading.near:
        return _all(_near(schema, field, term, reading.language) for term in reading.terms)
    if len(reading.terms) == 1:
        return Query.term_query(schema, field, reading.terms[0])
    if reading.language is Language.CHINESE:
        # Character pairs carry no positions in tantivy, so a Chinese phrase is all of its pairs on one page.
        return _all(Query.term_query(schema, field, term) for term in reading.terms)
    return Query.phrase_query(schema, field, list(reading.terms))


def _near(schema: Schema, field: str, term: str, language: Language) -> Query:
    distance = _distance(term, language)
    if not distance:
        return Query.term_query(schema, field, term)
    whole = Query.fuzzy_term_query(schema, field, term, distance)
    if len(term) < SHORTEST_FAR:
        return whole
    return Query.disjunction_max_query([whole, Query.fuzzy_term_query(schema, field, term[:-ENDING], 1)])


def _distance(term: str, language: Language) -> int:
    """Return in how many letters a word may differ: none in Chinese, in numbers and in short words."""
    if language is Language.CHINESE or not term.isalpha() or len(term) < SHORTEST_NEAR:
        return 0
    return 1 if len(term) < SHORTEST_FAR else 2


def _all(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])
