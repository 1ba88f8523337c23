"""The two worlds in which the contract of ``Matrix`` is tested: a pretend server and a real Synapse."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from nio.crypto.attachments import encrypt_attachment

from kit.database import Database, open_database
from kit.events import MessageHeard
from kit.ids import EventId, RoomId, UserId
from kit.matrix import Account, NioMatrix, sign_in
from kit.matrix.machine import MEGOLM
from kit.matrix.transport import segment
from kit.ports import Matrix, RoomRecord
from kit.testing import MemoryMatrix, MemoryServer
from provisioning.homeserver.embedded import EmbeddedHomeserver


@dataclass
class MemoryWorld:
    """The twin."""

    server: MemoryServer = field(default_factory=MemoryServer)

    async def account(self, name: str) -> Matrix:
        return self.server.account(UserId(f"@{name}:palais.localhost"))

    async def room(self, *members: Matrix, encrypted: bool = True, history: str = "shared") -> RoomId:
        users = (member.user for member in members)
        return self.server.room(*users, encrypted=encrypted, history=history)

    async def invite(self, matrix: Matrix, room: RoomId, by: Matrix) -> None:
        self.server.invite(room, matrix.user, by=by.user)

    async def enter(self, matrix: Matrix, room: RoomId, by: Matrix) -> None:
        await self.invite(matrix, room, by)
        await matrix.join(room)

    async def leave(self, matrix: Matrix, room: RoomId) -> None:
        self.server.leave(room, matrix.user)

    async def rename(self, matrix: Matrix, name: str) -> None:
        self.server.names[matrix.user] = name

    async def upload(self, matrix: Matrix, room: RoomId, name: str, data: bytes) -> EventId:
        return self.server.upload(room, matrix.user, name, data)

    async def bodies(self, matrix: Matrix, room: RoomId) -> list[str]:
        assert isinstance(matrix, MemoryMatrix)
        return [said.body for said in self.server.messages(room)]


@dataclass
class SynapseWorld:
    """A real Synapse; accounts are signed in as the platform does it."""

    synapse: EmbeddedHomeserver
    folder: Path
    unique: Callable[[str], str]
    database: Database
    records: dict[RoomId, RoomRecord] = field(default_factory=dict)
    accounts: list[NioMatrix] = field(default_factory=list)

    async def account(self, name: str) -> NioMatrix:
        return await self.sign_in(self.unique(f"bot-{name}"))

    async def sign_in(self, localpart: str) -> NioMatrix:
        """Sign in, or sign in again as after a restart."""
        account = Account(
            homeserver=self.synapse.url,
            user=UserId(f"@{localpart}:{self.synapse.server_name}"),
            token=self.synapse.bots_registration.as_token,
        )
        folder = self.folder / localpart
        matrix = await sign_in(account, database=self.database, folder=folder, record_of=self.records.get)
        self.accounts.append(matrix)
        return matrix

    async def room(self, *members: Matrix, encrypted: bool = True, history: str = "shared") -> RoomId:
        first, *others = members
        assert isinstance(first, NioMatrix)
        shown = {"type": "m.room.history_visibility", "content": {"history_visibility": history}}
        sealed = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": MEGOLM}}
        body = {
            "preset": "private_chat",
            "invite": [other.user for other in others],
            "initial_state": [shown, sealed] if encrypted else [shown],
        }
        path = "/_matrix/client/v3/createRoom"
        answer = await first.transport.ask("POST", path, doing="make a room", body=body, as_service=True)
        room = RoomId(answer["room_id"])
        for other in others:
            await other.join(room)
        return room

    async def leave(self, matrix: Matrix, room: RoomId) -> None:
        assert isinstance(matrix, NioMatrix)
        path = f"/_matrix/client/v3/rooms/{segment(room)}/leave"
        await matrix.transport.ask("POST", path, doing="leave", body={}, as_service=True)

    async def rename(self, matrix: Matrix, name: str) -> None:
        assert isinstance(matrix, NioMatrix)
        path = f"/_matrix/client/v3/profile/{segment(matrix.user)}/displayname"
        body = {"displayname": name}
        await matrix.transport.ask("PUT", path, doing="take a name", body=body, as_service=True)

    async def upload(self, matrix: Matrix, room: RoomId, name: str, data: bytes) -> EventId:
        assert isinstance(matrix, NioMatrix)
        sealed, keys = encrypt_attachment(data)
        mxc = await self._upload(matrix, sealed)
        content = {
            "msgtype": "m.file",
            "body": name,
            "file": {**keys, "url": mxc},
            "info": {"size": len(data)},
        }
        return await matrix.outbox.send(f"file:{mxc}", room, "m.room.message", content)

    async def bodies(self, matrix: Matrix, room: RoomId) -> list[str]:
        assert isinstance(matrix, NioMatrix)
        path = f"/_matrix/client/v3/rooms/{segment(room)}/messages"
        query = {"dir": "f", "limit": "200"}
        answer = await matrix.transport.ask("GET", path, doing="read back", query=query)
        read = [await matrix.reader.read(room, source) for source in answer["chunk"]]
        return [event.body for event in read if isinstance(event, MessageHeard)]

    async def let_in(self, host: NioMatrix, room: RoomId, guest: NioMatrix) -> None:
        """Invite somebody, who comes."""
        await self.enter(guest, room, host)

    async def invite(self, matrix: Matrix, room: RoomId, by: Matrix) -> None:
        assert isinstance(by, NioMatrix)
        path = f"/_matrix/client/v3/rooms/{segment(room)}/invite"
        body = {"user_id": matrix.user}
        await by.transport.ask("POST", path, doing="invite", body=body, as_service=True)

    async def enter(self, matrix: Matrix, room: RoomId, by: Matrix) -> None:
        await self.invite(matrix, room, by)
        await matrix.join(room)

    async def raw(self, matrix: NioMatrix, room: RoomId, event: EventId) -> dict[str, Any]:
        """Return an event as the server has it."""
        path = f"/_matrix/client/v3/rooms/{segment(room)}/event/{segment(event)}"
        return await matrix.transport.ask("GET", path, doing="look at an event", as_service=True)

    async def put_raw(self, matrix: NioMatrix, room: RoomId, kind: str, content: dict[str, Any]) -> None:
        """Send an event past all our care, as a stranger's client can."""
        path = f"/_matrix/client/v3/rooms/{segment(room)}/send/{kind}/{self.unique('txn')}"
        await matrix.transport.ask("PUT", path, doing="send", body=content, as_service=True)

    async def close(self) -> None:
        for matrix in self.accounts:
            await matrix.close()
        await self.database.close()

    async def _upload(self, matrix: NioMatrix, data: bytes) -> str:
        headers = {"Authorization": f"Bearer {matrix.transport.token}"}
        url = f"{self.synapse.url}/_matrix/media/v3/upload"
        async with matrix.transport.http.post(url, data=data, headers=headers) as answer:
            return str((await answer.json())["content_uri"])


