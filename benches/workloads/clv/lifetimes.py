import duckdb
from lifetimes import BetaGeoFitter

# Customers with the same history are fitted and predicted together, by weight.
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
    customers = history.pop("customers")
    model = BetaGeoFitter().fit(history["frequency"], history["recency"], history["age"], weights=customers)
    expect = model.conditional_expected_number_of_purchases_up_to_time
    expected = expect(90, history["frequency"], history["recency"], history["age"])
    return [(customers.sum(), (customers * expected).sum())]
