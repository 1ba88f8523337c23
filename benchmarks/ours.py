"""One account of ours that serves one command, made of the platform's own pieces, in its own process."""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.bare import FIXED
from kit.classification import Classification
from kit.database import open_database
from kit.effects import Effect, Say
from kit.ids import BotName, Language, RoomId, RoomKey, UserId
from kit.language import Sentence
from kit.matrix import Account, signed_in
from kit.message import Message
from kit.part import Asked, Bot, Command, Part, Ports
from kit.ports import RoomRecord
from kit.serving import serve

HEARTBEAT = 0.002
WORDS = Sentence(en="Answers.", fr="Répond.", es="Responde.", ar="يجيب.", zh="回答。", ru="Отвечает.")


class OneCommunity:
    """People and rooms of a benchmark: all read English, and every room is open to who has no identity."""

    def language(self, _user: UserId) -> Language:
        """Return English."""
        return Language.ENGLISH

    def name(self, user: UserId) -> str:
        """Return the localpart."""
        return user[1:].partition(":")[0]

    def zone(self, _user: UserId) -> str:
        """Return Geneva's zone."""
        return "Europe/Zurich"

    def record(self, room: RoomId) -> RoomRecord | None:
        """Return an unclassified, encrypted room, whichever is asked for."""
        return RoomRecord(
            key=RoomKey("benchmark"),
            room=room,
            name="Benchmark",
            classification=Classification.UNCLASSIFIED,
            encrypted=True,
            bots=frozenset({BotName("echo")}),
            language=Language.ENGLISH,
        )

    def served_by(self, _bot: BotName) -> Mapping[RoomId, RoomRecord]:
        """Return none by name."""
        return {}


async def answer(asked: Asked) -> Sequence[Effect]:
    """Answer in the thread with the fixed text."""
    event = asked.heard.event
    return (Say(room=asked.heard.room, message=Message(FIXED), key=f"answer:{event}", thread=event),)


PART = Part(commands=(Command(name="say", usage="WORDS", about=WORDS, run=answer),))


async def start(_ports: Ports) -> Part:
    """Return the part, which needs no ports."""
    return PART


BOT = Bot(name=BotName("echo"), title=WORDS, about=WORDS, reads=WORDS, start=start)


class Pulse:
    """Feels how long the loop was blocked, at worst."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def beat(self) -> None:
        """Beat until cancelled."""
        clock = asyncio.get_running_loop().time
        before = clock()
        while True:
            await asyncio.sleep(HEARTBEAT)
            now = clock()
            self.longest = max(self.longest, now - before - HEARTBEAT)
            before = now


async def run(homeserver: str, user: UserId, state: Path, token: str) -> None:
    """Serve until the word ``longest`` comes, then tell the longest block, and so on until cancelled."""
    pulse, community = Pulse(), OneCommunity()
    beating = asyncio.create_task(pulse.beat())
    database = open_database(state / "palais.db")
    try:
        await database.create_all()
        account = Account(homeserver=homeserver, user=user, token=token)
        async with signed_in(
            account, database=database, folder=state / "keys", record_of=community.record
        ) as matrix:
            print("ready", flush=True)
            telling = asyncio.create_task(tell_on_demand(pulse))
            try:
                await serve(
                    matrix,
                    PART,
                    BOT,
                    people=community,
                    rooms=community,
                    database=database,
                    ours=lambda who: who == user,
                )
            finally:
                telling.cancel()
    finally:
        beating.cancel()
        await database.close()


async def tell_on_demand(pulse: Pulse) -> None:
    """Answer each line of standard input with the longest block so far."""
    while await asyncio.to_thread(sys.stdin.readline):
        print(f"longest {pulse.longest}", flush=True)


def main() -> None:
    """Run the account."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("homeserver", "user", "state"):
        parser.add_argument(name)
    options = parser.parse_args()
    token = sys.stdin.readline().strip()
    state = Path(options.state)
    state.mkdir(parents=True, exist_ok=True)
    asyncio.run(run(options.homeserver, UserId(options.user), state, token))


if __name__ == "__main__":
    main()
