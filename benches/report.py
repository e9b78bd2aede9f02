"""What was measured, as Markdown."""

import datetime
import os
import platform
from statistics import median

LABELS = {"tenure": "tenure", "duckdb": "DuckDB", "clickhouse": "ClickHouse", "polars": "Polars", "lifetimes": "lifetimes"}


def table(head, rows):
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def seconds(results, workload, engine):
    """The median, if the engine was measured on the workload."""
    runs = results.get(workload, {}).get(engine, [])
    return median(run.seconds for run in runs) if runs else None


def times(theirs, ours):
    return f"{theirs / ours:.2f}" if theirs and ours else "–"


def short(results, engines):
    """A row a workload: the seconds of this engine, and how many times as long the others take."""
    peers = [engine for engine in engines if engine != "tenure"]
    head = ["workload", "tenure, seconds", *(f"{LABELS[engine]}, times as long" for engine in peers)]
    rows = []
    for workload in results:
        ours = seconds(results, workload, "tenure")
        cells = [times(seconds(results, workload, engine), ours) for engine in peers]
        rows.append([workload, f"{ours:.3f}" if ours else "–", *cells])
    return table(head, rows)


def detail(results, workload):
    """A row an engine: all that was measured."""
    head = ["engine", "seconds", "from – to", "less start", "CPU seconds", "peak MB", "times as long", "the same less start"]

    def less_start(engine):
        """None where nothing is left: a start is not the same each time."""
        whole, start = seconds(results, workload, engine), seconds(results, "start", engine)
        return whole - start if whole and start and whole > start and workload != "start" else None

    rows = []
    for engine, runs in results[workload].items():
        if not runs:
            rows.append([LABELS[engine], "failed", *["–"] * 6])
            continue
        whole, inner = seconds(results, workload, engine), less_start(engine)
        spread = [run.seconds for run in runs]
        rows.append([
            LABELS[engine],
            f"{whole:.3f}",
            f"{min(spread):.3f} – {max(spread):.3f}",
            f"{inner:.3f}" if inner else "–",
            f"{median(run.cpu for run in runs):.2f}",
            f"{median(run.memory for run in runs):.0f}",
            times(whole, seconds(results, workload, "tenure")),
            times(inner, less_start("tenure")),
        ])
    return table(head, rows)


def machine():
    """What the figures were measured on."""

    def first(path, name):
        with open(path, encoding="utf-8") as file:
            return next((line.split(":", 1)[1].strip() for line in file if line.startswith(name)), "unknown")

    cores = len(os.sched_getaffinity(0))
    memory = int(first("/proc/meminfo", "MemTotal").split()[0]) / 2**20
    processor = first("/proc/cpuinfo", "model name")
    return f"{processor}, {cores} cores, {memory:.0f} GiB of memory, {platform.system()}"


def page(results, engines, questions, tolerances, failures, facts):
    """The whole page."""
    parts = [
        "# Benchmarks",
        "This engine and others, asked the same questions in turn. Written by `benches/run.py`; `benches/README.md` says how it\n"
        "works, and `benches/workloads/` has every query. What was tried is in [Performance](performance.md).",
        "Every figure is of a whole process, its start included, and the median of all turns. Above 1, *times as long* means that\n"
        "tenure is faster. Ratios carry over to other machines better than seconds do.",
        short(results, engines),
        "The peers run in Python, and importing them is much of their start, which is the workload `start`; *less start* is with\n"
        "that taken off on both sides. CPU seconds are those of all threads, peak MB is resident memory (of 2^20 bytes).",
    ]
    for workload in results:
        tolerance = tolerances.get(workload)
        agreed = f"\nAnswers agree to {tolerance:g} of each number, as optimisers stop in different places." if tolerance else ""
        parts += [f"## {workload}", questions[workload] + agreed, detail(results, workload)]
        for (failed, engine), why in failures.items():
            if failed == workload:
                parts.append(f"{LABELS[engine]} failed:\n\n```text\n{why}\n```")
    parts += ["## How it was measured", "\n".join(f"- {name}: {value}" for name, value in facts.items())]
    return "\n\n".join(parts) + "\n"


def facts(arguments, sizes, versions, load):
    # Without the paths of the one who measured.
    command = f"python3 benches/run.py --customers {arguments.customers} --seed {arguments.seed} --runs {arguments.runs}"
    command += f" --workloads {','.join(arguments.workloads)} --peers {','.join(arguments.peers)}"
    return {
        "Date": datetime.date.today().isoformat(),
        "Machine": machine(),
        "Load of the machine before (1 minute)": f"{load:.2f}",
        "Data": f"{arguments.customers:,} customers, seed {arguments.seed}: "
        + ", ".join(f"`{name}` {size / 1e6:.0f} MB" for name, size in sizes.items()),
        "Turns": f"{arguments.runs} that count, after one that does not; so files are in the system's cache",
        "Engines": "; ".join(versions) + f"; Python {platform.python_version()}",
        "To repeat it": f"`{command}`",
    }
