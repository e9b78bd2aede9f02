-- A customer overview: how much is bought, by how many, how often, and whether it grows.
--
-- It runs on the sample as it is:  tenure -f sql/overview.sql
-- For your own data put your table or file in place of demo.orders, and your columns before AS:
--   SELECT client AS customer_id, day AS ordered_at, total AS amount FROM 'shop/orders.parquet'

CREATE OR REPLACE VIEW purchases AS
SELECT customer_id, ordered_at, amount FROM demo.orders;

-- How big is the business, and what is a customer worth so far?
SELECT
    count(DISTINCT customer_id) AS customers,
    count(*) AS purchases,
    round(sum(amount), 2) AS revenue,
    round(sum(amount) / count(DISTINCT customer_id), 2) AS revenue_per_customer,
    round(avg(amount), 2) AS average_order,
    round(count(*) * 1.0 / count(DISTINCT customer_id), 2) AS purchases_per_customer,
    min(ordered_at) AS first_day,
    max(ordered_at) AS last_day
FROM purchases;

-- Does it grow, and by new customers or by those who come back?
WITH dated AS (
    SELECT *, min(ordered_at) OVER (PARTITION BY customer_id) AS first_order FROM purchases
)
SELECT
    CAST(date_trunc('month', ordered_at) AS DATE) AS month,
    count(DISTINCT customer_id) AS customers,
    count(DISTINCT CASE WHEN date_trunc('month', first_order) = date_trunc('month', ordered_at)
        THEN customer_id END) AS new_customers,
    count(*) AS purchases,
    round(sum(amount), 2) AS revenue,
    round(avg(amount), 2) AS average_order
FROM dated
GROUP BY date_trunc('month', ordered_at)
ORDER BY month;

-- How many buy only once, and how much of the revenue is theirs?
WITH customers AS (
    SELECT customer_id, count(*) AS purchases, sum(amount) AS revenue FROM purchases GROUP BY customer_id
)
SELECT
    CASE
        WHEN purchases = 1 THEN '1'
        WHEN purchases = 2 THEN '2'
        WHEN purchases <= 5 THEN '3 to 5'
        WHEN purchases <= 10 THEN '6 to 10'
        ELSE 'over 10'
    END AS bought_times,
    count(*) AS customers,
    round(count(*) * 1.0 / sum(count(*)) OVER (), 3) AS share_of_customers,
    round(sum(revenue), 2) AS revenue,
    round(sum(revenue) / sum(sum(revenue)) OVER (), 3) AS share_of_revenue
FROM customers
GROUP BY bought_times
ORDER BY bought_times;

-- How much hangs on the best customers? Each tenth of them, from those who spent most.
WITH customers AS (
    SELECT customer_id, sum(amount) AS revenue FROM purchases GROUP BY customer_id
),
tenths AS (
    SELECT revenue, ntile(10) OVER (ORDER BY revenue DESC, customer_id) AS tenth FROM customers
)
SELECT
    tenth,
    count(*) AS customers,
    round(sum(revenue), 2) AS revenue,
    round(avg(revenue), 2) AS revenue_per_customer,
    round(sum(revenue) / sum(sum(revenue)) OVER (), 3) AS share_of_revenue,
    round(sum(sum(revenue)) OVER (ORDER BY tenth) / sum(sum(revenue)) OVER (), 3) AS share_up_to_here
FROM tenths
GROUP BY tenth
ORDER BY tenth;

-- After how many days does one usually buy again, and when should silence worry us?
WITH days AS (
    SELECT DISTINCT customer_id, CAST(ordered_at AS DATE) AS day FROM purchases
),
gaps AS (
    SELECT day - lag(day) OVER (PARTITION BY customer_id ORDER BY day) AS gap FROM days
)
SELECT
    count(gap) AS times_bought_again,
    percentile_cont(0.25) WITHIN GROUP (ORDER BY gap) AS a_quarter_within_days,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) AS half_within_days,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY gap) AS nine_tenths_within_days
FROM gaps;
