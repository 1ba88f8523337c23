"""How names are compared: case, accents, forms of letters and punctuation do not matter."""

import re
import unicodedata
from functools import lru_cache

from kit.search.folding import fold

WORDS = re.compile(r"[^\W_]+")
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@lru_cache(maxsize=1 << 12)
def plain(text: str) -> str:
    """Return a text's words in their order, in small letters, without accents and punctuation."""
    bare = unicodedata.normalize("NFKD", fold(text).casefold())
    return " ".join(WORDS.findall("".join(c for c in bare if not unicodedata.combining(c))))
