import polars as pl


def rows():
    orders = pl.scan_csv("orders.csv", try_parse_dates=True)
    ends = [end for name in orders.collect_schema() for end in (pl.col(name).min().alias(f"least_{name}"), pl.col(name).max().alias(f"most_{name}"))]
    return orders.select(ends).collect(engine="streaming").rows()