@asynccontextmanager
async def synapse_world(
    synapse: EmbeddedHomeserver, folder: Path, unique: Callable[[str], str]
) -> AsyncIterator[SynapseWorld]:
    """Open a world on a real server."""
    database = await asyncio.to_thread(open_database, folder / "palais.db")
    await database.create_all()
    world = SynapseWorld(synapse, folder, unique, database)
    try:
        yield world
    finally:
        await world.close()


@pytest.fixture(params=["memory", pytest.param("synapse", marks=pytest.mark.synapse)])
def server(request: pytest.FixtureRequest) -> EmbeddedHomeserver | None:
    """The real server, or none; started outside the test's loop."""
    if request.param == "memory":
        return None
    real: EmbeddedHomeserver = request.getfixturevalue("synapse")
    return real


@pytest.fixture
async def world(
    server: EmbeddedHomeserver | None, tmp_path: Path, unique: Callable[[str], str]
) -> AsyncIterator[MemoryWorld | SynapseWorld]:
    """Both worlds, one after the other."""
    if server is None:
        yield MemoryWorld()
        return
    async with synapse_world(server, tmp_path, unique) as real:
        yield real


@pytest.fixture
async def real(
    synapse: EmbeddedHomeserver, tmp_path: Path, unique: Callable[[str], str]
) -> AsyncIterator[SynapseWorld]:
    """The real world alone."""
    async with synapse_world(synapse, tmp_path, unique) as world:
        yield world
