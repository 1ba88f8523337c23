"""Whoever presses whatever, nobody is shown or sent what they may not read, and everybody what they may."""

import os
import re
from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from bots.library.answering.answers import FILES, MORE, NUMBERS
from kit.events import FileHeard, Membership, MessageHeard
from kit.ids import RoomId, UserId
from tests.bots.library import test_permissions as plain
from tests.bots.library.house import ME

USERS, TOKEN = plain.USERS, plain.TOKEN
LABEL = re.compile(r"(\S)\ufe0f\u20e3\xa0\u2068(English|French)\u2069\xa0\((\d+)\)")


class Pressing(plain.Community):
    """The same community, where answers are short: people press for more, for less, and for the files."""

    passages = 2

    def words(self, token: str) -> str:
        """Write every second paper in French."""
        if self.is_french(token):
            return f"Le zebra {token} est un animal de la savane et du grand parc national."
        return f"The zebra {token} is an animal of the plains and of the great national park."

    def is_french(self, token: str) -> bool:
        return int(token.removeprefix("token")) % 2 == 0

    def compare(self, room: RoomId, asker: UserId) -> None:
        said: list[MessageHeard] = self.run(self.house.ask(room, asker, "zebra"))
        public = {token for token in self.documents if self.fit_for(room, token)}
        mine = self.for_one(asker) - public
        (here,) = (message for message in said if message.room == room)
        self.is_whole(here, asker, public)
        proven = self.record(room).encrypted
        alone = [message for message in said if message.room != room]
        self.told_alone(alone, asker, mine if proven else set())
        self.files_come(here, asker)
        others = [user for user in USERS if self.joined(room, user)]
        for user in others[:2]:
            self.files_come(here, user)

    def compare_directly(self, chat: RoomId, asker: UserId, *, encrypted: bool) -> None:
        said: list[MessageHeard] = self.run(self.house.ask(chat, asker, "zebra"))
        mine = self.for_one(asker)
        (here,) = (message for message in said if message.room == chat)
        elsewhere = [message for message in said if message.room != chat]
        if encrypted:
            self.is_whole(here, asker, mine)
            self.files_come(here, asker)
            assert not elsewhere
        else:
            assert not TOKEN.findall(here.body)
            assert not elsewhere

    def told_alone(self, said: list[MessageHeard], asker: UserId, mine: set[str]) -> None:
        """See that the asker alone is told what is theirs."""
        assert bool(said) == bool(mine)
        for message in said:
            assert message.encrypted
            if mine:
                assert self.present(message.room) == {asker}
                self.enter(message.room, asker)
            self.is_whole(message, asker, mine)

    def enter(self, chat: RoomId, user: UserId) -> None:
        if self.members(chat).get(user) is Membership.INVITE:
            self.house.server.join(chat, user)

    def is_whole(self, answer: MessageHeard, presser: UserId, wanted: set[str]) -> None:
        """See that an answer, page by page, shows what it should, and that its choices count that alone."""
        shown = self.pages(answer, presser)
        assert set(shown) == wanted
        assert not [token for token, times in shown.items() if times > 1]
        for sign, label, count in LABEL.findall(answer.body):
            these = {token for token in wanted if self.is_french(token) == (label == "French")}
            assert int(count) == len(these)
            (narrowed,) = self.press(presser, answer, NUMBERS[int(sign) - 1])
            assert set(self.pages(narrowed, presser)) == these

    def pages(self, answer: MessageHeard, presser: UserId) -> Counter[str]:
        """Return what an answer shows and all that pressing for more brings, in the same place."""
        shown = Counter(set(TOKEN.findall(answer.body)))
        while MORE in self.offered(answer):
            (following,) = self.press(presser, answer, MORE)
            assert (following.room, following.encrypted) == (answer.room, answer.encrypted)
            answer = following
            shown.update(set(TOKEN.findall(answer.body)))
        return shown

    def offered(self, answer: MessageHeard) -> set[str]:
        return {
            one.emoji for one in self.house.server.reactions(answer.room, answer.event) if one.sender == ME
        }

    def press(self, user: UserId, answer: MessageHeard, sign: str) -> list[MessageHeard]:
        before = self.house.said()
        self.house.server.react(answer.room, user, answer.event, sign)
        self.run(self.house.settle())
        return [message for message in self.house.said() if message not in before]

    def files_come(self, answer: MessageHeard, user: UserId) -> None:
        """See that who presses for the files gets those that they may see, and nobody anything else."""
        if FILES not in self.offered(answer):
            return
        wanted = set(TOKEN.findall(answer.body)) & self.for_one(user)
        before = {file.event for file in self.files()}
        pressed_already = any(
            one.sender == user and one.emoji == FILES
            for one in self.house.server.reactions(answer.room, answer.event)
        )
        assert self.press(user, answer, FILES) == []
        sent = [file for file in self.files() if file.event not in before]
        assert {file.name.removesuffix(".txt") for file in sent} == (set() if pressed_already else wanted)
        assert len({file.event for file in sent}) == len({file.name for file in sent})
        for file in sent:
            assert file.encrypted
            assert self.present(file.room) == {user}

    def files(self) -> list[FileHeard]:
        return [
            event
            for room in self.house.server.rooms.values()
            for event in room.timeline.values()
            if isinstance(event, FileHeard) and event.sender == ME and event.event not in room.redacted
        ]

    @rule(user=plain.people, sign=st.sampled_from([MORE, FILES, *NUMBERS[:2]]), back=st.integers(0, 5))
    def press_something_old(self, user: UserId, sign: str, back: int) -> None:
        """Press under an earlier answer, whatever has happened since."""
        standing = [message for message in self.house.said() if self.joined(message.room, user)]
        if len(standing) <= back:
            return
        answer = standing[-1 - back]
        before = {file.event for file in self.files()}
        for message in self.press(user, answer, sign):
            tokens = set(TOKEN.findall(message.body))
            if message.room in self.rooms:
                assert tokens <= {token for token in self.documents if self.fit_for(message.room, token)}
            elif tokens:
                assert self.present(message.room) == {user}
                assert tokens <= self.for_one(user)
        for file in self.files():
            if file.event not in before:
                assert self.present(file.room) == {user}
                assert file.name.removesuffix(".txt") in self.for_one(user)


Pressing.TestCase.settings = settings(
    max_examples=int(os.environ.get("PALAIS_SOAK", "0")) or 4,
    stateful_step_count=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestPressing = Pressing.TestCase
