"""Numbers for passages and languages, by which the index of words and that of meaning know them."""

from hashlib import blake2b

from kit.ids import Language

LANGUAGES = tuple(Language)


def row_of(document: str, ordinal: int) -> int:
    """Return the number of a passage: the same everywhere, below 2 to the power of 63."""
    digest = blake2b(f"{ordinal} {document}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
