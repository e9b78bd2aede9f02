import polars as pl


def rows():
    score, answered = pl.col("score"), pl.col("answered_at").dt
    months = pl.scan_parquet("scores.parquet").group_by("segment", year=answered.year(), month=answered.month()).agg(
        answers=score.count(), promoters=(score >= 9).sum(), detractors=(score <= 6).sum()
    )
    balance = pl.col("promoters").cast(pl.Int64) - pl.col("detractors").cast(pl.Int64)  # Counts are unsigned.
    answer = months.select("segment", pl.date("year", "month", 1), "answers", 100 * balance / pl.col("answers"))
    return answer.collect(engine="streaming").rows()
