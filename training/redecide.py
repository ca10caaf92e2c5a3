#!/usr/bin/env python3
"""Puts another decision (calibrate.py) and another card into a weight file; its weights stay as they are."""

import argparse
import json
import struct

from blake3 import blake3

from export import MAGIC, VERSION

CHECKSUM = 32


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", help="the weight file to begin with")
    parser.add_argument("--decision", help="what calibrate.py wrote")
    parser.add_argument("--card", help="JSON with name, corpus, base and figures")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()

    content = open(options.weights, "rb").read()
    content, checksum = content[:-CHECKSUM], content[-CHECKSUM:]
    version, length = struct.unpack_from("<II", content, len(MAGIC))
    assert content.startswith(MAGIC) and version == VERSION and blake3(content).digest() == checksum, "no weight file"
    start = len(MAGIC) + 8
    header = json.loads(content[start : start + length])
    for part in ("decision", "card"):
        if path := getattr(options, part):
            header[part] = json.load(open(path))
    header = json.dumps(header, sort_keys=True).encode()
    content = MAGIC + struct.pack("<II", VERSION, len(header)) + header + content[start + length :]
    with open(options.out, "wb") as out:
        out.write(content + blake3(content).digest())


if __name__ == "__main__":
    main()
