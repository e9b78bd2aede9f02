#!/usr/bin/env python3
"""Brings Apache ECharts from the npm registry into assets/echarts, as it was published.

    python3 scripts/echarts.py 6.1.0

It needs npm, which checks the package against the registry's checksum. What it prints goes into
src/reports/write/html/assets.rs and docs/building.md.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

TO = Path(__file__).resolve().parent.parent / "assets" / "echarts"
FILES = ["dist/echarts.min.js", "LICENSE", "NOTICE", "licenses/LICENSE-d3"]


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: python3 scripts/echarts.py VERSION")
    version = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", "--json", "--pack-destination", folder, f"echarts@{version}"],
            check=True, capture_output=True, text=True,
        )
        name = json.loads(packed.stdout)[0]["filename"]
        with tarfile.open(Path(folder) / name) as package:
            for file in FILES:
                content = package.extractfile(f"package/{file}").read()
                (TO / Path(file).name).write_bytes(content)
                print(hashlib.sha256(content).hexdigest(), Path(file).name)


if __name__ == "__main__":
    main()
