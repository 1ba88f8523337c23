"""Requests to the homeserver: one door, where waiting is obeyed and every "no" becomes one of our errors."""

import asyncio
import itertools
import json
import math
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from kit.errors import Forbidden, MatrixFailure, NotFound, RateLimited, SignedOut, Unreachable
from kit.ids import DeviceId, UserId

Json = dict[str, Any]

FIRST_WAIT = 0.2
LONGEST_WAIT = 10.0
MOST_ERRORS = 8
LEAST_UPLOAD, SLOWEST_UPLOAD = 60.0, 256 * 1024
"""Seconds that any upload may take, and the bytes a second at least for more."""

PATIENCE = 90.0
"""Seconds an ordinary request waits for a server that restarts; sends and sync wait as long as it takes."""


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    path: str
    doing: str
    body: Mapping[str, Any] | None
    query: Mapping[str, str] | None
    as_service: bool
    seconds: float
    before: Callable[[], Awaitable[None]] | None
    data: bytes | None = field(default=None, repr=False)


@dataclass(slots=True)
class Transport:
    """Speaks to one homeserver for one account.

    ``service`` is the registration's token: what is sent with it is free of rate limits. ``token`` is the
    device's own, known once signed in. ``requests`` counts them, for measuring. ``renew`` signs in again when
    the device's token no longer works.
    """

    http: aiohttp.ClientSession
    url: str
    user: UserId
    service: str = field(repr=False)
    token: str = field(default="", repr=False)
    device: DeviceId | None = None
    requests: int = 0
    stamp: str = field(default_factory=lambda: secrets.token_hex(8))
    sent: int = 0
    renew: Callable[[], Awaitable[None]] | None = field(default=None, repr=False)
    renewing: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    async def ask(
        self,
        method: str,
        path: str,
        *,
        doing: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        as_service: bool = False,
        patience: float | None = PATIENCE,
        once: bool = False,
        seconds: float = 60.0,
        before: Callable[[], Awaitable[None]] | None = None,
    ) -> Json:
        """Return the answer; wait out 429, 5xx and restarts for ``patience`` seconds, ``None`` for ever.

        What must happen ``once`` is tried again only where the server cannot have done it already. Each
        try may take ``seconds``, and is made only after ``before``, which may forbid it.
        """
        request = _Request(method, path, doing, body, query, as_service, seconds, before)
        return await self._patiently(request, patience, once=once)

    async def give(self, path: str, data: bytes, *, doing: str) -> str:
        """Upload bytes and return the address (``mxc://…``) under which they lie from now on."""
        seconds = LEAST_UPLOAD + len(data) / SLOWEST_UPLOAD
        request = _Request("POST", path, doing, None, None, True, seconds, None, data)
        answer = await self._patiently(request, PATIENCE, once=False)
        return str(answer["content_uri"])

    async def _patiently(self, request: _Request, patience: float | None, *, once: bool) -> Json:
        deadline = math.inf if patience is None else asyncio.get_running_loop().time() + patience
        for tries in itertools.count():
            used = self.token
            try:
                return await self._once(request)
            except SignedOut:
                if request.as_service or not await self._signed_in_again(used):
                    raise
                pause = 0.0
            except RateLimited as asked:
                pause = asked.retry_after
                if asyncio.get_running_loop().time() + pause > deadline:
                    raise
            except Unreachable as down:
                pause = min(FIRST_WAIT * 2**tries, LONGEST_WAIT)
                hopeless = down.status == 500 and tries >= MOST_ERRORS
                too_late = asyncio.get_running_loop().time() + pause > deadline
                if hopeless or too_late or (once and down.status is not None):
                    raise
            await asyncio.sleep(pause)
        raise AssertionError("a count has no end")

    async def _signed_in_again(self, refused: str) -> bool:
        async with self.renewing:
            if self.token == refused and self.renew is not None:
                await self.renew()
            return self.token != refused

    async def _once(self, request: "_Request") -> Json:
        if request.before is not None:
            await request.before()
        self.requests += 1
        try:
            async with self.http.request(
                request.method,
                URL(self.url + request.path, encoded=True),
                params=self._asked(request.query, as_service=request.as_service),
                json=request.body,
                data=request.data,
                headers=self._headers(as_service=request.as_service) | _kind_of(request),
                timeout=aiohttp.ClientTimeout(total=request.seconds),
            ) as answer:
                text = await answer.text()
        except aiohttp.ClientConnectorError as problem:
            raise Unreachable(request.doing, message="no connection") from problem
        except (aiohttp.ClientError, TimeoutError) as problem:
            raise Unreachable(request.doing, message="no whole answer", status=0) from problem
        if answer.status >= 300:
            raise failure_of(request.doing, answer.status, text)
        return _said(text)

    @asynccontextmanager
    async def stream(self, path: str, *, doing: str) -> AsyncIterator[aiohttp.StreamReader]:
        """Open an answer to be read piece by piece."""
        self.requests += 1
        try:
            async with self.http.get(
                URL(self.url + path, encoded=True), headers=self._headers(as_service=False)
            ) as answer:
                if answer.status >= 300:
                    raise failure_of(doing, answer.status, await answer.text())
                yield answer.content
        except (aiohttp.ClientError, TimeoutError) as problem:
            raise Unreachable(doing, message="no whole answer") from problem

    def _asked(self, query: Mapping[str, str] | None, *, as_service: bool) -> dict[str, str]:
        asked = dict(query or {})
        if as_service:
            asked["user_id"] = self.user
            if self.device is not None:
                asked["device_id"] = self.device
        return asked

    def _headers(self, *, as_service: bool) -> dict[str, str]:
        token = self.service if as_service else self.token
        return {"Authorization": f"Bearer {token}"} if token else {}


def _kind_of(request: _Request) -> dict[str, str]:
    return {} if request.data is None else {"Content-Type": "application/octet-stream"}


def segment(part: str) -> str:
    """Return an ID as one segment of a path."""
    return quote(part, safe="")


def failure_of(doing: str, status: int, text: str) -> MatrixFailure:
    """Return a refusal of the server as our error."""
    said = _said(text)
    code, message = str(said.get("errcode", "")) or None, str(said.get("error", ""))
    if status == 429:
        return RateLimited(doing, float(said.get("retry_after_ms", 1000)) / 1000)
    if code == "M_UNKNOWN_TOKEN":
        return SignedOut(doing, code, message, status=status)
    if status >= 500:
        return Unreachable(doing, code, message, status=status)
    kinds = {"M_FORBIDDEN": Forbidden, "M_NOT_FOUND": NotFound}
    return kinds.get(code or "", MatrixFailure)(doing, code, message, status=status)


def _said(text: str) -> Json:
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
