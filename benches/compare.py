"""This engine beside DuckDB: the same question as whole processes, in turn, and the same answer.

usage: compare.py ORDERS.parquet [RUNS=7] [TENURE=target/release/tenure]

Prints a Markdown table: median seconds, the ratio of the medians, and peak memory.
"""

import csv
import os
import statistics
import subprocess
import sys
import time

NOW = "TIMESTAMP '2025-01-01 00:00:00'"


def workloads(orders):
    """The best SQL for each engine; both print the same rows in the same order as CSV."""
    return {
        "group by customer": (
            f"""SELECT count(*), max(r), sum(f), round(sum(m), 2) FROM
                (SELECT customer_id, max(ordered_at) r, count(*) f, sum(amount) m FROM '{orders}' GROUP BY 1)""",
        )
        * 2,
        "rfm": (
            f"""SELECT r, f, m, count(*) AS customers, round(avg(monetary), 4) FROM
                rfm('{orders}', customer_id, ordered_at, amount, as_of => {NOW}) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""",
            f"""WITH c AS (SELECT customer_id, date_diff('day', max(ordered_at), {NOW}) r, count(*) f, sum(amount) m
                  FROM '{orders}' GROUP BY 1),
                q AS (SELECT quantile_cont(r, [.2, .4, .6, .8]) qr, quantile_cont(f, [.2, .4, .6, .8]) qf,
                  quantile_cont(m, [.2, .4, .6, .8]) qm FROM c),
                s AS (SELECT m,
                  5 - (r > qr[1])::int - (r > qr[2])::int - (r > qr[3])::int - (r > qr[4])::int rs,
                  1 + (f > qf[1])::int + (f > qf[2])::int + (f > qf[3])::int + (f > qf[4])::int fs,
                  1 + (m > qm[1])::int + (m > qm[2])::int + (m > qm[3])::int + (m > qm[4])::int ms FROM c, q)
                SELECT rs, fs, ms, count(*), round(avg(m), 4) FROM s GROUP BY ALL ORDER BY ALL""",
        ),
        "cohort_retention, month": (
            f"""SELECT cohort, period, active FROM
                cohort_retention('{orders}', customer_id, ordered_at, incomplete => 'keep') WHERE active > 0 ORDER BY 1, 2""",
            f"""WITH f AS (SELECT customer_id, date_trunc('month', min(ordered_at))::date cohort FROM '{orders}' GROUP BY 1),
                a AS (SELECT DISTINCT customer_id, date_trunc('month', ordered_at)::date p FROM '{orders}')
                SELECT cohort, date_diff('month', cohort, p) period, count(*) active
                FROM a JOIN f USING (customer_id) GROUP BY ALL ORDER BY ALL""",
        ),
    }


def run(command, text=None):
    """Standard output, seconds, and peak memory in MB of a process."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write((text or "").encode())
    process.stdin.close()
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {command}")
    return output, time.perf_counter() - begin, usage.ru_maxrss / 1024


DUCKDB = """
import csv, sys, duckdb
csv.writer(sys.stdout).writerows(duckdb.sql(sys.stdin.read()).fetchall())
"""


def answer(output, header):
    """Rows with numbers as numbers, so that 1 and 1.0 are equal."""
    rows = list(csv.reader(output.splitlines()))[header:]

    def value(text):
        try:
            return float(text)
        except ValueError:
            return text.replace("T", " ")

    return [[value(field) for field in row] for row in rows]


def close(a, b):
    return a == b or (isinstance(a, float) and isinstance(b, float) and abs(a - b) <= 1e-6 * max(1.0, abs(a)))


def main():
    orders = os.path.abspath(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    tenure = sys.argv[3] if len(sys.argv) > 3 else "target/release/tenure"
    print("| workload | tenure s | DuckDB s | ratio | tenure MB | DuckDB MB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, (ours, theirs) in workloads(orders).items():
        figures = ([], [], [], [])
        for turn in range(runs + 1):
            mine, seconds, memory = run([tenure, "--format", "csv", "-c", ours])
            other, peer_seconds, peer_memory = run([sys.executable, "-c", DUCKDB], theirs)
            a, b = answer(mine, 1), answer(other, 0)
            if len(a) != len(b) or not all(close(x, y) for r, s in zip(a, b) for x, y in zip(r, s)):
                sys.exit(f"{name}: the answers differ")
            if turn > 0:  # The first warms the file cache.
                for figure, value in zip(figures, (seconds, peer_seconds, memory, peer_memory)):
                    figure.append(value)
        s, p, m, n = map(statistics.median, figures)
        print(f"| {name} | {s:.2f} | {p:.2f} | {s / p:.2f} | {m:.0f} | {n:.0f} |", flush=True)


main()
