"""Reads documents from the catalogue's tables, as staff corrected them, within a transaction of another."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bots.library.keeping.correcting import corrected
from bots.library.keeping.rows import facts_of, page_of, passage_of, shelved_passage_of, upload_of
from bots.library.keeping.shelved import Shelved, ShelvedPage
from bots.library.rules import Passage
from bots.library.tables import FINDABLE, corrections, pages, passages, uploads, vectors
from kit.documents.facts import Facts
from kit.ids import EventId


async def load_pages(connection: AsyncConnection, event: EventId) -> list[ShelvedPage]:
    """Return the pages of a document in order."""
    query = select(pages).where(pages.c.event == event).order_by(pages.c.ordinal)
    return [page_of(row) for row in await connection.execute(query)]


async def load_shelved(connection: AsyncConnection, event: EventId) -> Shelved | None:
    """Return a document as the index needs it, ``None`` where it cannot be found."""
    head = (await connection.execute(select(uploads).where(uploads.c.event == event))).first()
    if head is None or head.state != FINDABLE:
        return None
    mine = select(passages).where(passages.c.event == event).order_by(passages.c.ordinal)
    rows = (await connection.execute(mine)).all()
    texts = {page.ordinal: page.text for page in await load_pages(connection, event)}
    facts = (await load_facts(connection, [head]))[event]
    meant = (await connection.execute(select(vectors).where(vectors.c.event == event))).first()
    return Shelved(
        upload=upload_of(head),
        title=facts.title or head.title,
        facts=facts,
        about=head.about or {},
        passages=tuple(shelved_passage_of(row, texts[row.page]) for row in rows),
        model=meant.model if meant else None,
        vectors=meant.data if meant else None,
    )


async def load_facts(connection: AsyncConnection, heads: Iterable[Any]) -> dict[EventId, Facts]:
    """Return the facts of some uploads as staff corrected them."""
    read = {EventId(head.event): facts_of(head.facts) for head in heads}
    said: dict[EventId, dict[str, str]] = {}
    query = select(corrections).where(corrections.c.event.in_(list(read)))
    for row in await connection.execute(query):
        said.setdefault(EventId(row.event), {})[row.field] = row.value
    return {event: corrected(facts, said.get(event, {})) for event, facts in read.items()}


async def load_passages(
    connection: AsyncConnection, wanted: list[tuple[str, int]]
) -> dict[tuple[str, int], Passage]:
    """Return passages by event and ordinal."""
    mine = select(passages).where(tuple_(passages.c.event, passages.c.ordinal).in_(wanted))
    rows = (await connection.execute(mine)).all()
    events = {row.event for row in rows}
    there = select(uploads).where(uploads.c.event.in_(events), uploads.c.state == FINDABLE)
    heads = {head.event: head for head in await connection.execute(there)}
    places = {(row.event, row.page) for row in rows}
    read = select(pages).where(tuple_(pages.c.event, pages.c.ordinal).in_(places))
    texts = {(page.event, page.ordinal): page for page in await connection.execute(read)}
    facts = await load_facts(connection, heads.values())
    return {
        (row.event, row.ordinal): passage_of(head, texts[row.event, row.page], row, facts[row.event])
        for row in rows
        if (head := heads.get(row.event)) is not None
    }
