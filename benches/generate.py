"""Draws the data of the benchmarks: the same files for the same number of customers and seed.

usage: generate.py FOLDER CUSTOMERS SEED        (needs numpy, pyarrow and duckdb)

orders.parquet   order_id, customer_id, ordered_at, amount, country, channel   some 10.5 a customer, over three years
scores.parquet   customer_id, answered_at, score (0 to 10 or NULL), segment    5 a customer

orders.csv       the same orders as text; orders_quoted.csv with quotes around each field, orders.csv.gz packed,
                 orders_few.csv the first 7,000

Customers buy as the BG/NBD model says (Fader, Hardie and Lee 2005): at a rate of their own, drawn from a gamma distribution,
until after some purchase they stop for good, with a probability of their own, drawn from a beta distribution. What they spend
follows the gamma-gamma model (Fader and Hardie 2013) with its parameters for CDNOW.
"""

import sys
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

DAY = 86_400_000_000  # microseconds
BEGIN = np.datetime64("2022-01-01", "us").astype(np.int64)
DAYS = 1096  # to the end of 2024

COUNTRIES = {"DE": 0.22, "GB": 0.20, "US": 0.18, "FR": 0.12, "IT": 0.10, "ES": 0.08, "NL": 0.06, "SE": 0.04}
CHANNELS = {"web": 0.55, "app": 0.25, "store": 0.16, "phone": 0.04}
SEGMENTS = {"retail": 0.70, "business": 0.24, "partner": 0.06}
SCORES = [0.03, 0.01, 0.02, 0.03, 0.03, 0.07, 0.08, 0.14, 0.22, 0.18, 0.19]
UNANSWERED = 0.03


def purchases(random, customers):
    """Whose each purchase is, and on what day since the beginning, with its time as a fraction."""
    first = random.random(customers) * DAYS * 0.9
    rate = random.gamma(1.6, 1 / 49, customers)
    stops = random.geometric(np.maximum(random.beta(0.9, 9.0, customers), 1e-9))

    # A Poisson process is a number of repeat purchases, spread evenly over the time that is left; those after the stop fall away.
    repeats = random.poisson(rate * (DAYS - first))
    whose = np.repeat(np.arange(customers), repeats)
    when = first[whose] + random.random(len(whose)) * (DAYS - first[whose])
    order = np.lexsort((when, whose))
    whose, when = whose[order], when[order]
    begins = np.cumsum(repeats) - repeats
    kept = np.arange(len(whose)) - begins[whose] < stops[whose]
    return np.concatenate([np.arange(customers), whose[kept]]), np.concatenate([first, when[kept]])


def spend(random, whose, customers):
    """In multiples of 1/64, which add up exactly: sums of cents depend on their order, and so would the scores of some."""
    rate = random.gamma(3.74, 1 / 15.44, customers)
    return np.ceil(random.gamma(6.25, 1 / rate[whose]) * 64) / 64


def pick(random, shares, size):
    """Text drawn by shares, as Arrow."""
    codes = random.choice(len(shares), size, p=list(shares.values())).astype(np.int32)
    return pa.DictionaryArray.from_arrays(codes, list(shares)).cast(pa.string())


def instants(days):
    return pa.array(BEGIN + (days * DAY).astype(np.int64), pa.timestamp("us"))


def orders(random, customers, ids):
    whose, when = purchases(random, customers)
    amount = spend(random, whose, customers)
    order = np.argsort(when, kind="stable")  # A log is written in the order of time.
    whose, when, amount = whose[order], when[order], amount[order]
    return {
        "order_id": np.arange(len(whose)),
        "customer_id": ids[whose],
        "ordered_at": instants(when),
        "amount": amount,
        "country": pick(random, COUNTRIES, customers).take(pa.array(whose)),
        "channel": pick(random, CHANNELS, len(whose)),
    }


def scores(random, customers, ids):
    size = 5 * customers
    return {
        "customer_id": ids[random.integers(0, customers, size)],
        "answered_at": instants(np.sort(random.random(size)) * DAYS),
        "score": pa.array(random.choice(11, size, p=SCORES).astype(np.int32), mask=random.random(size) < UNANSWERED),
        "segment": pick(random, SEGMENTS, size),
    }


def write_text(folder):
    """The orders as text."""
    for name, rows, options in (
        ("orders.csv", "", ""),
        ("orders_quoted.csv", "", ", FORCE_QUOTE *"),
        ("orders.csv.gz", "", ", COMPRESSION gzip"),
        ("orders_few.csv", " LIMIT 7000", ""),
    ):
        source = f"SELECT * FROM '{folder}/orders.parquet'{rows}"
        duckdb.execute(f"COPY ({source}) TO '{folder}/{name}' (FORMAT csv, HEADER{options})")


def main():
    folder, customers, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    random = np.random.default_rng(seed)
    ids = random.choice(4 * customers, customers, replace=False)  # Numbers of customers have gaps.
    for name, draw in (("orders", orders), ("scores", scores)):
        table = pa.table(draw(random, customers, ids))
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd", row_group_size=1_000_000)
        print(f"{name}.parquet: {table.num_rows:,} rows", file=sys.stderr)
        if name == "orders":
            write_text(folder)


main()
