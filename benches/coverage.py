"""Whether the intervals of fitted models are what they say: samples drawn from known parameters, each fitted, and how often
the truth lies inside the interval of 95 %.

usage: python3 benches/coverage.py [--samples 200] [--customers 3000] [--tenure PATH]

With 200 samples the share should lie between 0.92 and 0.98 or so. Draws in the Python of the benchmarks' peers.
"""

import argparse
import csv
import io
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import run

# The parameters that the CDNOW sample was fitted with, about.
TRUTH = {
    "bg_nbd": {"r": 0.25, "alpha": 4.5, "a": 0.8, "b": 2.5},
    "mbg_nbd": {"r": 0.5, "alpha": 6.0, "a": 0.9, "b": 1.6},
    "gamma_gamma": {"p": 6.0, "q": 3.75, "v": 15.5},
}
FITS = {
    "bg_nbd": "bg_nbd_fit(x, t_x, t)",
    "mbg_nbd": "mbg_nbd_fit(x, t_x, t)",
    "gamma_gamma": "gamma_gamma_fit(x, m)",
}


def draw(folder, samples, customers):
    """Histories of weeks under each model of purchases, with spend under Gamma-Gamma."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(1)
    n = samples * customers
    spend = TRUTH["gamma_gamma"]
    for model in ("bg_nbd", "mbg_nbd"):
        p = TRUTH[model]
        rate, leaving = rng.gamma(p["r"], 1 / p["alpha"], n), rng.beta(p["a"], p["b"], n)
        observed = rng.uniform(30, 80, n)
        x, last = np.zeros(n), np.zeros(n)
        alive, now = np.arange(n), np.zeros(n)
        if model == "mbg_nbd":
            alive = alive[rng.random(n) > leaving]
        while len(alive):
            now[alive] += rng.exponential(1 / rate[alive])
            alive = alive[now[alive] < observed[alive]]
            x[alive] += 1
            last[alive] = now[alive]
            alive = alive[rng.random(len(alive)) > leaving[alive]]
        # The mean of x purchases that are Gamma(p, ν) is Gamma(px, νx).
        nu = rng.gamma(spend["q"], 1 / spend["v"], n)
        mean = np.where(x > 0, rng.gamma(spend["p"] * np.maximum(x, 1)) / (nu * np.maximum(x, 1)), 0.0)
        columns = {"sample": np.repeat(np.arange(samples), customers), "x": x, "t_x": last, "t": observed, "m": mean}
        pq.write_table(pa.table(columns), Path(folder) / f"{model}.parquet")


def fits(tenure, folder, model):
    """The fits of all samples: one statement."""
    table = "bg_nbd" if model == "gamma_gamma" else model
    names = ", ".join(
        f"m['parameters']['{name}'] AS {name}, m['std_errors']['{name}'] AS {name}_error" for name in TRUTH[model]
    )
    sql = f"""SELECT m['converged'] AS converged, {names}
              FROM (SELECT sample, {FITS[model]} AS m FROM '{folder}/{table}.parquet' GROUP BY sample)"""
    command = [tenure, "--format", "csv", "-c", sql]
    output = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout
    return list(csv.DictReader(io.StringIO(output)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=200, help="200")
    parser.add_argument("--customers", type=int, default=3000, help="of each sample: 3000")
    parser.add_argument("--tenure", type=Path, default=run.TENURE, help="the command, built for release")
    parser.add_argument("--draw", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.draw:
        return draw(options.draw, options.samples, options.customers)

    with tempfile.TemporaryDirectory() as folder:
        size = ["--samples", str(options.samples), "--customers", str(options.customers)]
        subprocess.run([run.peers(run.CACHE), __file__, "--draw", folder, *size], check=True)
        print("| model | parameter | truth | mean estimate | inside the interval of 95 % | samples | converged |")
        print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
        for model, truth in TRUTH.items():
            rows = fits(options.tenure, folder, model)
            converged = [row for row in rows if row["converged"] == "true"]
            for name, true in truth.items():
                pairs = [(float(row[name]), float(row[f"{name}_error"])) for row in converged]
                # The interval of clv_fit: that of the logarithm.
                inside = sum(abs(math.log(true / estimate)) <= 1.959964 * error / estimate for estimate, error in pairs)
                mean = sum(estimate for estimate, _ in pairs) / len(pairs)
                print(f"| {model} | {name} | {true} | {mean:.4f} | {inside / len(pairs):.3f} | {len(rows)} | {len(converged)} |")


sys.exit(main())
