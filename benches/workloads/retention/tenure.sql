SELECT cohort, period, active
FROM cohort_retention('orders.parquet', customer_id, ordered_at, unit => 'month', incomplete => 'keep')
WHERE active > 0
