"""Runs a program for a peer, and prints its rows as CSV.

usage: peer.py ENGINE PROGRAM

A program for DuckDB or ClickHouse is SQL; for the others it is Python with a function rows().
"""

import csv
import sys

engine, path = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    program = file.read()

if engine == "clickhouse":
    import chdb

    sys.stdout.write(str(chdb.query(program, "CSV")))
else:
    if engine == "duckdb":
        import duckdb

        duckdb.execute("SET enable_progress_bar = false")  # It would be drawn into the answer.
        rows = duckdb.sql(program).fetchall()
    else:
        names = {}
        exec(compile(program, path, "exec"), names)
        rows = names["rows"]()
    csv.writer(sys.stdout).writerows(rows)
