"""A process that says numbered words in a room, again from the first after each start; to be killed.

Started with a JSON object: homeserver, user, token, folder, database, room, words.
"""

import asyncio
import json
import sys
from pathlib import Path

from kit.database import open_database
from kit.effects import Say
from kit.ids import RoomId, UserId
from kit.matrix import Account, signed_in
from kit.message import Message


async def say_all(told: dict[str, str]) -> None:
    """Say every word once, whatever happened before."""
    account = Account(homeserver=told["homeserver"], user=UserId(told["user"]), token=told["token"])
    database = open_database(Path(told["database"]))
    await database.create_all()
    async with signed_in(account, database=database, folder=Path(told["folder"])) as matrix:
        for number in range(int(told["words"])):
            word = Say(room=RoomId(told["room"]), message=Message(f"word {number}"), key=f"word:{number}")
            await matrix.say(word)
    await database.close()


if __name__ == "__main__":
    asyncio.run(say_all(json.loads(sys.argv[1])))
