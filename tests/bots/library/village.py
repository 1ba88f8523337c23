"""A community whose people use everything that the library can be asked, each word judged by who reads it.

Whatever the library says or sends anywhere is taken from the server's own log, and compared for each person
who can read it there with what a plain history of the rooms lets them see.
"""

import io
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bots.library.answering.answers import FILES, MORE, NUMBERS
from kit.classification import Classification
from kit.commands import reply
from kit.errors import Refusal
from kit.events import FileHeard, Membership, MessageHeard, ReactionHeard
from kit.ids import RoomId, UserId
from kit.message import saying
from kit.part import Answering
from kit.perform import perform
from tests.bots.library.house import ME, STEWARD, reopen
from tests.bots.library.test_permissions import (
    IN,
    ROOMS,
    TOKEN,
    USERS,
    Community,
    usual,
    weaknesses,
)

POINTED = ("like", "versions", "why")
"""Commands about one document, which the asker names whether or not they may see it."""

SIGNS = frozenset({MORE, FILES, *NUMBERS})
"""What can be pressed under an answer."""

SYMBOL = "CEDAW/C/GC/{base}{revised}"
BASES = 3


@dataclass
class Tally:
    """What was compared: messages, each with each of its readers; ``shown`` are the papers in them."""

    messages: int = 0
    comparisons: int = 0
    shown: int = 0
    by: Counter[str] = field(default_factory=Counter)


def base_of(token: str) -> int:
    return int(token.removeprefix("token")) % BASES


def symbol_of(token: str) -> str:
    """Return the symbol of a paper: some are versions of the same."""
    number = int(token.removeprefix("token"))
    revised = number // BASES
    return SYMBOL.format(base=number % BASES + 30, revised=f"/Rev.{revised}" if revised else "")


