"""The network of the recogniser: characters and their neighbours in, one vector a character out."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from onnx.utils import Extractor
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

PAIRS = 120_066  # rows of a table of character pairs
PAIR_WIDTH = 64
POSITIONS = 1024
NEVER = -1e4
NAMED = 5  # what may be told of a character beside itself


class Layer(nn.Module):
    """A transformer layer with rotary positions (Su et al. 2021, RoFormer), normalised before each part."""

    def __init__(self, width: int, wide: int, heads: int, drop: float) -> None:
        super().__init__()
        self.heads, self.drop = heads, drop
        self.inner = nn.Linear(width, 3 * width)
        self.outer = nn.Linear(width, width)
        self.wide, self.narrow = nn.Linear(width, wide), nn.Linear(wide, width)
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)

    def forward(self, vectors: Tensor, hidden: Tensor | None, cosine: Tensor, sine: Tensor) -> Tensor:
        """Vectors of shape (texts, characters, width) in and out; `hidden` is far below zero at padding."""
        texts, length, width = vectors.shape
        parts = self.inner(self.before(vectors)).view(texts, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(
            _rotated(query, cosine, sine), _rotated(key, cosine, sine), value, attn_mask=hidden
        )
        mixed = self.outer(mixed.transpose(1, 2).reshape(texts, length, width))
        vectors = vectors + functional.dropout(mixed, self.drop, self.training)
        wide = self.narrow(functional.relu(self.wide(self.between(vectors))))
        return vectors + functional.dropout(wide, self.drop, self.training)


def _rotated(vectors: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    half = vectors.shape[-1] // 2
    left, right = vectors[..., :half], vectors[..., half:]
    return torch.cat([left * cosine - right * sine, left * sine + right * cosine], -1)


class Encoder(nn.Module):
    """Characters to vectors.

    A character comes in with its pairs to the left and right, a convolution looks at its neighbours, and transformer
    layers at the whole window.

    Args:
        characters: how many characters there are, padding among them.
        width: of the vectors.
        wide: of the vectors between the two products of a layer.
        layers: how many transformer layers.
        heads: attention heads of each.
        drop: share of values dropped in training.
        pairs: rows of a table of character pairs.
    """

    def __init__(  # noqa: PLR0913 - the sizes of the network
        self,
        characters: int,
        *,
        width: int = 256,
        wide: int = 640,
        layers: int = 3,
        heads: int = 4,
        drop: float = 0.1,
        pairs: int = PAIRS,
    ) -> None:
        super().__init__()
        self.width, self.drop = width, drop
        self.characters = nn.Embedding(characters, width, padding_idx=0)
        self.left, self.right = nn.Embedding(pairs, PAIR_WIDTH), nn.Embedding(pairs, PAIR_WIDTH)
        self.mix = nn.Linear(width + 2 * PAIR_WIDTH, width)
        self.named = nn.Embedding(NAMED, width, padding_idx=0)
        self.first, self.last = nn.LayerNorm(width), nn.LayerNorm(width)
        self.neighbours = nn.Linear(3 * width, width)
        self.layers = nn.ModuleList(Layer(width, wide, heads, drop) for _ in range(layers))
        nn.init.normal_(self.characters.weight, std=0.5)
        nn.init.zeros_(self.named.weight)
        half = width // heads // 2
        angles = torch.arange(POSITIONS)[:, None] * 10_000 ** (-torch.arange(half) / half)
        self.register_buffer("cosine", angles.cos(), persistent=False)
        self.register_buffer("sine", angles.sin(), persistent=False)

    def pairs(self, codes: Tensor) -> tuple[Tensor, Tensor]:
        """Return the rows of each character's pairs with the one before it and with the one behind it."""
        before = functional.pad(codes[:, :-1], (1, 0))
        after = functional.pad(codes[:, 1:], (0, 1))
        rows = self.left.num_embeddings
        return (before * 7919 + codes) % rows, (codes * 7919 + after) % rows

    def forward(self, codes: Tensor, named: Tensor | None = None) -> Tensor:
        """Turn characters into vectors.

        Args:
            codes: of the characters, shape (texts, characters), 0 where padded.
            named: what :func:`extract.gazetteer.tags` tells of them, in the same shape; without it no text is padded.

        Returns:
            Vectors of shape (texts, characters, width).
        """
        left, right = self.pairs(codes)
        vectors = self.mix(torch.cat([self.characters(codes), self.left(left), self.right(right)], -1))
        if named is not None:
            vectors = vectors + self.named(named)
        vectors = self.first(vectors)
        # A convolution over three characters, said as one product: quantised, it runs twenty times as fast.
        earlier = functional.pad(vectors[:, :-1], (0, 0, 1, 0))
        later = functional.pad(vectors[:, 1:], (0, 0, 0, 1))
        vectors = vectors + functional.gelu(self.neighbours(torch.cat([earlier, vectors, later], -1)))
        vectors = functional.dropout(vectors, self.drop, self.training)
        # Added, not masked: exported, a mask of truth values brings steps that look for empty rows.
        hidden = (codes == 0).to(vectors.dtype)[:, None, None, :] * NEVER if named is not None else None
        length = codes.shape[1]
        for layer in self.layers:
            vectors = layer(vectors, hidden, self.cosine[:length], self.sine[:length])
        return self.last(vectors)


