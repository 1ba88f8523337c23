"""The library's knobs."""

from pathlib import Path

from pydantic import Field

from kit.meaning.opening import PACKAGED
from kit.settings import Section


class LibrarySettings(Section):
    """How large files may be, what reading one may cost, and how long answers are."""

    largest_file: int = Field(
        default=64 * 1024 * 1024, gt=0, description="The largest file that is read, in bytes."
    )
    reading_seconds: int = Field(
        default=60, gt=0, description="How many seconds of computing one file may take to read."
    )
    reading_memory: int = Field(
        default=512 * 1024 * 1024, gt=0, description="How much memory one file may take to read, in bytes."
    )
    encoder: str = Field(
        default=PACKAGED,
        description="What finds by meaning: packaged, none (by words alone), or the folder of an ONNX model.",
    )
    ocr_pages: int = Field(
        default=200,
        ge=0,
        description="How many pages that are pictures of text are read in one file at most; 0 reads none.",
    )
    ocr_seconds: int = Field(
        default=600,
        gt=0,
        description="How many seconds of computing the pictures of one file may take on top.",
    )
    thesaurus: Path | None = Field(
        default=None,
        description="A thesaurus whose labels widen questions: SKOS as Turtle, RDF/XML, JSON-LD, or JSON.",
    )
    thesaurus_narrower: bool = Field(
        default=False, description="Whether what a thesaurus has one step below is looked for as well."
    )
    passages: int = Field(default=5, ge=1, le=20, description="How many passages an answer shows at most.")
    export_files: int = Field(
        default=200, ge=1, le=2_000, description="How many files one export has at most."
    )
    export_bytes: int = Field(
        default=40 * 1024 * 1024,
        gt=0,
        description="How large the files of one export are together, in bytes.",
    )
