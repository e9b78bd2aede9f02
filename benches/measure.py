"""A process and what it took; and whether two answers are the same."""

import csv
import datetime
import math
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass


class Failed(Exception):
    """A process did not give an answer, or not the right one."""


@dataclass
class Run:
    output: str
    seconds: float
    cpu: float
    memory: float  # MB of 2**20 bytes, at the peak


def run(command, folder):
    """Runs a process to its end in a folder. Its output goes to files, so that nobody waits for the other while it is timed."""
    environment = {**os.environ, "TZ": "UTC"}  # ClickHouse reads times in the zone of the machine.
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        # Unlike a sum over all children, this is the usage of this process alone. Its peak counts what this runner held when it
        # started it, too, which therefore keeps small.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode != 0:
            words = errors.read().decode(errors="replace").strip().splitlines()[-5:]
            raise Failed("\n".join([f"exit code {process.returncode}", *words]))
        return Run(output.read().decode(), seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def answer(output, header):
    """The rows of CSV in an order of their own. 1 is 1.0, and a day is its midnight, as engines differ in such types."""

    def value(text):
        for read in (float, lambda text: str(datetime.datetime.fromisoformat(text))):
            try:
                return read(text)
            except ValueError:
                pass
        return text

    rows = [[value(field) for field in row] for row in csv.reader(output.splitlines())]
    # Fields are of one type down a column unless the answers differ, which is for `difference` to say.
    return sorted(rows[header:], key=lambda row: [(isinstance(field, str), field) for field in row])


def difference(ours, theirs, tolerance):
    """What is the first difference of two answers, if any; numbers may differ by a share of the greater one."""

    def same(a, b):
        if isinstance(a, float) and isinstance(b, float):
            return math.isclose(a, b, rel_tol=tolerance, abs_tol=1e-9)
        return a == b

    if len(ours) != len(theirs):
        return f"{len(ours)} rows and {len(theirs)}"
    for a, b in zip(ours, theirs):
        if len(a) != len(b) or not all(map(same, a, b)):
            return f"{a} and {b}"
    return None
