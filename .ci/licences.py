"""Checks that every dependency may be shipped under this project's licences: each offers one of those below."""

import json
import re
import subprocess
import sys

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0",
    "CC0-1.0", "CDLA-Permissive-2.0", "ISC", "MIT", "MIT-0", "Unicode-3.0", "Unlicense", "Zlib", "bzip2-1.0.6",
}


def allowed(expression):
    """Whether an SPDX expression can be satisfied: all of AND, any of OR, as Cargo's older slash means OR."""
    tokens = re.findall(r"\(|\)|\bAND\b|\bOR\b|[^\s()]+(?: WITH [^\s()]+)?", expression.replace("/", " OR "))

    def any_of():
        value = all_of()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            value = all_of() or value
        return value

    def all_of():
        value = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            value = one() and value
        return value

    def one():
        token = tokens.pop(0)
        if token == "(":
            value = any_of()
            tokens.pop(0)
            return value
        return token in ALLOWED

    return any_of()


def main():
    text = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked"], check=True, capture_output=True, text=True
    ).stdout
    packages = json.loads(text)["packages"]
    wrong = [p for p in packages if not p["license"] or not allowed(p["license"])]
    for package in wrong:
        print(f"{package['name']} {package['version']}: {package['license'] or 'no licence'}")
    print(f"{len(packages)} packages, {len(wrong)} with a licence that is not allowed")
    sys.exit(1 if wrong else 0)


main()
