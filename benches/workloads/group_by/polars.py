import polars as pl


def rows():
    customers = pl.scan_parquet("orders.parquet").group_by("customer_id").agg(
        latest=pl.col("ordered_at").max(), purchases=pl.len(), spent=pl.col("amount").sum()
    )
    answer = customers.select(pl.len(), pl.col("latest").max().dt.date(), pl.col("purchases").sum(), pl.col("spent").sum())
    return answer.collect(engine="streaming").rows()