def shortened(encoder: Encoder) -> Encoder:
    """Return an encoder of as many layers as are usual, the last ones of another, for that one to teach it."""
    short = Encoder(encoder.characters.num_embeddings, pairs=encoder.left.num_embeddings)
    weights = {name: value for name, value in encoder.state_dict().items() if not name.startswith("layers.")}
    for number, layer in enumerate(encoder.layers[-len(short.layers) :]):
        weights |= {f"layers.{number}.{name}": value for name, value in layer.state_dict().items()}
    short.load_state_dict(weights)
    return short


def folded(encoder: Encoder, texts: Iterable[Tensor], parts: int) -> Encoder:
    """Return an encoder with tables of pairs of so many times fewer rows, which takes less room.

    Args:
        encoder: its rows that share a remainder are put together, each by how often its pairs stand in the texts.
        texts: codes of characters, of any length, each of shape (characters,).
        parts: how many rows become one; a divisor of the rows.
    """
    rows = encoder.left.num_embeddings // parts
    small = Encoder(encoder.characters.num_embeddings, pairs=rows)
    counts = torch.full((2, rows * parts), 1e-3)
    for codes in texts:
        for count, row in zip(counts, encoder.pairs(codes[None]), strict=True):
            count.index_add_(0, row[0], torch.ones(len(codes)))
    weights = encoder.state_dict()
    for name, count in zip(("left.weight", "right.weight"), counts, strict=True):
        shares = count.view(parts, rows, 1)
        weights[name] = (weights[name].view(parts, rows, PAIR_WIDTH) * shares).sum(0) / shares.sum(0)
    small.load_state_dict(weights)
    return small


class Tagger(nn.Module):
    """An encoder and a head: logarithms of the probabilities of each character's tags, beside its vector."""

    def __init__(self, encoder: Encoder, head: nn.Linear) -> None:
        super().__init__()
        self.encoder, self.head = encoder, head

    def forward(self, codes: Tensor, named: Tensor) -> tuple[Tensor, Tensor]:
        """Codes and tags of divisions, shape (texts, characters), in; scores of the tags, and vectors, out."""
        vectors = self.encoder(codes, named)
        return functional.log_softmax(self.head(vectors), -1), vectors


