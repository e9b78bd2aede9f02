-- The months of a customer as the bits of a number, which is good for 64 months from the first.
SELECT addMonths(toDate('2022-01-01'), months[1]) AS cohort, month - months[1] AS period, sum(customers) AS active
FROM (
    SELECT bitPositionsToArray(bits) AS months, count() AS customers
    FROM (
        SELECT groupBitOr(bitShiftLeft(toUInt64(1), toUInt8(12 * (toYear(ordered_at) - 2022) + toMonth(ordered_at) - 1))) AS bits
        FROM file('orders.parquet', Parquet, 'customer_id Int64, ordered_at DateTime64(6)')
        GROUP BY customer_id
    )
    GROUP BY bits
)
ARRAY JOIN months AS month
GROUP BY cohort, period
