"""WordPiece over the words of the Rust scan, with a vocabulary cut down to what English news uses.

The Rust side (`crates/saidby-engine/src/extract/deep/wordpiece.rs`) does exactly the same; `fixtures.py` writes the vectors that its
test compares with.
"""

import collections
import unicodedata

CLS, SEP, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
MAX_PIECES_PER_WORD = 8
MAX_CHARACTERS_PER_WORD = 100

DOUBLE_MARKS = ("``", "''", "“", "”", "„", "‟", "«", "»", "＂")
SINGLE_MARKS = ("‘", "’", "‚", "`", "ʼ")
LONG_DASHES = ("―",)
HYPHENS = ("‐", "‑")


def normalise(word):
    """Lower case, no accents, one form of every quotation mark and dash."""
    for marks, plain in ((DOUBLE_MARKS, '"'), (SINGLE_MARKS, "'"), (LONG_DASHES, "—"), (HYPHENS, "-")):
        for mark in marks:
            word = word.replace(mark, plain)
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


def runs(word):
    """Runs of letters and digits; every other sign stands alone."""
    run = ""
    for c in word:
        if c.isalnum():
            run += c
            continue
        if run:
            yield run
        yield c
        run = ""
    if run:
        yield run


def cut(run, index):
    """The longest pieces from the left, or the unknown piece when some part has none."""
    pieces, at = [], 0
    while at < len(run):
        for end in range(len(run), at, -1):
            piece = index.get(run[at:end] if at == 0 else "##" + run[at:end])
            if piece is not None:
                break
        else:
            return [index[UNKNOWN]]
        pieces.append(piece)
        at = end
    return pieces


class WordPiece:
    """Turns words into the indices of their pieces; remembers the words it has seen."""

    def __init__(self, pieces):
        self.pieces = pieces
        self.index = {piece: number for number, piece in enumerate(pieces)}
        self.cls, self.sep, self.unknown = (self.index[x] for x in (CLS, SEP, UNKNOWN))
        self._known = {}

    def __call__(self, word):
        pieces = self._known.get(word)
        if pieces is None:
            pieces = []
            if len(word) <= MAX_CHARACTERS_PER_WORD:
                for run in runs(normalise(word)):
                    pieces += cut(run, self.index)
                    if len(pieces) >= MAX_PIECES_PER_WORD:
                        break
            pieces = pieces[:MAX_PIECES_PER_WORD] or [self.unknown]
            self._known[word] = pieces
        return pieces


def read_vocabulary(path):
    """The pieces of a base model, its start and end signs named as BERT names them."""
    signs = {"<s>": CLS, "</s>": SEP}
    with open(path, encoding="utf-8") as lines:
        pieces = [line.rstrip("\n") for line in lines]
    if "<s>" not in pieces:
        return pieces
    # MPNet's list still holds BERT's own signs, which it does not use.
    return [signs.get(piece, piece + "unused" if piece in (CLS, SEP) else piece) for piece in pieces]


def choose_vocabulary(all_pieces, words, size, counts=None):
    """Indices into `all_pieces` to keep: special and single signs, all that `words` need, then the commonest.

    `counts` says how often further words occur. Where it says nothing, "commonest" means first in the list: BERT's is
    sorted by how common a piece is.
    """
    whole = WordPiece(all_pieces)
    keep = {whole.cls, whole.sep, whole.unknown}
    keep.update(n for n, piece in enumerate(all_pieces) if len(piece.removeprefix("##")) == 1)
    for word in words:
        keep.update(whole(word))
    used = collections.Counter()
    for word, count in (counts or {}).items():
        for piece in whole(word):
            used[piece] += count
    common = [number for number, count in used.most_common() if count > 2]
    for number in common + list(range(len(all_pieces))):
        if len(keep) >= size:
            break
        if number in used or (not all_pieces[number].startswith("[") and all_pieces[number].isascii()):
            keep.add(number)
    return sorted(keep)
