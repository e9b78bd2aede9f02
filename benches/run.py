"""This engine and its peers on the same questions, in turn, as whole processes, with their answers compared.

usage: python3 benches/run.py [--customers N] [--runs N] [--workloads A,B] [--peers A,B] [--write PAGE] ...

Everything it installs and generates stays in a cache folder of its own. Needs no package itself; see README.md.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import measure
import report

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tenure" / "benches"
TENURE = Path(os.environ.get("CARGO_TARGET_DIR") or HERE.parent / "target") / "release" / "tenure"
REQUIREMENTS = HERE / "requirements.txt"
PEERS = ["duckdb", "clickhouse", "polars", "lifetimes"]

# workloads/NAME/ENGINE.sql or .py is the program; an engine without one does not take part.
WORKLOADS = {
    "start": "What it takes to begin: `SELECT 1`; for lifetimes, importing it and DuckDB.",
    "group_by": "Of each customer the latest purchase, the number and the sum; the floor for all that group by customer.",
    "rfm": "Scores by quintiles of days since the last purchase, purchases and money; customers and mean money of each cell.",
    "retention": "Of those who first bought in the same month, how many bought in each month since.",
    "nps": "Answers and net promoter score by segment and month.",
    "clv": "Histories in days, a BG/NBD model fitted to them, and the purchases expected of all customers in the next 90 days. "
    "For lifetimes, DuckDB prepares the histories.",
    "clv_fit": "The parameters of the same model alone, histories included.",
    "csv": "The orders as a CSV file: their number, their sum and the latest time. Columns and types are found out by each engine.",
    "csv_quoted": "The same, with quotes around every field.",
    "csv_gzip": "The same as `csv`, packed by gzip.",
    "csv_all": "All six columns of the CSV file: the least and the greatest of each.",
    "csv_few": "The question of `csv` for a file of 7,000 orders.",
}

# As shares of each number. Those of models are looser, as optimisers stop in different places.
TOLERANCE = 1e-6
TOLERANCES = {"clv": 1e-4, "clv_fit": 1e-4}


def say(text):
    print(text, file=sys.stderr, flush=True)


def names(known):
    def read(text):
        chosen = [name for name in text.split(",") if name]
        for name in chosen:
            if name not in known:
                raise argparse.ArgumentTypeError(f"no {name}; there are {', '.join(known)}")
        return chosen

    return read


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--customers", type=int, default=1_000_000, help="1000000; each has some 10.5 orders")
    parser.add_argument("--seed", type=int, default=1, help="of the data: 1")
    parser.add_argument("--runs", type=int, default=7, help="turns that count: 7")
    parser.add_argument("--workloads", type=names(WORKLOADS), default=list(WORKLOADS), help=",".join(WORKLOADS))
    parser.add_argument("--peers", type=names(PEERS), default=PEERS, help=",".join(PEERS))
    parser.add_argument("--tenure", type=Path, default=TENURE, help="the command, built for release: target/release/tenure")
    parser.add_argument("--cache", type=Path, default=CACHE, help=f"where peers and data are kept: {CACHE}")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="write all figures to this Markdown file")
    parser.add_argument("--keep-going", action="store_true", help="leave out what fails, rather than stop")
    chosen = parser.parse_args()
    if chosen.customers < 1 or chosen.runs < 1:
        parser.error("--customers and --runs must be at least 1")
    return chosen


def peers(cache):
    """The interpreter of a virtual environment with the peers as pinned; made anew when the pins or Python change."""
    home, stamp = cache / "peers", cache / "peers" / "installed"
    wanted = sys.version + REQUIREMENTS.read_text()
    if not stamp.exists() or stamp.read_text() != wanted:
        say(f"installing the peers in {home}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        pip = [home / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*pip, "-r", REQUIREMENTS], check=True, stdout=sys.stderr)
        stamp.write_text(wanted)
    return home / "bin" / "python"


def data(cache, python, customers, seed):
    """The folder with the data; drawn once, and again when the generator or the packages it uses change."""
    made_by = hashlib.sha256((HERE / "generate.py").read_bytes() + REQUIREMENTS.read_bytes()).hexdigest()[:8]
    folder = cache / "data" / f"{customers}-{seed}-{made_by}"
    if not folder.exists():
        say(f"generating {folder}")
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        subprocess.run([python, HERE / "generate.py", unfinished, str(customers), str(seed)], check=True)
        unfinished.rename(folder)
    return folder


def program(workload, engine):
    return next((HERE / "workloads" / workload).glob(f"{engine}.*"), None)


def once(engine, workload, python, tenure, folder):
    """One process: what it took, and its answer."""
    path = program(workload, engine)
    if engine == "tenure":
        taken = measure.run([tenure, "--format", "csv", "-f", path], folder)
        return taken, measure.answer(taken.output, header=1)
    # Isolated from the user's packages and settings of Python.
    taken = measure.run([python, "-I", HERE / "peer.py", engine, path], folder)
    return taken, measure.answer(taken.output, header=0)


def compete(workload, engines, turns, keep_going, process):
    """The runs of each engine, and why those failed that did: turn by turn, each turn begun by another engine."""
    runs, failures = {engine: [] for engine in engines}, {}
    reference = None
    for turn in range(turns + 1):
        shift = turn % len(engines)
        for engine in engines[shift:] + engines[:shift]:
            if engine in failures:
                continue
            try:
                taken, answer = process(engine, workload)
                reference = reference or (engine, answer)
                differs = measure.difference(reference[1], answer, TOLERANCES.get(workload, TOLERANCE))
                if differs:
                    raise measure.Failed(f"the answers of {reference[0]} and {engine} differ: {differs}")
            except measure.Failed as failure:
                say(f"{workload}, {engine}: {failure}")
                if not keep_going:
                    sys.exit(1)
                failures[engine] = str(failure).replace(f"{HERE.parent}/", "")
                runs[engine] = []
                continue
            if turn > 0:  # The first brings the files into the system's cache.
                runs[engine].append(taken)
    return runs, failures


def versions(engines, tenure):
    pins = dict(line.split("==") for line in REQUIREMENTS.read_text().splitlines() if "==" in line)
    said = {
        "tenure": measure.run([tenure, "--version"], HERE).output.strip(),
        "duckdb": f"DuckDB {pins['duckdb']}",
        "clickhouse": f"chdb {pins['chdb']} with the ClickHouse of chdb-core {pins['chdb-core']}",
        "polars": f"Polars {pins['polars']}",
        "lifetimes": f"lifetimes {pins['Lifetimes']} with NumPy {pins['numpy']}, SciPy {pins['scipy']}, DuckDB {pins['duckdb']}",
    }
    return [said[engine] for engine in engines]


def main():
    chosen = arguments()
    load = os.getloadavg()[0]
    tenure = chosen.tenure.resolve()
    if not tenure.exists():
        sys.exit(f"{tenure} is not there: cargo build --release, or --tenure PATH")
    cache = chosen.cache.resolve()
    python = peers(cache)
    folder = data(cache, python, chosen.customers, chosen.seed)
    if load > 0.5:
        say(f"the machine is busy (load {load:.2f}): measure again when it is not")

    results, failures = {}, {}
    engines = ["tenure", *chosen.peers]
    told = versions(engines, tenure)
    for workload in ["start", *(name for name in chosen.workloads if name != "start")]:
        partners = [engine for engine in engines if program(workload, engine)]
        say(f"{workload}: {', '.join(partners)}")
        results[workload], failed = compete(
            workload, partners, chosen.runs, chosen.keep_going, lambda *which: once(*which, python, tenure, folder)
        )
        failures |= {(workload, engine): why for engine, why in failed.items()}

    print(report.short(results, engines))
    if chosen.write:
        sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
        facts = report.facts(chosen, sizes, told, load)
        chosen.write.write_text(report.page(results, engines, WORKLOADS, TOLERANCES, failures, facts), encoding="utf-8")
    if failures:
        sys.exit(1)


if __name__ == "__main__":
    main()
