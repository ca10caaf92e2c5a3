#!/usr/bin/env python3
"""Quantises a trained network and writes the weight file that the program reads (`crates/saidby-engine/src/extract/deep/weights.rs`)."""

import argparse
import json
import struct

import numpy as np
import torch
from blake3 import blake3

MAGIC, VERSION = b"saidby.m", 2
ROWS = ("encoder.pieces.weight", "encoder.positions.weight")
"""Quantised, row by row."""
PANELS = (
    "attention.weight",
    "attention_out.weight",
    "inner.weight",
    "inner_out.weight",
    "relation_word.weight",
    "relation_cue.weight",
    "product_word.weight",
    "product_cue.weight",
)
"""Quantised, in the order in which the program's products read them (`crates/saidby-engine/src/extract/deep/kernels.rs`)."""
PANEL = 16
CONFIDENCE = (
    "bias cue cue_first content content_start content_end source no_source tagger_content tagger_source length quoted "
    "rival cue_words"
).split()
NEUTRAL = {"outside_bias": 0.0, "threshold": 0.0, "confidence": {name: 0.0 for name in CONFIDENCE}}


def quantise(rows):
    """Each row as whole multiples of a 127th of its largest value: (scales, int8 rows)."""
    scales = np.abs(rows).max(1) / 127
    steps = np.divide(1.0, scales, out=np.zeros_like(scales), where=scales > 0)
    return scales.astype("<f4"), np.rint(rows * steps[:, None]).astype(np.int8)


def panels(values):
    """Rows of int8 as panels of PANEL rows: for every two neighbouring columns, their pair in each row of the panel."""
    rows, columns = values.shape
    padded = np.zeros((-(-rows // PANEL) * PANEL, -(-columns // 2) * 2), np.int8)
    padded[:rows, :columns] = values
    return padded.reshape(-1, PANEL, padded.shape[1] // 2, 2).transpose(0, 2, 1, 3).tobytes()


def mean_of(paths):
    """The weights of one checkpoint, or the mean of several of one run."""
    checkpoints = [torch.load(path) for path in paths]
    pieces = checkpoints[0]["pieces"]
    assert all(checkpoint["pieces"] == pieces for checkpoint in checkpoints)
    weights = {
        name: torch.stack([checkpoint["weights"][name].float() for checkpoint in checkpoints]).mean(0).numpy()
        for name in checkpoints[0]["weights"]
        if not name.endswith("_mask")
    }
    return pieces, weights


def forbid(transitions):
    """The transitions as the network uses them: an I only after its own B or I. Odd tags are B, even ones I."""
    table = transitions.copy()
    tags = table.shape[1]
    for tag in range(2, tags, 2):
        for before in range(tags + 1):
            if before not in (tag - 1, tag):
                table[before, tag] = -1e4
    return table


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", nargs="+", help="one checkpoint of train.py, or several to be averaged")
    parser.add_argument("--decision", help="what calibrate.py wrote; neutral when left out")
    parser.add_argument("--outside-bias", type=float, help="overrides the decision's")
    parser.add_argument("--card", help="JSON with name, corpus, base and figures")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()

    pieces, weights = mean_of(options.checkpoints)
    for name in ("transitions", "relation_transitions"):
        weights[name] = forbid(weights[name])
    tensors, payload = {}, bytearray()

    def add(name, kind, rows, columns, data):
        tensors[name] = {"kind": kind, "rows": rows, "columns": columns, "at": len(payload), "bytes": len(data)}
        payload.extend(data)

    add("vocabulary", "text", len(pieces), 1, "\n".join(pieces).encode())
    for name, array in sorted(weights.items()):
        rows = array.reshape(1, -1) if array.ndim == 1 else array
        if name.endswith(ROWS):
            scales, values = quantise(rows)
            add(name, "i8", *rows.shape, scales.tobytes() + values.tobytes())
        elif name.endswith(PANELS):
            scales, values = quantise(rows)
            add(name, "panels", *rows.shape, scales.tobytes() + panels(values))
        else:
            add(name, "f32", *rows.shape, rows.astype("<f4").tobytes())

    decision = json.load(open(options.decision)) if options.decision else NEUTRAL
    if options.outside_bias is not None:
        decision["outside_bias"] = options.outside_bias
    card = json.load(open(options.card)) if options.card else {"name": "unnamed", "corpus": "", "base": "", "figures": {}}
    header = json.dumps({"card": card, "decision": decision, "tensors": tensors}, sort_keys=True).encode()
    content = MAGIC + struct.pack("<II", VERSION, len(header)) + header + bytes(payload)
    with open(options.out, "wb") as out:
        out.write(content + blake3(content).digest())
    print(f"{options.out}: {(len(content) + 32) / 1e6:.2f} MB, {len(pieces)} pieces")


if __name__ == "__main__":
    main()
