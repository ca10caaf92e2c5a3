"""The network: a six-layer BERT encoder, a tagger over its words, and a head that is asked about one cue at a time."""

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from articles import FEATURES, NO_FEATURE, RELATION_TAGS, TAGS, WINDOW_PIECES
from crf import FORBIDDEN, transition_mask

LAYERS, WIDTH, HEADS, INNER = 6, 384, 12, 1536
RELATION_WIDTH = 256
DISTANCES = 64
EPSILON = 1e-12
POSITIONS = WINDOW_PIECES + 16


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
    def __init__(self):
        super().__init__()
        self.attention = nn.Linear(WIDTH, 3 * WIDTH)
        self.attention_out = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.inner_out = nn.Linear(INNER, WIDTH)
        self.inner_norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x, mask, drop):
        batch, length, _ = x.shape
        query, key, value = self.attention(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: PyTorch's fused attention is several times slower backwards on a CPU.
        scores = torch.matmul(query * (WIDTH // HEADS) ** -0.5, key.transpose(2, 3))
        if mask is not None:
            scores = scores + mask
        seen = torch.matmul(torch.softmax(scores, -1, dtype=scores.dtype), value)
        seen = self.attention_out(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.attention_norm(x + drop(seen).float())
        y = self.inner_out(functional.gelu(self.inner(x)))
        return self.inner_norm(x + drop(y).float())


class Encoder(nn.Module):
    def __init__(self, pieces):
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.features = nn.Embedding(FEATURES, WIDTH)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def load_pretrained(self, path, kept):
        """Takes MiniLM's weights; the token type, of which there is one, goes into the positions."""
        raw = load_file(path)
        take = {key.removeprefix("bert."): tensor.float() for key, tensor in raw.items()}
        e = "embeddings."
        with torch.no_grad():
            self.pieces.weight.copy_(take[e + "word_embeddings.weight"][kept])
            self.positions.weight.copy_(take[e + "position_embeddings.weight"][:POSITIONS])
            self.positions.weight += take[e + "token_type_embeddings.weight"][0]
            self._copy(self.norm, take, e + "LayerNorm")
            for number, layer in enumerate(self.layers):
                at = f"encoder.layer.{number}."
                for part in ("weight", "bias"):
                    joined = [take[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                    getattr(layer.attention, part).copy_(torch.cat(joined))
                self._copy(layer.attention_out, take, at + "attention.output.dense")
                self._copy(layer.attention_norm, take, at + "attention.output.LayerNorm")
                self._copy(layer.inner, take, at + "intermediate.dense")
                self._copy(layer.inner_out, take, at + "output.dense")
                self._copy(layer.inner_norm, take, at + "output.LayerNorm")

    @staticmethod
    def _copy(module, take, name):
        module.weight.copy_(take[name + ".weight"])
        module.bias.copy_(take[name + ".bias"])

    def forward(self, pieces, features, attended, drop):
        length = pieces.shape[1]
        x = self.pieces(pieces) + self.features(features) + self.positions.weight[:length]
        x = drop(self.norm(x))
        mask = None
        if not bool(attended.all()):
            mask = torch.zeros(attended.shape[0], 1, 1, length).masked_fill(~attended[:, None, None, :], -1e4)
            if torch.is_autocast_enabled("cpu"):
                mask = mask.bfloat16()
        for layer in self.layers:
            x = layer(x, mask, drop)
        return x


class Network(nn.Module):
    def __init__(self, pieces):
        super().__init__()
        self.encoder = Encoder(pieces)
        self.tagger = nn.Linear(WIDTH, len(TAGS))
        self.transitions = nn.Parameter(torch.zeros(len(TAGS) + 1, len(TAGS)))
        self.register_buffer("transition_mask", torch.from_numpy(transition_mask(TAGS)))
        self.relation_word = nn.Linear(WIDTH, RELATION_WIDTH)
        self.relation_cue = nn.Linear(WIDTH, RELATION_WIDTH)
        self.product_word = nn.Linear(WIDTH, RELATION_WIDTH)
        self.product_cue = nn.Linear(WIDTH, RELATION_WIDTH)
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
            tables.append(np.where(mask.numpy() < 0, FORBIDDEN, scores.detach().numpy()).astype(np.float64))
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

    def encode(self, network, drop):
        """Hidden state of every word, window after window."""
        hidden = network.encoder(self.pieces, self.features, self.attended, drop)
        return hidden.reshape(-1, WIDTH)[torch.from_numpy(np.concatenate(self.rows))]
