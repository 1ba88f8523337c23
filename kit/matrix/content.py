"""Our effects as Matrix content: what goes into an event before it is encrypted. Pure."""

from collections.abc import Sequence
from typing import Any

from kit.effects import Edit, React, Say, SendFile, SendGallery
from kit.ids import EventId
from kit.message import Message

Json = dict[str, Any]
GALLERY = "dm.filament.gallery"
"""What MSC4274 calls galleries until it is part of the specification."""


def said(say: Say) -> Json:
    """Return the content of ``m.room.message``; in a thread, clients without threads see a reply."""
    content = _words(say.message, notice=say.notice)
    content["m.mentions"] = {"user_ids": list(say.mentions)} if say.mentions else {}
    relation = _relation(say.thread, say.replies_to)
    if relation:
        content["m.relates_to"] = relation
    return content


def filed(file: SendFile, sealed: Json) -> Json:
    """Return the content of a file that lies on the server as ``sealed`` says (``EncryptedFile``)."""
    content: Json = {
        "msgtype": file.kind,
        "body": file.caption or file.name,
        "filename": file.name,
        "file": sealed,
        "info": {"mimetype": file.media_type, "size": len(file.data)},
        "m.mentions": {},
    }
    relation = _relation(file.thread, file.replies_to)
    return content | ({"m.relates_to": relation} if relation else {})


def hung(gallery: SendGallery, sealed: Sequence[Json]) -> Json:
    """Return the content of a gallery, whose pictures lie on the server as ``sealed`` says (MSC4274)."""
    items = [
        {
            "itemtype": "m.image",
            "body": picture.name,
            "filename": picture.name,
            "file": where,
            "info": {
                "mimetype": picture.media_type,
                "size": len(picture.data),
                "w": picture.width,
                "h": picture.height,
            },
        }
        for picture, where in zip(gallery.pictures, sealed, strict=True)
    ]
    content: Json = {"msgtype": GALLERY, "body": gallery.body, "itemtypes": items, "m.mentions": {}}
    relation = _relation(gallery.thread, gallery.replies_to)
    return content | ({"m.relates_to": relation} if relation else {})


def edited(edit: Edit) -> Json:
    """Return the content of an edit; clients that know no edits show the new words after a star."""
    new = _words(edit.message, notice=True) | {"m.mentions": {}}
    starred = Message(f"* {edit.message.plain}", edit.message.html and f"* {edit.message.html}")
    content = _words(starred, notice=True) | {"m.mentions": {}, "m.new_content": new}
    content["m.relates_to"] = {"rel_type": "m.replace", "event_id": edit.event}
    return content


def reacted(react: React) -> Json:
    """Return the content of ``m.reaction``."""
    return {"m.relates_to": {"rel_type": "m.annotation", "event_id": react.event, "key": react.emoji}}


def _words(message: Message, *, notice: bool) -> Json:
    content = {"msgtype": "m.notice" if notice else "m.text", "body": message.plain}
    if message.html is not None:
        content |= {"format": "org.matrix.custom.html", "formatted_body": message.html}
    return content


def _relation(thread: EventId | None, replies_to: EventId | None) -> Json:
    reply = {"m.in_reply_to": {"event_id": replies_to or thread}} if replies_to or thread else {}
    if thread is None:
        return reply
    falling_back = replies_to is None or replies_to == thread
    return {"rel_type": "m.thread", "event_id": thread, "is_falling_back": falling_back} | reply
