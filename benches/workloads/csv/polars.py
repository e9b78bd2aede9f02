import polars as pl


def rows():
    orders = pl.scan_csv("orders.csv", try_parse_dates=True)
    answer = orders.select(pl.len(), pl.col("amount").sum(), pl.col("ordered_at").max())
    return answer.collect(engine="streaming").rows()
