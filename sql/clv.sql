-- Customer lifetime value: what each customer will probably bring in the next twelve months, whom to keep, and whether
-- the model behind it can be trusted.
--
-- It runs on the sample as it is:  tenure -f sql/clv.sql
-- For your own data put your table or file in place of demo.orders, and your columns before AS:
--   SELECT client AS customer_id, day AS ordered_at, total AS amount FROM 'shop/orders.parquet'
--
-- Put your own horizon, yearly discount rate, and margin (the part of an amount that is profit) into the view valued.

CREATE OR REPLACE VIEW purchases AS
SELECT customer_id, ordered_at, amount FROM demo.orders;

CREATE OR REPLACE VIEW valued AS
SELECT * FROM clv(
    purchases, customer_id, ordered_at, amount,
    horizon => INTERVAL '12 months', discount_rate => 0.10, margin => 1.0
);

-- What will the customers we have bring in the next twelve months?
SELECT
    count(*) AS customers,
    round(sum(p_alive), 0) AS still_customers,
    round(sum(expected_purchases), 0) AS purchases_to_come,
    round(sum(expected_revenue), 2) AS revenue_to_come,
    round(sum(clv), 2) AS value,
    round(avg(clv), 2) AS value_per_customer
FROM valued;

-- Who is worth most?
SELECT
    customer_id,
    frequency AS bought_again,
    round(p_alive, 3) AS p_alive,
    round(expected_purchases, 1) AS purchases_to_come,
    round(expected_spend, 2) AS per_purchase,
    round(clv, 2) AS value
FROM valued
ORDER BY clv DESC, customer_id
LIMIT 10;

-- How much of the value hangs on the best customers? Each tenth of them.
WITH tenths AS (
    SELECT clv, p_alive, ntile(10) OVER (ORDER BY clv DESC, customer_id) AS tenth FROM valued
)
SELECT
    tenth,
    count(*) AS customers,
    round(avg(p_alive), 3) AS p_alive,
    round(sum(clv), 2) AS value,
    round(avg(clv), 2) AS value_per_customer,
    round(sum(clv) / sum(sum(clv)) OVER (), 3) AS share_of_value
FROM tenths
GROUP BY tenth
ORDER BY tenth;

-- Whom are we about to lose who would be worth keeping? Their value if they stayed, less what is expected now.
SELECT
    customer_id,
    frequency AS bought_again,
    round(p_alive, 3) AS p_alive,
    round(clv, 2) AS value,
    round(clv / p_alive - clv, 2) AS at_stake
FROM valued
WHERE p_alive BETWEEN 0.1 AND 0.6 AND frequency >= 3
ORDER BY at_stake DESC, customer_id
LIMIT 10;

-- Which kinds of customers is the value in? By segment of recency, frequency and monetary value.
SELECT
    segment,
    count(*) AS customers,
    round(avg(p_alive), 3) AS p_alive,
    round(sum(monetary), 2) AS revenue_so_far,
    round(sum(clv), 2) AS value_to_come,
    round(avg(clv), 2) AS value_per_customer
FROM rfm(purchases, customer_id, ordered_at, amount) AS scored
JOIN valued USING (customer_id)
GROUP BY segment
ORDER BY value_to_come DESC;

-- Can the forecast be trusted? Made as of an earlier day, beside the days with a purchase that came after it. Put that
-- day and the time since into the three places.
WITH forecast AS (
    SELECT * FROM clv(
        purchases, customer_id, ordered_at, amount,
        calibration_end => DATE '1997-12-31', horizon => INTERVAL '181 days'
    )
),
later AS (
    SELECT customer_id, count(DISTINCT CAST(ordered_at AS DATE)) AS days
    FROM purchases
    WHERE CAST(ordered_at AS DATE) > DATE '1997-12-31'
    GROUP BY customer_id
)
SELECT
    least(frequency, 7) AS bought_again_up_to_7,
    count(*) AS customers,
    round(sum(expected_purchases), 1) AS purchases_forecast,
    coalesce(sum(days), 0) AS purchases_made
FROM forecast
LEFT JOIN later USING (customer_id)
GROUP BY least(frequency, 7)
ORDER BY bought_again_up_to_7;

-- What was fitted, and how certain is it? A wide interval says that the log tells little about that parameter.
SELECT
    model,
    parameter,
    round(estimate, 4) AS estimate,
    round(ci_low, 4) AS ci_low,
    round(ci_high, 4) AS ci_high,
    round(log_likelihood, 1) AS log_likelihood,
    customers,
    converged
FROM clv_fit(purchases, customer_id, ordered_at, amount);
