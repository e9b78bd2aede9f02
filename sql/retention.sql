-- @report Retention by cohort
-- @about Of the customers who came in the same month, how many come back, and what they bring.
-- @param orders table = demo.orders -- Purchases
-- @param customer column = customer_id -- Column of the customer
-- @param ordered_at column = ordered_at -- Column of the day
-- @param amount column = amount -- Column of the amount
-- @param unit text = month -- Cohorts by

-- It runs on the sample as it is:  tenure report sql/retention.sql
-- On your own table or file:       tenure report sql/retention.sql -p orders=shop.csv -p customer=client -p …

CREATE OR REPLACE VIEW purchases AS
SELECT $customer AS customer_id, $ordered_at AS ordered_at, $amount AS amount FROM $orders;

CREATE OR REPLACE VIEW cohorts AS
SELECT * FROM cohort_retention(purchases, customer_id, ordered_at, amount, unit => $unit);

-- @title Which part of each cohort buys in the periods after its first?
-- @chart heatmap x=period y=cohort value=retention format=0.0%
-- @note Empty where the period is not over.
-- @expect retention BETWEEN 0 AND 1
SELECT cohort, period, cohort_size AS customers, active, retention
FROM cohorts
WHERE complete AND period > 0
ORDER BY cohort, period;

-- @title How does retention fall over all cohorts together?
-- @chart line x=period y=retention format=0.0%
-- @note Where it levels out are those who stay.
-- @width 1/2
SELECT
    period,
    count(*) AS cohorts,
    sum(cohort_size) AS customers,
    sum(active) AS active,
    sum(active) * 1.0 / sum(cohort_size) AS retention
FROM cohorts
WHERE complete AND period > 0
GROUP BY period
ORDER BY period;

-- @title What has a customer brought by then?
-- @chart line x=period y=brought by=cohort format=0
-- @note First period included. Winning a customer must cost less: this is revenue, not profit.
-- @width 1/2
SELECT
    period,
    CAST(cohort AS VARCHAR) AS cohort,
    sum(amount_per_customer) OVER (PARTITION BY cohort ORDER BY period) AS brought
FROM cohorts
WHERE complete
ORDER BY cohort, period;

-- @title How many are not gone for good?
-- @chart line x=period y=kept by=cohort format=0%
-- @note Counted as kept: who buys in that period or in any later one.
-- @width 1/2
SELECT period, CAST(cohort AS VARCHAR) AS cohort, cohort_size AS customers, retention AS kept
FROM cohort_retention(purchases, customer_id, ordered_at, unit => $unit, mode => 'unbounded')
WHERE complete
ORDER BY cohort, period;

-- @title Do those who spend more on their first day stay longer?
-- @chart bar x=quarter y=retention by=first_spent format=0%
-- @note By the third of the customers whose first day brought least, less and most; quarters after the first.
-- @width 1/2
WITH first_days AS (
    SELECT *, min(ordered_at) OVER (PARTITION BY customer_id) AS first_order FROM purchases
),
first_amounts AS (
    SELECT customer_id, sum(amount) AS first_amount FROM first_days WHERE ordered_at = first_order GROUP BY customer_id
),
thirds AS (
    SELECT customer_id, ntile(3) OVER (ORDER BY first_amount, customer_id) AS third FROM first_amounts
),
sized AS (
    SELECT
        purchases.customer_id,
        ordered_at,
        CASE third WHEN 1 THEN 'least' WHEN 2 THEN 'less' ELSE 'most' END AS first_spent
    FROM purchases
    JOIN thirds USING (customer_id)
)
SELECT
    first_spent,
    'quarter ' || period AS quarter,
    sum(cohort_size) AS customers,
    sum(active) AS active,
    sum(active) * 1.0 / sum(cohort_size) AS retention
FROM cohort_retention(sized, customer_id, ordered_at, unit => 'quarter', by => first_spent)
WHERE period BETWEEN 1 AND 4 AND complete
GROUP BY first_spent, period
ORDER BY period, first_spent;