class Village(Community):
    """Lives at random; :meth:`live` does a number of things, and :meth:`judge` looks at what came of each.

    ``questions`` are asked, on average, between two things that change what people may see.
    """

    questions = 6

    def __init__(self, seed: int, tally: Tally) -> None:
        super().__init__()
        self.chance, self.tally, self.judged = random.Random(seed), tally, 0
        self.doing = ""

    def words(self, token: str) -> str:
        """Write a paper with a symbol and numbered paragraphs, every second one in French."""
        french = int(token.removeprefix("token")) % 2
        said = "Le zebra {0} est un animal de la savane." if french else "The zebra {0} is an animal."
        numbered = "\n\n".join(f"{n}. {said.format(token)} Paragraph {n} of it." for n in range(11, 14))
        return f"{symbol_of(token)}\n\nDistr.: General\n\n{numbered}"

    def open(self) -> None:
        """Begin with rooms of random kinds and people in random seats."""
        self.passages = self.chance.choice((20, 3))
        kinds = tuple(usual | self.chance.choice(weaknesses) for _ in ROOMS)
        calm = self.chance.random() < 0.5
        seats = [IN if calm or self.chance.random() < 0.7 else self.any_standing() for _ in range(12)]
        self.begin(seats, kinds)
        self.judge()

    def any_standing(self) -> Membership:
        return self.chance.choice((IN, IN, Membership.INVITE, *tuple(Membership)))

    def any_room(self) -> int:
        return self.chance.randrange(len(ROOMS))

    def any_user(self) -> UserId:
        return self.chance.choice(USERS)

    def live(self, acts: int) -> None:
        """Do a number of things, one after the other."""
        for _ in range(acts):
            act = self.chance.choices((self.happen, self.inquire), (1, self.questions))[0]
            act()
            self.judge()

    def happen(self) -> None:
        """Let something happen that changes what people may see."""
        room, user = self.any_room(), self.any_user()
        self.doing = ""
        acts: list[tuple[int, Callable[[], object]]] = [
            (4, lambda: self.move(room, user, self.any_standing())),
            (3, lambda: self.leave_and_come_back(room, user, heard=self.chance.random() < 0.5)),
            (1, lambda: self.leave_unheard(room, user)),
            (2, lambda: self.sleep_through([(self.any_room(), self.none_or(user)) for _ in range(3)])),
            (4, lambda: self.upload(room) if len(self.documents) < 14 else None),
            (2, self.take_back),
            (2, lambda: self.relabel(room, self.chance.choice(tuple(Classification)))),
            (1, lambda: self.serve_or_not(room)),
            (2, lambda: self.put_the_library_out_or_in(room)),
        ]
        self.chance.choices([act for _, act in acts], [weight for weight, _ in acts])[0]()
        self.run(self.house.settle())
        self.run(self.house.library.conversing.news.look())
        if self.chance.random() < 0.05:
            self.run(reopen(self.house))

    def none_or(self, user: UserId) -> UserId | None:
        return self.chance.choice((None, user))

    def take_back(self) -> None:
        if not self.documents:
            return
        room, event = self.documents.pop(self.chance.choice(sorted(self.documents)))
        self.house.server.redact(room, STEWARD, event)

    def inquire(self) -> None:
        """Let somebody ask something, somewhere."""
        places = [(room, user) for room in self.rooms for user in USERS]
        places = [(r, u) for r, u in places if self.joined(r, u) and self.joined(r, ME)]
        if not places or self.chance.random() < 0.25:
            self.inquire_directly()
            return
        room, user = self.chance.choice(places)
        self.put_a_question(room, user)

    def inquire_directly(self) -> None:
        user = self.any_user()
        chat = self.run(self.house.matrix.direct_chat(user))
        if not self.joined(chat, user):
            self.house.server.join(chat, user)
        self.put_a_question(chat, user)

    def put_a_question(self, room: RoomId, user: UserId) -> None:
        """Ask by whatever command, or press something under what was said here lately."""
        ask = self.chance.choices((self.search, self.command, self.press), (2, 3, 2))[0]
        ask(room, user)

    def search(self, room: RoomId, user: UserId) -> None:
        self.doing = "search"
        one = f"zebra {self.any_token()}"
        words = self.chance.choice(("zebra", "animal", one, "body:cedaw", "lang:fr zebra"))
        before = len(self.house.server.log)
        self.run(self.asked(room, user, self.house.library.finding.search, words))
        if words == "zebra" and room in self.rooms and self.passages == 20:
            said = [event for event, _ in self.house.server.log[before:] if isinstance(event, MessageHeard)]
            here = [message for message in said if (message.room, message.sender) == (room, ME)]
            shown = {token for message in here for token in TOKEN.findall(message.body)}
            assert shown == {token for token in self.documents if self.fit_for(room, token)}

    async def asked(self, room: RoomId, user: UserId, run: Answering, text: str) -> None:
        """Put a question, and let all be said that follows from it."""
        heard = await self.house.matrix.event(room, self.house.server.say(room, user, text))
        assert isinstance(heard, MessageHeard)
        try:
            await perform(await run(self.house.asked(heard, text)), self.house.matrix)
        except Refusal as refusal:
            said = saying(refusal.sentence, self.house.people.language(user), **refusal.values)
            await perform([reply(heard, said, direct=room not in self.rooms)], self.house.matrix)
        await self.finish()

    def any_token(self) -> str:
        """Return any paper, also one that is gone or that the asker may not see."""
        return f"token{self.chance.randint(1, max(1, self.uploads))}"

    def command(self, room: RoomId, user: UserId) -> None:
        names = sorted({command.name for command in self.house.library.conversing.commands} - {"correct"})
        self.doing = name = self.chance.choice(names)
        run = next(each.run for each in self.house.library.conversing.commands if each.name == name)
        self.run(self.asked(room, user, run, self.given(name)))

    def given(self, name: str) -> str:
        """Return what is said after the name of a command."""
        token = self.any_token()
        if name in POINTED:
            events = [str(event) for _, event in self.documents.values()]
            return self.chance.choice(events or ["$nothing"])
        said = {
            "cite": f"{symbol_of(token)} para 12",
            "new": str(self.chance.choice((1, 30))),
            "follow": "zebra",
            "unfollow": str(self.chance.randint(1, 4)),
            "export": self.chance.choice(("", "zebra", "body:cedaw")),
        }
        return said.get(name, "")

    async def finish(self) -> None:
        """Let everything be said that waits to be said."""
        conversing = self.house.library.conversing
        finding, judging = conversing.finding, conversing.judging
        while not finding.private.empty():
            await finding.tell_asker(finding.private.get_nowait())
        while not judging.private.empty():
            await judging.tell_asker(judging.private.get_nowait())
        while not conversing.exporting.waiting.empty():
            await conversing.exporting.one(conversing.exporting.waiting.get_nowait())
        while not conversing.gallery.waiting.empty():
            await conversing.gallery.show(conversing.gallery.waiting.get_nowait())
        await self.house.matrix.hear_all(self.house.hear)
        for queue in (conversing.pressing.answering, conversing.pressing.fetching):
            while not queue.empty():
                await conversing.pressing.one(queue)

    def press(self, room: RoomId, user: UserId) -> None:
        """Press something under one of the last things said in a place."""
        self.doing = "press"
        offered = [
            one
            for one in self.house.server.find(room).timeline.values()
            if isinstance(one, ReactionHeard) and one.sender == ME and one.emoji in SIGNS
        ]
        if offered:
            one = self.chance.choice(offered[-12:])
            self.house.server.react(room, user, one.target, one.emoji)
            self.run(self.finish())

    def judge(self) -> None:
        """Compare what the library said since the last time with what each of its readers may see."""
        log = self.house.server.log
        for event, _ in log[self.judged :]:
            if isinstance(event, MessageHeard | FileHeard) and event.sender == ME:
                self.compare_with_readers(event)
        self.judged = len(log)

    def compare_with_readers(self, event: MessageHeard | FileHeard) -> None:
        tokens = self.tokens_in(event)
        readers = self.readers(event.room)
        self.tally.messages += 1
        self.tally.shown += len(tokens)
        self.tally.by[self.doing] += 1
        if event.event in self.house.server.find(event.room).redacted:
            return
        assert not tokens or event.encrypted or not self.record(event.room).encrypted
        for reader in readers:
            self.tally.comparisons += 1
            assert tokens <= self.may_read(reader, event.room), (self.doing, event.room, reader, tokens)
        assert not tokens or event.room in self.rooms or len(readers) == 1

    def readers(self, room: RoomId) -> set[UserId]:
        """Return who can read what is said in a place now; the invited where they will, once they accept."""
        if room in self.rooms and self.record(room).history == "joined":
            return {user for user in self.present(room) if self.joined(room, user)}
        return self.present(room)

    def may_read(self, reader: UserId, place: RoomId) -> set[str]:
        """Return which papers may be shown to somebody in a place."""
        if place not in self.rooms:
            return {
                t for t, (room, _) in self.documents.items() if self.is_open(room) and self.saw(reader, t)
            }
        target = self.record(place)
        return {
            token
            for token, (source, _) in self.documents.items()
            if self.is_open(source)
            and (source == place or not self.weaker(target, self.record(source)))
            and self.saw(reader, token, here=source == place)
        }

    def tokens_in(self, event: MessageHeard | FileHeard) -> set[str]:
        """Return the papers of which anything stands in a message or a file, all that is packed included."""
        if isinstance(event, MessageHeard):
            return set(TOKEN.findall(f"{event.body} {event.html}"))
        data = self.house.server.media[event.mxc]
        texts = [event.name, event.caption or "", data.decode("utf-8", "replace")]
        if zipfile.is_zipfile(io.BytesIO(data)):
            texts += unpacked(data)
        return set(TOKEN.findall(" ".join(texts)))


def unpacked(data: bytes) -> list[str]:
    """Return names and texts of what is in an archive, archives in it included."""
    texts: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            inside = parts.read(name)
            texts += [name, inside.decode("utf-8", "replace")]
            if zipfile.is_zipfile(io.BytesIO(inside)):
                texts += unpacked(inside)
    return texts
