"""Times a report beside its queries alone.

    python3 benches/rendering.py --tenure target/release/tenure --data FOLDER [--runs 5]

FOLDER holds the generated orders.parquet. The same file is run as a report, into a page, and as a script, into CSV, in turn,
as whole processes. What a shared scan could save at most is told by the time of the plain scan that each block begins with.
"""

import argparse
import pathlib
import statistics
import subprocess
import tempfile
import time

WORKLOAD = pathlib.Path(__file__).resolve().parent / "rendering.sql"
SCAN = "SELECT count(DISTINCT customer_id % 7), max(ordered_at), max(amount) FROM 'orders.parquet'"


def timed(command, folder):
    begin = time.monotonic()
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    return time.monotonic() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tenure", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    tenure = options.tenure.resolve()
    with tempfile.TemporaryDirectory() as out:
        commands = {
            "report, into a page": [tenure, "report", WORKLOAD, "--html", f"{out}/report.html"],
            "report, into page, workbook, Markdown and JSON": [
                tenure, "report", WORKLOAD, "--html", f"{out}/r.html", "--xlsx", f"{out}/r.xlsx",
                "--markdown", f"{out}/r.md", "--json", f"{out}/r.json",
            ],
            "its queries alone, into CSV": [tenure, "orders.parquet", "-f", WORKLOAD, "-o", f"{out}/report.csv"],
            "its check": [tenure, "check", WORKLOAD],
            "one scan of the three columns": [tenure, "-c", SCAN],
        }
        times = {name: [] for name in commands}
        for _ in range(options.runs):
            for name, command in commands.items():
                times[name].append(timed(command, options.data))
    for name, found in times.items():
        print(f"{name}: {statistics.median(found):.3f} s ({min(found):.3f} to {max(found):.3f})")


if __name__ == "__main__":
    main()
