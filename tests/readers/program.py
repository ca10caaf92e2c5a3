"""Runs the program under test."""

import subprocess


def run(program, *arguments, cwd=None, input=None, code=0):
    """The finished process; its exit status must be `code`."""
    done = subprocess.run([program, *arguments], cwd=cwd, capture_output=True, input=input)
    assert done.returncode == code, (arguments, done.returncode, done.stderr.decode())
    return done
