WITH customers AS MATERIALIZED (
    SELECT date_diff('day', max(ordered_at), TIMESTAMP '2025-01-01') AS r, count(*) AS f, sum(amount) AS m
    FROM 'orders.parquet'
    GROUP BY customer_id
), cuts AS (
    SELECT quantile_cont(r, [.2, .4, .6, .8]) AS r_cuts,
        quantile_cont(f, [.2, .4, .6, .8]) AS f_cuts,
        quantile_cont(m, [.2, .4, .6, .8]) AS m_cuts
    FROM customers
)
SELECT
    5 - (r > r_cuts[1])::INT - (r > r_cuts[2])::INT - (r > r_cuts[3])::INT - (r > r_cuts[4])::INT AS r_score,
    1 + (f > f_cuts[1])::INT + (f > f_cuts[2])::INT + (f > f_cuts[3])::INT + (f > f_cuts[4])::INT AS f_score,
    1 + (m > m_cuts[1])::INT + (m > m_cuts[2])::INT + (m > m_cuts[3])::INT + (m > m_cuts[4])::INT AS m_score,
    count(*), avg(m)
FROM customers, cuts
GROUP BY r_score, f_score, m_score
