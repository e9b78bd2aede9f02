-- The customers pass as arrays beside their cuts: a common table expression would be computed twice.
WITH customers AS (
    SELECT dateDiff('day', max(ordered_at), toDateTime('2025-01-01 00:00:00')) AS r, count() AS f, sum(amount) AS m
    FROM file('orders.parquet', Parquet, 'customer_id Int64, ordered_at DateTime64(6), amount Float64')
    GROUP BY customer_id
), cut AS (
    SELECT quantilesExactInclusive(.2, .4, .6, .8)(r) AS r_cuts,
        quantilesExactInclusive(.2, .4, .6, .8)(f) AS f_cuts,
        quantilesExactInclusive(.2, .4, .6, .8)(m) AS m_cuts,
        groupArray((r, f, m)) AS each
    FROM customers
)
SELECT
    5 - (r > r_cuts[1]) - (r > r_cuts[2]) - (r > r_cuts[3]) - (r > r_cuts[4]) AS r_score,
    1 + (f > f_cuts[1]) + (f > f_cuts[2]) + (f > f_cuts[3]) + (f > f_cuts[4]) AS f_score,
    1 + (m > m_cuts[1]) + (m > m_cuts[2]) + (m > m_cuts[3]) + (m > m_cuts[4]) AS m_score,
    count(), avg(m)
FROM cut ARRAY JOIN each.1 AS r, each.2 AS f, each.3 AS m
GROUP BY r_score, f_score, m_score
