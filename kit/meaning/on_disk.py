"""An encoder that an administrator has on disk, as an ONNX model with its tokenizer."""

import hashlib
import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from kit.meaning.encoder import Vectors, of_length_one

MODEL, TOKENIZER, DESCRIPTION = "model.onnx", "tokenizer.json", "palais.json"
AT_ONCE = 16
BLOCK = 1 << 20


class Description(BaseModel):
    """What ``palais.json`` says of a model: how its tokens become one vector, and what it wants before texts.

    ``pooling`` counts only where the model gives a vector a token. ``least`` is how near texts must be to
    have anything to do with each other. ``threads`` is how many it computes with.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=100)
    pooling: Literal["mean", "cls"] = "mean"
    question: str = ""
    passage: str = ""
    tokens: int = Field(default=512, ge=8, le=32_768)
    least: float = Field(default=0.0, ge=-1, le=1)
    threads: int = Field(default=1, ge=1, le=64)


class OnnxEncoder:
    """The model in a folder with ``model.onnx``, ``tokenizer.json`` and ``palais.json``.

    Raises ``ImportError`` where onnxruntime or tokenizers are missing, ``OSError`` or ``ValueError`` where
    the folder is not as it should be.
    """

    def __init__(self, folder: Path) -> None:
        self._says = Description.model_validate_json((folder / DESCRIPTION).read_text("utf-8"))
        runtime, tokenizers = (importlib.import_module(name) for name in ("onnxruntime", "tokenizers"))
        self._tokenizer = _tokenizer(tokenizers, folder / TOKENIZER, self._says.tokens)
        self._session = _session(runtime, folder / MODEL, self._says.threads)
        self._wants = {each.name for each in self._session.get_inputs()}
        self.name = f"{self._says.name} {_fingerprint(folder / MODEL)}"
        self.least = self._says.least
        self.size = int(self.encode(["."]).shape[1])

    def encode(self, texts: Sequence[str], *, asked: bool = False) -> Vectors:
        """Return one row a text."""
        before = self._says.question if asked else self._says.passage
        parts = [
            self._some([before + text for text in texts[start : start + AT_ONCE]])
            for start in range(0, len(texts), AT_ONCE)
        ]
        return np.concatenate(parts) if parts else np.zeros((0, self.size), np.float32)

    def _some(self, texts: list[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(texts)
        mask = np.array([one.attention_mask for one in encoded], np.int64)
        given = {
            "input_ids": np.array([one.ids for one in encoded], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        told = self._session.run(None, {name: given[name] for name in self._wants})[0]
        return of_length_one(self._pooled(np.asarray(told, np.float32), mask))

    def _pooled(self, told: Vectors, mask: Any) -> Vectors:
        if told.ndim == 2:
            return told
        if self._says.pooling == "cls":
            return told[:, 0]
        weights = mask[:, :, None].astype(np.float32)
        mean: Vectors = (told * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
        return mean


def _tokenizer(tokenizers: Any, file: Path, tokens: int) -> Any:
    made = tokenizers.Tokenizer.from_buffer(file.read_bytes())
    made.enable_truncation(tokens)
    made.enable_padding()
    return made


def _session(runtime: Any, file: Path, threads: int) -> Any:
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    if not file.is_file():
        raise FileNotFoundError(f"there is no {file}")
    try:
        return runtime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as problem:
        raise ValueError(f"{file} cannot be loaded: {problem}") from problem


def _fingerprint(file: Path) -> str:
    """Return what tells one file from another, so that vectors of an exchanged model are not compared."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()[:12]