def _fused(network: onnx.ModelProto, encoder: Encoder) -> onnx.ModelProto:
    """Return the network with the attention of each layer as steps of ONNX Runtime's own, for texts without padding.

    Its time falls by a seventh.
    """
    graph, domain = network.graph, "com.microsoft"
    tables = {"cosine": encoder.cosine.numpy(), "sine": encoder.sine.numpy(), "first": np.zeros(1, dtype=np.int64)}
    graph.initializer.extend(numpy_helper.from_array(table, name) for name, table in tables.items())
    nodes = {node.name: node for node in graph.node}
    for k, layer in enumerate(encoder.layers):
        path = f"/encoder/layers.{k}"
        inner, outer = nodes[f"{path}/inner/Add"], nodes[f"{path}/outer/MatMul"]
        query, key, value, turned_query, turned_key, mixed = (f"{path}/fused/{number}" for number in range(6))
        made = [
            helper.make_node("Split", inner.output, [query, key, value], axis=-1),
            helper.make_node("RotaryEmbedding", [query, "first", "cosine", "sine"], [turned_query], domain=domain),
            helper.make_node("RotaryEmbedding", [key, "first", "cosine", "sine"], [turned_key], domain=domain),
            helper.make_node(
                "MultiHeadAttention", [turned_query, turned_key, value], [mixed], domain=domain, num_heads=layer.heads
            ),
        ]
        outer.input[0] = mixed
        place = list(graph.node).index(outer)
        for node in reversed(made):
            graph.node.insert(place, node)
    network.opset_import.append(helper.make_opsetid(domain, 1))
    kept = [[value.name for value in values] for values in (graph.input, graph.output)]
    return Extractor(network).extract_model(*kept)  # leaves out the steps that nothing needs any more


def exported(tagger: Tagger) -> bytes:
    """Return the network as an ONNX file with weights of eight bits (dynamic quantisation)."""
    tagger.eval()
    outputs = ["scores", "vectors"]
    with TemporaryDirectory() as folder:
        whole, small = Path(folder, "whole.onnx"), Path(folder, "small.onnx")
        torch.onnx.export(
            tagger,
            (torch.ones((2, 16), dtype=torch.int64), torch.ones((2, 16), dtype=torch.int64)),
            whole,
            input_names=["codes", "named"],
            output_names=outputs,
            dynamic_axes={name: {0: "texts", 1: "characters"} for name in ("codes", "named", *outputs)},
            opset_version=17,
            dynamo=False,
        )
        options = {"DefaultTensorType": onnx.TensorProto.FLOAT}  # its own steps tell no types
        onnx.save(_fused(onnx.load(whole), tagger.encoder), whole)
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True, extra_options=options)
        network = onnx.load(small)
        onnx.checker.check_model(network)
        stream = io.BytesIO()
        onnx.save(network, stream)
        return stream.getvalue()


def imported(network: bytes) -> Tagger:
    """Return the network of a file that :func:`exported` made, to train it further."""
    graph = onnx.load_from_string(network).graph
    values = {value.name: numpy_helper.to_array(value) for value in graph.initializer}

    def real(name: str) -> NDArray[np.float32]:
        whole = values[f"{name}_quantized"].astype(np.float32) - values[f"{name}_zero_point"].astype(np.float32)
        return np.asarray(whole * values[f"{name}_scale"], dtype=np.float32)

    quantised = {name.removesuffix("_quantized") for name in values if name.endswith("_quantized")}
    weights = {name: values[name] for name in values if name.endswith((".weight", ".bias"))}
    weights |= {name: real(name) for name in quantised if name.endswith(".weight")}
    for node in graph.node:  # the matrices have lost their names, the products that they stand in have not
        module, _, operation = node.name.rpartition("/")
        for name in quantised.intersection(value.removesuffix("_quantized") for value in node.input):
            if operation.startswith("MatMul"):
                weights[module.strip("/").replace("/", ".") + ".weight"] = real(name).T
    characters, pairs = (len(weights[f"encoder.{name}.weight"]) for name in ("characters", "left"))
    layers = len({name.split(".")[2] for name in weights if name.startswith("encoder.layers.")})
    tagger = Tagger(Encoder(characters, pairs=pairs, layers=layers), nn.Linear(*weights["head.weight"].shape[::-1]))
    tagger.load_state_dict({name: torch.from_numpy(value.copy()) for name, value in weights.items()})
    return tagger
