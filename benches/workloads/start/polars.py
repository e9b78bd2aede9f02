import polars as pl


def rows():
    return pl.select(pl.lit(1)).rows()
