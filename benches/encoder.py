#!/usr/bin/env python3
"""The encoder's forward pass on one core in ONNX Runtime and PyTorch, in 32-bit floats and in 8 bits, beside the program's own.

    python3 -m venv target/ort && target/ort/bin/pip install torch onnx onnxruntime
    cargo build --release -p saidby-engine --example encoder_speed
    target/ort/bin/python benches/encoder.py

The weights are those that the program ships. Eight windows of 240 pieces, the fastest of some rounds, by the time on the
processor, so that other work beside it does not count. The others use the best instructions that the processor has; so
compare them with the row of the program that has as many.
"""

import json
import struct
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "crates/saidby-engine/model/attribution-v2.bin"
PANEL, LAYERS, HEADS, WIDTH = 16, 6, 12, 384
WINDOWS, PIECES, ROUNDS = 8, 240, 5


def tensors(path):
    """The numbers of a weight file (`crates/saidby-engine/src/extract/deep/weights.rs`), by name."""
    data = path.read_bytes()
    (length,) = struct.unpack_from("<I", data, 12)
    payload = data[16 + length : -32]
    found = {}
    for name, place in json.loads(data[16 : 16 + length])["tensors"].items():
        rows, columns, kind = place["rows"], place["columns"], place["kind"]
        part = payload[place["at"] : place["at"] + place["bytes"]]
        if kind == "f32":
            found[name] = np.frombuffer(part, "<f4").reshape(rows, columns)
        elif kind in ("i8", "panels"):
            scales = np.frombuffer(part[: rows * 4], "<f4")
            values = np.frombuffer(part[rows * 4 :], np.int8)
            if kind == "panels":
                pairs = (columns + 1) // 2
                values = values.reshape(-1, pairs, PANEL, 2).transpose(0, 2, 1, 3).reshape(-1, pairs * 2)
            found[name] = values.reshape(-1, values.shape[-1] if kind == "panels" else columns)[:rows, :columns] * scales[:, None]
    return {name: torch.tensor(np.ascontiguousarray(value, np.float32)) for name, value in found.items()}


def linear(weights, name):
    weight = weights[f"{name}.weight"]
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight.data, layer.bias.data = weight, weights[f"{name}.bias"].reshape(-1)
    return layer


def norm(weights, name):
    layer = nn.LayerNorm(WIDTH, eps=1e-12)
    layer.weight.data, layer.bias.data = weights[f"{name}.weight"].reshape(-1), weights[f"{name}.bias"].reshape(-1)
    return layer


class Layer(nn.Module):
    def __init__(self, weights, name):
        super().__init__()
        for part in ("attention", "attention_out", "inner", "inner_out"):
            setattr(self, part, linear(weights, f"{name}.{part}"))
        self.first, self.second = norm(weights, f"{name}.attention_norm"), norm(weights, f"{name}.inner_norm")

    def forward(self, x):
        windows, pieces = x.shape[:2]
        split = self.attention(x).reshape(windows, pieces, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = split[0] @ split[1].transpose(-1, -2) / (WIDTH // HEADS) ** 0.5
        seen = (scores.softmax(-1) @ split[2]).transpose(1, 2).reshape(windows, pieces, WIDTH)
        x = self.first(x + self.attention_out(seen))
        return self.second(x + self.inner_out(nn.functional.gelu(self.inner(x))))


class Encoder(nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.pieces = nn.Embedding.from_pretrained(weights["encoder.pieces.weight"])
        self.place = nn.Parameter(weights["encoder.positions.weight"][:PIECES] + weights["encoder.features.weight"][15])
        self.norm = norm(weights, "encoder.norm")
        self.layers = nn.ModuleList([Layer(weights, f"encoder.layers.{number}") for number in range(LAYERS)])

    def forward(self, pieces):
        x = self.norm(self.pieces(pieces) + self.place)
        for layer in self.layers:
            x = layer(x)
        return x


def report(name, work):
    work()
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    print(json.dumps({"runtime": name, "pieces_a_second": round(WINDOWS * PIECES / best)}), flush=True)


def main():
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    print(json.dumps({"processor": processor, "onnxruntime": onnxruntime.__version__, "torch": torch.__version__}), flush=True)
    encoder = Encoder(tensors(MODEL)).eval()
    pieces = (torch.arange(WINDOWS)[:, None] * PIECES + torch.arange(PIECES) * 7) % encoder.pieces.num_embeddings
    with tempfile.TemporaryDirectory() as folder:
        full, small = f"{folder}/full.onnx", f"{folder}/8-bit.onnx"
        torch.onnx.export(encoder, (pieces,), full, input_names=["pieces"], opset_version=17, dynamo=False)
        quantize_dynamic(full, small, weight_type=QuantType.QInt8)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        for name, path in (("ONNX Runtime, 32-bit floats", full), ("ONNX Runtime, 8 bits", small)):
            session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
            report(name, lambda: session.run(None, {"pieces": pieces.numpy()}))
    report("PyTorch, 32-bit floats", lambda: encoder(pieces))
    report("PyTorch, 8 bits", lambda eighth=torch.ao.quantization.quantize_dynamic(encoder, {nn.Linear}): eighth(pieces))
    subprocess.run([ROOT / "target/release/examples/encoder_speed"], check=True)


if __name__ == "__main__":
    main()
