"""Checks the graph of dependencies.

- `cargo run` and `cargo test` build the crates that they share with the same features. A tool of the tests that switches
  on a feature of a crate below DataFusion makes Cargo compile DataFusion twice; the feature then belongs beside the
  others in Cargo.toml that are there for this reason.
- The library without its features compiles nothing that only the command or reports need.
- Packages that know no engine have none below them.
"""

import subprocess
import sys

# What only the command and reports need.
COMMAND = {
    "askama", "clap", "clap_complete", "clap_mangen", "crossterm", "hyper", "mimalloc", "pulldown-cmark", "reedline",
    "rust_xlsxwriter",
}
# What each package must not have below it.
WITHOUT = {
    "tenure-math": {"arrow-array", "datafusion"},
    "tenure-diagnostics": {"arrow-array", "datafusion"},
    "tenure-charts": {"arrow-array", "datafusion"},
    "tenure-reader": {"datafusion"},
    "tenure-udfs": COMMAND | {"tenure-reader", "tenure-charts"},
}


def graph(*options):
    """Returns the packages of a build, each with its version and features."""
    command = ["cargo", "tree", "--locked", "--format", "{p} {f}", "--prefix", "none", *options]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return {line.removesuffix(" (*)").rstrip() for line in lines}


def names(*options):
    """Returns the names of the packages of a build."""
    return {line.split(" ")[0] for line in graph(*options, "--edges", "normal,build")}


def main():
    faults = []
    run = graph("--package", "tenure", "--edges", "normal,build")
    test = graph("--workspace", "--edges", "normal,build,dev")
    faults += [f"{package}: with other features in `cargo test --workspace`" for package in sorted(run - test)]
    library = names("--package", "tenure", "--no-default-features")
    faults += [f"tenure without features has {name} below it" for name in sorted(library & COMMAND)]
    for package, unwanted in WITHOUT.items():
        below = names("--package", package)
        faults += [f"{package} has {name} below it" for name in sorted(below & unwanted)]
    for fault in faults:
        print(fault)
    print(f"{len(run)} packages in the command, {len(library)} in the library without features, {len(test)} with tests")
    sys.exit(1 if faults else 0)


main()
