-- With the columns stated: without, they are taken to be nullable, which is slower.
SELECT count(), toDate(max(latest)), sum(purchases), sum(spent)
FROM (
    SELECT customer_id, max(ordered_at) AS latest, count() AS purchases, sum(amount) AS spent
    FROM file('orders.parquet', Parquet, 'customer_id Int64, ordered_at DateTime64(6), amount Float64')
    GROUP BY customer_id
)
