import duckdb
from lifetimes import BetaGeoFitter

# Customers with the same history are fitted together, by weight.
SUMMARY = """
    WITH days AS (
        SELECT DISTINCT customer_id, ordered_at::DATE AS day FROM 'orders.parquet'
    ), customers AS (
        SELECT count(*) - 1 AS frequency, max(day) - min(day) AS recency, (SELECT max(day) FROM days) - min(day) AS age
        FROM days
        GROUP BY customer_id
    )
    SELECT frequency, recency, age, count(*) AS customers FROM customers GROUP BY ALL
"""


def rows():
    duckdb.execute("SET enable_progress_bar = false")
    history = duckdb.sql(SUMMARY).fetchnumpy()
    model = BetaGeoFitter().fit(history["frequency"], history["recency"], history["age"], weights=history["customers"])
    return model.params_.items()
