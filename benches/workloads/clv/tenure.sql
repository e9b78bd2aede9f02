SELECT count(*), sum(expected_purchases)
FROM clv('orders.parquet', customer_id, ordered_at, amount, model => 'bg_nbd', unit => 'day', horizon => 90)
