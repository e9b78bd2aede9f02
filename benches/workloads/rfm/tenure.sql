SELECT r, f, m, count(*), avg(monetary)
FROM rfm('orders.parquet', customer_id, ordered_at, amount, as_of => TIMESTAMP '2025-01-01 00:00:00')
GROUP BY r, f, m
