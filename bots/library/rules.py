"""What the library takes in, what it says about what it cannot read, and which passages make an answer."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bots.library import words
from kit.documents.facts import Facts
from kit.effects import React, Redact, Say
from kit.events import FileHeard
from kit.ids import BotName, EventId, Language, RoomId, UserId, server_of
from kit.language import Sentence
from kit.message import saying
from kit.reading.pages import Kind, Why
from kit.search.passages import By, Hit

LIBRARY = BotName("library")
STEWARD = BotName("steward")
DOCUMENT, IMAGE, SOUND, VIDEO = "m.file", "m.image", "m.audio", "m.video"
KINDS = {DOCUMENT: Kind.DOCUMENT, IMAGE: Kind.IMAGE, SOUND: Kind.SOUND, VIDEO: Kind.VIDEO}
"""What files are, as Matrix names it and as people look for it."""

NO_FACTS = Facts()
FINDABLE = "📗"
WIDENED, RANKS = 0.5, 60
"""What ranks count in what a thesaurus adds, and how little they differ far down (reciprocal rank fusion)."""

OF_ONE_DOCUMENT = 2
"""How many passages of one document an answer shows at most."""

LONGEST_TITLE = LONGEST_NAME = 200
LONGEST_CAPTION = 2_000
"""Characters that are kept: people may send far more, and it is indexed anew on each page."""

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(hours=1)

EMPTY_TITLES = re.compile(
    r"(?i)\s*(untitled.*|document\d*|microsoft (word|powerpoint|excel)\b.*|title|slide ?1|\W*|.{0,2})\s*"
)
MADE_BY_MACHINES = re.compile(r"(?i).*\.(docx?|pdf|rtf|odt|indd|qxd|tmp|wpd|html?|txt)\s*")
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that somebody put into a room; ``kind`` is one of :data:`KINDS`, ``size`` as they claim it."""

    event: EventId
    room: RoomId
    sender: UserId
    at: datetime
    name: str
    caption: str | None = None
    thread: EventId | None = None
    kind: str = DOCUMENT
    media_type: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage that answers a question, with all that an answer says of it. ``digest`` is its file's.

    ``text`` is what stands there, ``number`` the printed page, ``paragraph`` the printed number of the
    paragraph, ``inside`` the attachment it stands in. ``facts`` are those that hold, corrections included;
    ``facets`` are what the index narrows by. ``by`` says why it was found.
    """

    upload: Upload
    title: str
    digest: str
    ordinal: int
    number: int | None
    text: str
    latin: Language
    language: Language = Language.ENGLISH
    paragraph: str | None = None
    inside: str = ""
    by_ocr: bool = False
    facts: Facts = field(default_factory=Facts)
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by: By = By.WORDS

    @property
    def room(self) -> RoomId:
        """Where it was uploaded."""
        return self.upload.room

    @property
    def at(self) -> datetime:
        """When it was uploaded."""
        return self.upload.at

    @property
    def same_as(self) -> tuple[str, int]:
        """What two uploads of one file have in common."""
        return self.digest, self.ordinal


def wanted(heard: FileHeard, served: Collection[RoomId]) -> bool:
    """Whether a file is for the shelves: one of a room we serve."""
    return heard.kind in KINDS and heard.room in served


def wait_after(times: int) -> timedelta:
    """Return how long an upload that failed so many times waits for its next try, behind all others."""
    return min(FIRST_WAIT * 2 ** min(times - 1, 20), LONGEST_WAIT) if times > 0 else timedelta()


def title_of(own: str | None, name: str) -> str:
    """Return what to call a document: by its own title where that means anything, else by its file name."""
    own = " ".join((own or "")[: 5 * LONGEST_TITLE].split())
    if own and not EMPTY_TITLES.fullmatch(own) and not MADE_BY_MACHINES.fullmatch(own):
        return own[:LONGEST_TITLE]
    bare = ENDING.sub("", name_kept(name)).replace("_", " ").strip()
    return (bare or name)[:LONGEST_TITLE]


def name_kept(name: str) -> str:
    """Return a file's name as it is kept and said: a very long one loses its middle, not its ending."""
    if len(name) <= LONGEST_NAME:
        return name
    ending = ENDING.search(name[-10:])
    return name[: LONGEST_NAME - 10] + "…" + (ending.group() if ending else "")


def best(passages: Iterable[Passage], limit: int, shown: Collection[Passage] = ()) -> tuple[Passage, ...]:
    """Return the first ``limit`` that are not shown already, few of one document, none twice."""
    seen = {passage.same_as for passage in shown}
    of_one: Counter[str] = Counter()
    chosen: list[Passage] = []
    for passage in passages:
        fresh = passage.same_as not in seen and of_one[passage.digest] < OF_ONE_DOCUMENT
        if fresh and len(chosen) < limit:
            chosen.append(passage)
            seen.add(passage.same_as)
            of_one[passage.digest] += 1
    return tuple(chosen)


def in_order(
    queries: Sequence[Sequence[Hit]], widened: Sequence[Sequence[Hit]]
) -> dict[tuple[str, int], Hit]:
    """Return what several queries found, each passage once, by its document and ordinal, best first.

    What an earlier query found comes first; what widened ones found is fused with the last by its ranks.
    """
    *firsts, last = [_as_they_stand(found) for found in queries]
    points: dict[tuple[str, int], float] = {}
    hits: dict[tuple[str, int], Hit] = {}
    for found, weight in ((last, 1.0), *((each, WIDENED) for each in widened)):
        for rank, hit in enumerate(found):
            spot = (hit.document, hit.ordinal)
            points[spot] = points.get(spot, 0) + weight / (RANKS + rank)
            hits.setdefault(spot, hit)
    before = {(hit.document, hit.ordinal): hit for found in reversed(firsts) for hit in found}
    fused = sorted(points, key=lambda spot: -points[spot]) if widened else list(points)
    return before | {spot: hits[spot] for spot in fused if spot not in before}


def _as_they_stand(found: Sequence[Hit]) -> Sequence[Hit]:
    """Return what was found by its fields alone in the order of its documents, the newest first."""
    if any(hit.by is not By.FILTER for hit in found):
        return found
    return sorted(found, key=lambda hit: (-hit.at.timestamp(), hit.document, hit.ordinal))


def accounts_of_ours(me: UserId, bots: Collection[BotName]) -> frozenset[UserId]:
    """Return the accounts in a room that no person reads through: ours, the steward's, the other bots'."""
    server = server_of(me)
    return frozenset({me, *(UserId(f"@{name}:{server}") for name in {*bots, STEWARD})})


def mark(upload: Upload) -> React:
    """Show under an upload that it can be found."""
    return React(room=upload.room, event=upload.event, emoji=FINDABLE, key=f"library:findable:{upload.event}")


def regret(upload: Upload, why: Why, language: Language) -> Say:
    """Say kindly, in the thread of the upload, why it cannot be found and what would help."""
    return Say(
        room=upload.room,
        message=saying(sentence_for(why), language, name=name_kept(upload.name)),
        key=f"library:regret:{upload.event}",
        thread=upload.thread or upload.event,
        replies_to=upload.event,
        quotes=(upload.event,),
    )


def sentence_for(why: Why) -> Sentence:
    """Return what to say of a file that could not be read."""
    return words.REGRETS[why.value]


def unquote(target: EventId, sent: Iterable[tuple[RoomId, EventId]]) -> tuple[Redact, ...]:
    """Take back what we said that repeats words of an event."""
    return tuple(
        Redact(room=room, event=event, key=f"library:unquote:{target}:{event}")
        for room, event in sorted(sent)
    )
