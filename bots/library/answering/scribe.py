"""Knows what is needed to say of a document where it comes from."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bots.library.answering.answers import Describing, link_to
from bots.library.questions.naming import language_name
from bots.library.rules import Upload
from kit.ids import Language, UserId, server_of
from kit.ports import People, Rooms


@dataclass(frozen=True, slots=True, kw_only=True)
class Scribe:
    """Describes documents to one reader at a time; ``me`` is the library's own account."""

    people: People
    rooms: Rooms
    me: UserId

    def describing(self, language: Language, reader: UserId) -> Describing:
        """Return how passages are described to a reader. Reads calendars and zones: use it in a thread."""
        return Describing(
            language=language,
            room_name=self.room_name,
            person_name=self.person_name,
            day=lambda upload: self.day(upload, reader),
            language_name=language_name,
            via=server_of(self.me),
        )

    def room_name(self, upload: Upload) -> str:
        """Return what the room of an upload is called."""
        record = self.rooms.record(upload.room)
        return record.name if record else ""

    def person_name(self, upload: Upload) -> str:
        """Return who put an upload there."""
        return self.people.name(upload.sender)

    def day(self, upload: Upload, reader: UserId) -> date:
        """Return the day of an upload where its reader is."""
        return upload.at.astimezone(ZoneInfo(self.people.zone(reader))).date()

    def link(self, upload: Upload) -> str:
        """Return a link that opens an upload."""
        return link_to(upload, server_of(self.me))
