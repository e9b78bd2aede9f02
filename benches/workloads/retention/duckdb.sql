-- The months of a customer as the bits of a number, which is good for 64 months from the first; takes half the CPU time of
-- the usual way, distinct months of customers and their minimum.
WITH customers AS (
    SELECT bit_or(1::UBIGINT << (12 * year(ordered_at) + month(ordered_at) - (12 * 2022 + 1))) AS months
    FROM 'orders.parquet'
    GROUP BY customer_id
), patterns AS (
    SELECT months, bit_count(xor(months, months - 1)) - 1 AS first, count(*) AS customers
    FROM customers
    GROUP BY months
)
SELECT (DATE '2022-01-01' + to_months(first))::DATE AS cohort, month - first AS period, sum(customers) AS active
FROM patterns, range(64) AS every(month)
WHERE (months >> month) & 1 = 1
GROUP BY cohort, period
