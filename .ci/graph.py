"""Checks that `cargo run` and `cargo test` build the crates they share with the same features.

A tool of the tests that switches on a feature of a crate below DataFusion makes Cargo compile DataFusion twice. The
feature then belongs beside the other ones in Cargo.toml that are there for this reason.
"""

import subprocess
import sys


def graph(*options):
    """The packages of a build, each with its version and features."""
    command = ["cargo", "tree", "--locked", "--format", "{p} {f}", "--prefix", "none", *options]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return {line.removesuffix(" (*)").rstrip() for line in lines}


def main():
    run = graph("--package", "tenure", "--edges", "normal,build")
    test = graph("--workspace", "--edges", "normal,build,dev")
    differ = sorted(run - test)
    for package in differ:
        print(f"{package}: with other features in `cargo test --workspace`")
    sys.exit(1 if differ else 0)


main()
