"""Reads Markdown: the words without their marks, lists with their numbers, and what stands above the text."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kit.reading.pages import Page, ReadFile
from kit.reading.script import row_of
from kit.reading.written.plain import decoded

FRONT = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FIELD = re.compile(r"^([A-Za-z][\w-]{0,40}):[ \t]*(\S.{0,1000})$", re.MULTILINE)
FACTS = {
    "author": "author",
    "authors": "author",
    "date": "created",
    "created": "created",
    "keywords": "keywords",
    "tags": "keywords",
    "subject": "subject",
    "description": "subject",
}
DEEPEST = 40
"""How deep quotations and lists may stand in each other before marks are left as they are."""


def read_markdown(data: bytes) -> ReadFile:
    """Return the text as one page without a number."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    front = FRONT.match(text)
    fields = {name.lower(): _bare(said) for name, said in FIELD.findall(front[1])} if front else {}
    body = text[front.end() :] if front else text
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    tokens = parser.parse(body)
    heading = next((_heading(tokens, n) for n, one in enumerate(tokens) if one.type == "heading_open"), None)
    about = {FACTS[name]: said for name, said in fields.items() if name in FACTS and said}
    written = "".join(_written(tokens))
    page = Page(None, written if any(map(str.isalnum, written)) else body)
    return ReadFile(fields.get("title") or heading, (page,), about)


def _bare(said: str) -> str:
    said = said.strip()
    quoted = len(said) > 1 and said[0] == said[-1] and said[0] in "\"'"
    return (said[1:-1] if quoted else said.strip("[]")).strip()


def _heading(tokens: list[Token], at: int) -> str | None:
    return _inline(tokens[at + 1]) if tokens[at].tag == "h1" and at + 1 < len(tokens) else None


def _written(tokens: list[Token]) -> Iterator[str]:
    cells: list[str] | None = None
    for token in tokens:
        match token.type:
            case "tr_open":
                cells = []
            case "tr_close":
                yield row_of(cells or [])
                cells = None
            case "inline" if cells is not None:
                cells.append(_inline(token))
            case _:
                yield _block(token)


def _block(token: Token) -> str:
    match token.type:
        case "inline":
            return _inline(token)
        case "fence" | "code_block" | "html_block":
            return f"{token.content}\n"
        case "list_item_open":
            return f"{token.info}{token.markup} " if token.info else ""
        case "paragraph_close" if token.hidden:
            return "\n"
    return "\n\n" if token.type.endswith("_close") else ""


def _inline(token: Token) -> str:
    return "".join(_said(one) for one in token.children or ())


def _said(token: Token) -> str:
    match token.type:
        case "text" | "code_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return "\n"
        case "image":
            return token.content
    return ""
