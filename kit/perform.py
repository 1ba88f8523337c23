"""The one place where what a part decided is done."""

from collections.abc import Iterable
from typing import assert_never

from kit.effects import Edit, Effect, React, Redact, Say, SayDirectly
from kit.ports import Matrix


async def perform(effects: Iterable[Effect], matrix: Matrix) -> None:
    """Do each effect in order; the first failure stops the rest.

    Every effect carries its own key, so that doing them again after a crash does only what was not done.
    """
    for effect in effects:
        match effect:
            case Say():
                await matrix.say(effect)
            case SayDirectly():
                await matrix.say_directly(effect)
            case Edit():
                await matrix.edit(effect)
            case React():
                await matrix.react(effect)
            case Redact():
                await matrix.redact(effect)
            case _:
                assert_never(effect)
