"""What the library keeps and shows of a room, from what the file says of the room and around it."""

from dataclasses import replace

from kit.classification import Classification
from provisioning.community.written import WrittenLibrary
from provisioning.shape import Shelves


def within(around: WrittenLibrary, said: WrittenLibrary | None) -> WrittenLibrary:
    """Return what holds inside an entry: each line that it says wins over the one around it."""
    if said is None:
        return around
    return WrittenLibrary.model_validate(
        around.model_dump(by_alias=True, exclude_none=True)
        | said.model_dump(by_alias=True, exclude_none=True)
    )


def shelves_of(said: WrittenLibrary, classification: Classification) -> Shelves:
    """Return what the library does with a room that is open."""
    strict = classification is Classification.STRICTLY_CONFIDENTIAL
    return Shelves(
        indexed=not strict or said.strictly_confidential == "indexed",
        keeps=said.after_closing == "kept",
        shows_earlier=said.earlier == "shown" and not strict,
    )


def closed(shelves: Shelves, said: WrittenLibrary) -> Shelves:
    """Return what it does with one that is read only, such as a room that was brought to its end."""
    return replace(shelves, indexed=shelves.indexed and said.after_closing != "gone")
