"""The ground a platform stands on: which homeserver, by which registrations, and which bots."""

import pkgutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import bots
from kit.errors import BadInput
from kit.ids import BotName, UserId
from kit.part import Bot
from kit.settings import Settings
from palais.state import State
from provisioning.desired import BotSeat
from provisioning.homeserver.embedded import SERVER_NAME, EmbeddedHomeserver
from provisioning.homeserver.registration import Registration, read_registration

STEWARD = BotName("steward")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A homeserver that answers. ``embedded`` is set where it is our own."""

    url: str
    server_name: str
    steward: Registration
    bots: Registration
    embedded: EmbeddedHomeserver | None = None

    def user(self, bot: BotName) -> UserId:
        """Return the account of a bot."""
        return UserId(f"@{bot}:{self.server_name}")

    def registration(self, bot: BotName) -> Registration:
        """Return the registration that claims a bot: the steward has one alone."""
        return self.steward if bot == STEWARD else self.bots

    def seats(self) -> Mapping[BotName, BotSeat]:
        """Return the seats of the bots that serve rooms; the steward, as creator, needs none."""
        return {
            name: BotSeat(user=self.user(name), power=bot.power, notice=bot.notice, indexes=bot.indexes)
            for name, bot in all_bots().items()
            if name != STEWARD
        }

    def is_ours(self, user: UserId) -> bool:
        """Whether an account is one of the platform's own."""
        return user in {self.user(name) for name in all_bots()}


@cache
def all_bots() -> Mapping[BotName, Bot]:
    """Return the bots of the house by name: each folder under ``bots/`` has its door."""
    doors = (import_module(f"bots.{module.name}").BOT for module in pkgutil.iter_modules(bots.__path__))
    return {bot.name: bot for bot in doors}


@asynccontextmanager
async def embedded_ground(state: State, port: int) -> AsyncIterator[Ground]:
    """Start the homeserver of our own in the state folder, and stop it at the end."""
    names = [name for name in all_bots() if name != STEWARD]
    server = EmbeddedHomeserver(state.homeserver, port=port, server_name=SERVER_NAME, bot_names=names)
    await server.start()
    try:
        yield Ground(
            url=server.url,
            server_name=server.server_name,
            steward=server.steward_registration,
            bots=server.bots_registration,
            embedded=server,
        )
    finally:
        await server.stop()


def configured_ground(settings: Settings) -> Ground:
    """Return the homeserver that the settings name. Raises ``BadInput`` where there is none."""
    known = settings.homeserver
    if not (known.url and known.server_name and known.steward_registration and known.bots_registration):
        raise BadInput(
            "the settings name no homeserver: fill [homeserver] in palais.toml, as in "
            "config/palais.example.toml, or use “palais up” for one of our own"
        )
    return Ground(
        url=known.url.rstrip("/"),
        server_name=known.server_name,
        steward=read_registration(known.steward_registration),
        bots=read_registration(known.bots_registration),
    )
