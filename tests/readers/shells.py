"""Completes command lines in the shells themselves, with the scripts of `saidby completions`.

    python shells.py SAIDBY WORK

SAIDBY is the program, WORK an empty folder. Tries bash, zsh and fish, each in its own way; all
three have to be there. What is behind a subcommand has to be completed as well: its options, their values, and the shells.
"""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

SAIDBY, WORK = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
# A command line, and words that have to be offered at its end.
LINES = [
    ("saidby ex", ["export", "extract"]),
    ("saidby export --for", ["--format", "--force"]),
    ("saidby export --format ", ["jsonl", "w3c", "cas-json"]),
    ("saidby extract --engine f", ["fast"]),
    ("saidby import --on-decided ", ["keep", "take", "conflict"]),
    ("saidby completions ", ["bash", "zsh", "fish"]),
    ("saidby stats --f", ["--format"]),
]


def script(shell):
    path = WORK / f"saidby.{shell}"
    path.write_bytes(subprocess.run([SAIDBY, "completions", shell], check=True, capture_output=True).stdout)
    return path


def bash(line):
    words = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    code = (
        f"source '{script('bash')}'; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; COMP_LINE='{line}'; "
        f"COMP_POINT={len(line)}; _saidby saidby '{words[-1]}' '{words[-2]}'; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    return subprocess.run(["bash", "--norc", "-c", code], capture_output=True, text=True, check=True).stdout


def fish(line):
    code = f"source '{script('fish')}'; complete -C '{line}'"
    return subprocess.run(["fish", "--no-config", "-c", code], capture_output=True, text=True, check=True).stdout


def zsh(line):
    """In a terminal: zsh completes nowhere else."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="dumb", PATH=f"{SAIDBY.parent}:{os.environ['PATH']}")
        os.execvp("zsh", ["zsh", "-f", "-i"])

    def read_until(end, seconds):
        seen, until = "", time.monotonic() + seconds
        while time.monotonic() < until and end not in seen:
            if select.select([terminal], [], [], 0.2)[0]:
                try:
                    seen += os.read(terminal, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        return seen

    setup = f"PS1='> '; LISTMAX=1000; autoload -U compinit; compinit -u -D; source '{script('zsh')}'; cd '{WORK}'; print READY${{:-}}NOW\n"
    os.write(terminal, setup.encode())
    read_until("READYNOW", 20)
    # The first lists what there is, or goes as far as all have in common; the second lists the rest.
    os.write(terminal, line.encode() + b"\t\t")
    time.sleep(0.5)
    os.write(terminal, b"\x15print DO\"\"NE\n")
    seen = read_until("DONE", 20)
    os.write(terminal, b"exit\n")
    os.close(terminal)
    os.waitpid(pid, 0)
    return seen


def main():
    os.environ["PATH"] = f"{SAIDBY.parent}:{os.environ['PATH']}"
    for shell, complete in (("bash", bash), ("zsh", zsh), ("fish", fish)):
        if shutil.which(shell) is None:
            sys.exit(f"{shell} is not installed; install it and try again")
        for line, wanted in LINES:
            offered = complete(line)
            missing = [word for word in wanted if word not in offered]
            assert not missing, f"{shell}: {line!r} does not offer {missing}: {offered}"
        print(f"{shell}: {len(LINES)} command lines are completed")


main()
