"""People's names as they are compared: case, accents, order and punctuation do not matter."""

import re
import unicodedata

from kit.search.folding import fold

_WORD = re.compile(r"\w+")


def folded(name: str) -> str:
    """Return a name for comparing: its words without case and accents, in the order of the alphabet."""
    plain = unicodedata.normalize("NFKD", fold(name).casefold())
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(sorted(_WORD.findall(bare)))
