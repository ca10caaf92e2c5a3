"""The network: an encoder, a tagger over its words, and a head that is asked about one cue at a time."""

import math
from dataclasses import dataclass

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from articles import FEATURES, NO_FEATURE, RELATION_TAGS, TAGS, WINDOW_PIECES
from crf import FORBIDDEN, transition_mask

RELATION_WIDTH = 256
DISTANCES = 64


@dataclass(frozen=True)
class Shape:
    """The dimensions of an encoder, and the longest window it reads."""

    layers: int
    width: int
    heads: int
    inner: int
    epsilon: float
    positions: int
    window: int
    relative: bool = False
    """Whether attention has a learned bias for the distance between two pieces (MPNet)."""


SHAPES = {
    "minilm": Shape(6, 384, 12, 1536, 1e-12, WINDOW_PIECES + 16, WINDOW_PIECES),
    "mpnet": Shape(12, 768, 12, 3072, 1e-5, 512, 400, relative=True),
}
"""The student has the shape that ships; the teachers are twice as deep and twice as wide."""
RELATIVE_BUCKETS, RELATIVE_EXACT, RELATIVE_FARTHEST = 32, 8, 128


class MaskPool:
    """Dropout masks cut from one long random strip: drawing them anew each time costs more than the layers do."""

    SIZE = 1 << 24

    def __init__(self, rate, generator):
        self.rate, self.generator = rate, generator
        self.refill()

    def refill(self):
        kept = torch.rand(self.SIZE, generator=self.generator) >= self.rate
        self.strip = kept.float() / (1 - self.rate)

    def __call__(self, x):
        at = int(torch.randint(0, self.SIZE - x.numel(), (1,), generator=self.generator))
        return x * self.strip[at : at + x.numel()].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.heads = shape.heads
        self.attention = nn.Linear(shape.width, 3 * shape.width)
        self.attention_out = nn.Linear(shape.width, shape.width)
        self.attention_norm = nn.LayerNorm(shape.width, shape.epsilon)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.inner_out = nn.Linear(shape.inner, shape.width)
        self.inner_norm = nn.LayerNorm(shape.width, shape.epsilon)

    def forward(self, x, bias, drop):
        batch, length, width = x.shape
        split = self.attention(x).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        if x.is_cuda:
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        else:
            # Written out: PyTorch's fused attention is several times slower backwards on a CPU.
            scores = torch.matmul(query * (width // self.heads) ** -0.5, key.transpose(2, 3))
            if bias is not None:
                scores = scores + bias
            seen = torch.matmul(torch.softmax(scores, -1, dtype=scores.dtype), value)
        seen = self.attention_out(seen.transpose(1, 2).reshape(batch, length, width))
        x = self.attention_norm(x + drop(seen).float())
        y = self.inner_out(functional.gelu(self.inner(x)))
        return self.inner_norm(x + drop(y).float())


class Encoder(nn.Module):
    def __init__(self, shape, pieces):
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(pieces, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.features = nn.Embedding(FEATURES, shape.width)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(shape.width, shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        if shape.relative:
            self.relative = nn.Embedding(RELATIVE_BUCKETS, shape.heads)

    def load_pretrained(self, path, kept):
        """Takes MiniLM's or MPNet's weights; `kept` are the pieces of the vocabulary that stay."""
        raw = load_file(path)
        take = {key.removeprefix("bert.").removeprefix("mpnet."): tensor.float() for key, tensor in raw.items()}
        e = "embeddings."
        mpnet = self.shape.relative
        attention = "attention.attn" if mpnet else "attention.self"
        projections = ("q", "k", "v") if mpnet else ("query", "key", "value")
        out = "attention.attn.o" if mpnet else "attention.output.dense"
        norm = "attention.LayerNorm" if mpnet else "attention.output.LayerNorm"
        with torch.no_grad():
            self.pieces.weight.copy_(take[e + "word_embeddings.weight"][kept])
            positions = take[e + "position_embeddings.weight"]
            if mpnet:
                # Its first two rows are for padding; there are no token types.
                self.positions.weight.copy_(positions[2 : 2 + self.shape.positions])
                self.relative.weight.copy_(take["encoder.relative_attention_bias.weight"])
            else:
                # There is one token type: it goes into the positions.
                self.positions.weight.copy_(positions[: self.shape.positions])
                self.positions.weight += take[e + "token_type_embeddings.weight"][0]
            self._copy(self.norm, take, e + "LayerNorm")
            for number, layer in enumerate(self.layers):
                at = f"encoder.layer.{number}."
                for part in ("weight", "bias"):
                    joined = [take[f"{at}{attention}.{name}.{part}"] for name in projections]
                    getattr(layer.attention, part).copy_(torch.cat(joined))
                self._copy(layer.attention_out, take, at + out)
                self._copy(layer.attention_norm, take, at + norm)
                self._copy(layer.inner, take, at + "intermediate.dense")
                self._copy(layer.inner_out, take, at + "output.dense")
                self._copy(layer.inner_norm, take, at + "output.LayerNorm")

    @staticmethod
    def _copy(module, take, name):
        module.weight.copy_(take[name + ".weight"])
        module.bias.copy_(take[name + ".bias"])

    def bias(self, attended):
        """What is added to the attention scores: nothing, a mask of the padding, or distances and the mask."""
        if not self.shape.relative and bool(attended.all()):
            return None
        batch, length = attended.shape
        bias = torch.zeros(batch, 1, 1, length, device=attended.device).masked_fill(~attended[:, None, None, :], -1e4)
        if self.shape.relative:
            bias = bias + self.relative(relative_buckets(length, attended.device)).permute(2, 0, 1)[None]
        return bias.bfloat16() if torch.is_autocast_enabled(attended.device.type) else bias

    def forward(self, pieces, features, attended, drop):
        length = pieces.shape[1]
        x = self.pieces(pieces) + self.features(features) + self.positions.weight[:length]
        x = drop(self.norm(x))
        bias = self.bias(attended)
        for layer in self.layers:
            x = layer(x, bias, drop)
        return x


def relative_buckets(length, device):
    """MPNet's bucket for each pair of positions: exact up to eight pieces apart, logarithmic beyond."""
    at = torch.arange(length, device=device)
    distance = at[:, None] - at[None, :]
    half = RELATIVE_BUCKETS // 2
    far = distance.abs().clamp(min=1).float() / RELATIVE_EXACT
    steps = torch.log(far) / math.log(RELATIVE_FARTHEST / RELATIVE_EXACT) * (half - RELATIVE_EXACT)
    logarithmic = (RELATIVE_EXACT + steps.long()).clamp(max=half - 1)
    return (distance < 0).long() * half + torch.where(distance.abs() < RELATIVE_EXACT, distance.abs(), logarithmic)


class Network(nn.Module):
    def __init__(self, pieces, shape="minilm"):
        super().__init__()
        self.name, self.shape = shape, SHAPES[shape]
        width = self.shape.width
        self.encoder = Encoder(self.shape, pieces)
        self.tagger = nn.Linear(width, len(TAGS))
        self.transitions = nn.Parameter(torch.zeros(len(TAGS) + 1, len(TAGS)))
        self.register_buffer("transition_mask", torch.from_numpy(transition_mask(TAGS)))
        self.relation_word = nn.Linear(width, RELATION_WIDTH)
        self.relation_cue = nn.Linear(width, RELATION_WIDTH)
        self.product_word = nn.Linear(width, RELATION_WIDTH)
        self.product_cue = nn.Linear(width, RELATION_WIDTH)
        self.distance = nn.Embedding(DISTANCES, RELATION_WIDTH)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.relation_tagger = nn.Linear(RELATION_WIDTH, len(RELATION_TAGS))
        self.relation_transitions = nn.Parameter(torch.zeros(len(RELATION_TAGS) + 1, len(RELATION_TAGS)))
        self.register_buffer("relation_mask", torch.from_numpy(transition_mask(RELATION_TAGS)))

    def relations(self, words, rows, cues, cue_of_row, distances):
        """Scores of the relation tags for `rows` of `words`, each asked about the cue `cue_of_row`."""
        word = self.relation_word(words)[rows]
        product = self.product_word(words)[rows]
        cue = self.relation_cue(cues)[cue_of_row]
        factor = self.product_cue(cues)[cue_of_row]
        hidden = functional.gelu(word + cue + self.distance(distances) + product * factor)
        return self.relation_tagger(hidden)

    def tables(self):
        """Both CRFs' transitions with the forbidden ones filled in, as float64."""
        tables = []
        for scores, mask in ((self.transitions, self.transition_mask), (self.relation_transitions, self.relation_mask)):
            masked = np.where(mask.cpu().numpy() < 0, FORBIDDEN, scores.detach().float().cpu().numpy())
            tables.append(masked.astype(np.float64))
        return tables


def pack(article, units, wordpiece):
    """Pieces and features of a window, the place of each word's first piece, and the words."""
    pieces, features, first, words = [wordpiece.cls], [NO_FEATURE], [], []
    for unit in units:
        for word in range(*article.units[unit]):
            first.append(len(pieces))
            words.append(word)
            pieces += article.pieces[word]
            features += [int(article.features[word])] * len(article.pieces[word])
        pieces.append(wordpiece.sep)
        features.append(NO_FEATURE)
    return pieces, features, first, words


class Batch:
    """Windows of like length side by side. `rows` maps each window's words to rows of the encoder's flat output."""

    def __init__(self, windows, wordpiece):
        packed = [pack(article, units, wordpiece) for article, units in windows]
        length = max(len(pieces) for pieces, *_ in packed)
        self.pieces = torch.full((len(packed), length), wordpiece.sep)
        self.features = torch.full((len(packed), length), NO_FEATURE)
        self.attended = torch.zeros(len(packed), length, dtype=torch.bool)
        self.rows, self.words, self.place = [], [], []
        self.size = 0
        for k, (pieces, features, first, words) in enumerate(packed):
            self.pieces[k, : len(pieces)] = torch.tensor(pieces)
            self.features[k, : len(features)] = torch.tensor(features)
            self.attended[k, : len(pieces)] = True
            self.rows.append(np.array(first) + k * length)
            self.words.append(np.array(words))
            self.place.append({word: row for row, word in enumerate(words)})
            self.size += len(pieces)

    def encode(self, network, drop, bfloat16=False):
        """Hidden state of every word, window after window, on the network's device."""
        device = network.tagger.weight.device
        inputs = (part.to(device) for part in (self.pieces, self.features, self.attended))
        with torch.autocast(device.type, torch.bfloat16, enabled=bfloat16):
            hidden = network.encoder(*inputs, drop)
        rows = torch.from_numpy(np.concatenate(self.rows)).to(device)
        return hidden.float().reshape(-1, hidden.shape[-1])[rows]


def save(network, pieces, path):
    torch.save({"weights": network.state_dict(), "pieces": pieces, "shape": network.name}, path)


def restore(path, device="cpu"):
    """The network of a checkpoint, and its pieces."""
    checkpoint = torch.load(path, map_location=device)
    network = Network(len(checkpoint["pieces"]), checkpoint.get("shape", "minilm"))
    network.load_state_dict(checkpoint["weights"], strict=False)
    return network.to(device).eval(), checkpoint["pieces"]
