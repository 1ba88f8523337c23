"""How each part is doing, as it says itself."""

from dataclasses import dataclass, field
from enum import StrEnum


class Standing(StrEnum):
    """How a part is doing."""

    STARTING = "starting"
    READY = "ready"
    TROUBLED = "troubled"


@dataclass(frozen=True, slots=True)
class Health:
    """What the parts of the platform last said of themselves; ``why`` is one sentence for the operator."""

    parts: dict[str, tuple[Standing, str]] = field(default_factory=dict)

    def say(self, part: str, standing: Standing, why: str = "") -> None:
        """Note how a part is doing now."""
        self.parts[part] = (standing, why)

    @property
    def ready(self) -> bool:
        """Whether there are parts and all of them are ready."""
        return bool(self.parts) and all(standing is Standing.READY for standing, _ in self.parts.values())

    def report(self) -> dict[str, object]:
        """Return everything as JSON takes it."""
        worst = Standing.READY if self.ready else Standing.STARTING
        if any(standing is Standing.TROUBLED for standing, _ in self.parts.values()):
            worst = Standing.TROUBLED
        parts = {name: _one(*said) for name, said in sorted(self.parts.items())}
        return {"status": worst.value, "parts": parts}


def _one(standing: Standing, why: str) -> dict[str, str]:
    return {"status": standing.value} | ({"why": why} if why else {})
