SELECT parameter, estimate
FROM clv_fit('orders.parquet', customer_id, ordered_at, model => 'bg_nbd', unit => 'day')
