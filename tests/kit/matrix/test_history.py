"""Looking back at a server that shows only some of it, asks to wait, or shows nonsense."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from kit.events import Membership, MessageHeard
from kit.ids import RoomId, UserId
from kit.matrix.history import MOST_PAGES, History
from kit.matrix.reading import Reader

HALL = RoomId("!hall")
ADA, BO = UserId("@ada:palais.localhost"), UserId("@bo:palais.localhost")
JOINED = frozenset({Membership.JOIN})
Json = dict[str, Any]


@dataclass
class Pretender:
    """As much of a server as is asked: who is in, and pages of the past."""

    members: list[Json] = field(default_factory=list)
    pages: list[Json] = field(default_factory=list)
    asked: list[Json] = field(default_factory=list)

    async def ask(self, _method: str, path: str, *, query: Json | None = None, **_: Any) -> Json:
        if path.endswith("/members"):
            return {"chunk": self.members}
        self.asked.append(query or {})
        return self.pages.pop(0) if self.pages else {"chunk": []}


def history(server: Pretender) -> History:
    nothing: Any = None
    transport: Any = server
    return History(transport, nothing, Reader(nothing, nothing, nothing))


def move(number: int, user: UserId, now: str, replaces: int | None = None, was: str | None = None) -> Json:
    unsigned: Json = {} if replaces is None else {"replaces_state": f"${replaces}"}
    if was is not None:
        unsigned["prev_content"] = {"membership": was}
    return {
        "type": "m.room.member",
        "event_id": f"${number}",
        "sender": user,
        "state_key": user,
        "origin_server_ts": number * 1000,
        "content": {"membership": now},
        "unsigned": unsigned,
    }


def said(number: int, body: Any = "hello") -> Json:
    content = {"msgtype": "m.text", "body": body}
    stamp = {"event_id": f"${number}", "sender": ADA, "origin_server_ts": number}
    return {"type": "m.room.message", **stamp, "content": content}


async def came(server: Pretender) -> dict[UserId, str]:
    return {user: heard.event for user, heard in (await history(server).comings(HALL, JOINED)).items()}


async def test_who_took_another_name_came_when_they_came() -> None:
    invite = move(1, ADA, "invite")
    server = Pretender([move(9, ADA, "join", replaces=5)], [{"chunk": [move(5, ADA, "join", 1), invite]}])
    assert await came(server) == {ADA: "$5"}


async def test_who_left_for_a_moment_came_when_they_came_back() -> None:
    back = move(9, ADA, "join", replaces=8)
    before = [move(8, ADA, "leave", 7), move(7, ADA, "join", 6), move(6, ADA, "invite")]
    assert await came(Pretender([back], [{"chunk": before}])) == {ADA: "$9"}


async def test_how_somebody_came_may_stand_on_a_later_page() -> None:
    pages: list[Json] = [
        {"chunk": [move(8, BO, "join", 7)], "end": "older"},
        {"chunk": [], "end": "older still"},
        {"chunk": [move(2, ADA, "join")]},
    ]
    server = Pretender([move(9, ADA, "join", replaces=2)], pages)
    assert await came(server) == {ADA: "$2"}
    assert [query.get("from") for query in server.asked] == [None, "older", "older still"]


async def test_where_the_server_hides_how_somebody_came_a_later_instant_is_told() -> None:
    hidden = Pretender([move(9, ADA, "join", replaces=5)], [{"chunk": [move(4, ADA, "join")]}])
    assert await came(hidden) == {ADA: "$9"}


async def test_an_end_that_is_not_shown_is_not_looked_for_for_ever() -> None:
    pages: list[Json] = [{"chunk": [], "end": f"page {number}"} for number in range(MOST_PAGES + 5)]
    server = Pretender([move(9, ADA, "join", replaces=5)], pages)
    assert await came(server) == {ADA: "$9"}
    assert len(server.asked) == MOST_PAGES


async def test_nobody_is_looked_for_where_all_came_at_once() -> None:
    server = Pretender([move(1, ADA, "join"), move(2, BO, "leave", 1)])
    assert await came(server) == {ADA: "$1"}
    assert server.asked == []


@pytest.mark.parametrize(("end", "before"), [("b", "b"), ("a", None), (None, None)])
async def test_a_server_that_names_the_same_place_again_has_no_more(
    end: str | None, before: str | None
) -> None:
    server = Pretender(pages=[{"chunk": [said(1)], "end": end}])
    past = await history(server).page(HALL, "a")
    assert past.before == before
    assert server.asked[0]["from"] == "a"


async def test_nonsense_in_the_past_is_passed_over() -> None:
    odd: list[Json] = [said(3), said(2, body=["no", "words"]), {"type": "m.room.message", "event_id": "$1"}]
    past = await history(Pretender(pages=[{"chunk": odd}])).page(HALL, None)
    assert [event.body for event in past.events if isinstance(event, MessageHeard)] == ["hello"]
