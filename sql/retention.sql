-- Retention by cohort: of the customers who came in the same month, how many come back, and what they bring.
--
-- It runs on the sample as it is:  tenure -f sql/retention.sql
-- For your own data put your table or file in place of demo.orders, and your columns before AS:
--   SELECT client AS customer_id, day AS ordered_at, total AS amount FROM 'shop/orders.parquet'

CREATE OR REPLACE VIEW purchases AS
SELECT customer_id, ordered_at, amount FROM demo.orders;

CREATE OR REPLACE VIEW cohorts AS
SELECT * FROM cohort_retention(purchases, customer_id, ordered_at, amount, unit => 'month');

-- Which part of each cohort buys in the months after its first? Empty where the month is not over.
SELECT
    cohort,
    max(cohort_size) AS customers,
    round(max(retention) FILTER (WHERE period = 1), 3) AS month_1,
    round(max(retention) FILTER (WHERE period = 2), 3) AS month_2,
    round(max(retention) FILTER (WHERE period = 3), 3) AS month_3,
    round(max(retention) FILTER (WHERE period = 6), 3) AS month_6,
    round(max(retention) FILTER (WHERE period = 9), 3) AS month_9,
    round(max(retention) FILTER (WHERE period = 12), 3) AS month_12
FROM cohorts
GROUP BY cohort
ORDER BY cohort;

-- How does retention fall over all cohorts together, and where does it level out?
SELECT
    period AS month,
    count(*) AS cohorts,
    sum(cohort_size) AS customers,
    sum(active) AS active,
    round(sum(active) * 1.0 / sum(cohort_size), 3) AS retention
FROM cohorts
WHERE complete
GROUP BY period
ORDER BY period;

-- What has a customer brought by then, first month included? Winning one must cost less. Revenue, not profit.
WITH sums AS (
    SELECT
        cohort,
        period,
        sum(amount_per_customer) OVER (PARTITION BY cohort ORDER BY period) AS so_far
    FROM cohorts
    WHERE complete
)
SELECT
    cohort,
    round(max(so_far) FILTER (WHERE period = 0), 2) AS first_month,
    round(max(so_far) FILTER (WHERE period = 3), 2) AS by_month_3,
    round(max(so_far) FILTER (WHERE period = 6), 2) AS by_month_6,
    round(max(so_far) FILTER (WHERE period = 12), 2) AS by_month_12
FROM sums
GROUP BY cohort
ORDER BY cohort;

-- How many are not gone for good? Counted as kept: who buys in that month or in any later one.
SELECT cohort, cohort_size AS customers, period AS month, active AS kept, round(retention, 3) AS share_kept
FROM cohort_retention(purchases, customer_id, ordered_at, mode => 'unbounded')
WHERE period IN (1, 3, 6, 9, 12) AND complete
ORDER BY cohort, period;

-- Do those who spend more on their first day stay longer? By quarter, with the interval retention is known to lie in.
WITH first_days AS (
    SELECT *, min(ordered_at) OVER (PARTITION BY customer_id) AS first_order FROM purchases
),
first_amounts AS (
    SELECT
        customer_id,
        ordered_at,
        sum(amount) FILTER (WHERE ordered_at = first_order) OVER (PARTITION BY customer_id) AS first_amount
    FROM first_days
),
sized AS (
    SELECT
        *,
        CASE WHEN first_amount < 20 THEN '0 to 20' WHEN first_amount < 50 THEN '20 to 50' ELSE 'over 50' END
            AS first_spent
    FROM first_amounts
)
SELECT
    first_spent,
    period AS quarter,
    cohort_size AS customers,
    round(retention, 3) AS retention,
    round(ci_low, 3) AS ci_low,
    round(ci_high, 3) AS ci_high
FROM cohort_retention(sized, customer_id, ordered_at, unit => 'quarter', by => first_spent)
WHERE period > 0 AND complete
ORDER BY period, first_spent;
