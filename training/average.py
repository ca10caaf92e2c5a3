#!/usr/bin/env python3
"""Averages the weights of students that began with the same ones, so that they are still alike (`distil.py --start`)."""

import argparse

import torch


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", nargs="+")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    checkpoints = [torch.load(path, map_location="cpu") for path in options.checkpoints]
    first = checkpoints[0]
    assert all(checkpoint["pieces"] == first["pieces"] for checkpoint in checkpoints), "different vocabularies"
    mean = lambda name: torch.stack([checkpoint["weights"][name].float() for checkpoint in checkpoints]).mean(0)
    torch.save({**first, "weights": {name: mean(name) for name in first["weights"]}}, options.out)


if __name__ == "__main__":
    main()
