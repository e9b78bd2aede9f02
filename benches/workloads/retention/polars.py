import polars as pl


def rows():
    ordered = pl.col("ordered_at").dt
    month = 12 * ordered.year().cast(pl.Int32) + ordered.month() - 1
    months = pl.scan_parquet("orders.parquet").select("customer_id", month=month)
    active = months.unique().with_columns(first=pl.col("month").min().over("customer_id"))
    counts = active.group_by("first", period=pl.col("month") - pl.col("first")).len()
    answer = counts.select(pl.date(pl.col("first") // 12, pl.col("first") % 12 + 1, 1), "period", "len")
    return answer.collect(engine="streaming").rows()
