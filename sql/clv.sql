-- @report Customer lifetime value
-- @about What each customer will probably bring in the next twelve months, whom to keep, and whether the model behind it can be trusted.
-- @param orders table = demo.orders -- Purchases
-- @param customer column = customer_id -- Column of the customer
-- @param ordered_at column = ordered_at -- Column of the day
-- @param amount column = amount -- Column of the amount
-- @param discount_rate double = 0.10 -- Yearly discount rate
-- @param margin double = 1.0 -- Part of an amount that is profit
-- @param calibration_end date = 1997-12-31 -- Tried on what came after

-- It runs on the sample as it is:  tenure report sql/clv.sql
-- On your own table or file:       tenure report sql/clv.sql -p orders=shop.csv -p customer=client -p …

CREATE OR REPLACE VIEW purchases AS
SELECT $customer AS customer_id, $ordered_at AS ordered_at, $amount AS amount FROM $orders;

CREATE OR REPLACE TABLE valued AS
SELECT * FROM clv(
    purchases, customer_id, ordered_at, amount,
    horizon => INTERVAL '12 months', discount_rate => $discount_rate, margin => $margin
);

-- @section The next twelve months
-- @kpi value=revenue_to_come format=0,0 label="Revenue to come"
-- @kpi value=value format=0,0 label="Its value today"
-- @kpi value=still_customers format=0,0 label="Still customers"
-- @kpi value=purchases_to_come format=0,0 label="Purchases to come"
SELECT
    sum(expected_revenue) AS revenue_to_come,
    sum(clv) AS value,
    sum(p_alive) AS still_customers,
    sum(expected_purchases) AS purchases_to_come
FROM valued;

-- @title What are customers worth?
-- @chart histogram x=clv format=0
-- @table limit=20 clv=0.00 p_alive=0% expected_purchases=0.0 expected_spend=0.00
-- @note The table has those who are worth most.
-- @width 1/2
-- @expect min(clv) >= 0
SELECT customer_id, frequency, p_alive, expected_purchases, expected_spend, clv
FROM valued
ORDER BY clv DESC, customer_id;

-- @title How much of the value hangs on the best customers?
-- @chart bar x=tenth y=share_of_value format=0%
-- @table value=0,0 value_per_customer=0.00 p_alive=0%
-- @note Each tenth of the customers, from those who are worth most.
-- @width 1/2
WITH tenths AS (
    SELECT clv, p_alive, ntile(10) OVER (ORDER BY clv DESC, customer_id) AS tenth FROM valued
)
SELECT
    tenth,
    count(*) AS customers,
    avg(p_alive) AS p_alive,
    sum(clv) AS value,
    avg(clv) AS value_per_customer,
    sum(clv) / sum(sum(clv)) OVER () AS share_of_value
FROM tenths
GROUP BY tenth
ORDER BY tenth;

-- @section Whom to keep
-- @title Whom are we about to lose who would be worth keeping?
-- @table p_alive=0% value=0.00 at_stake=0.00
-- @note At stake is what they would bring beyond that if it were certain that they stayed.
-- @width 1/2
SELECT customer_id, frequency AS bought_again, p_alive, clv AS value, clv / p_alive - clv AS at_stake
FROM valued
WHERE p_alive BETWEEN 0.1 AND 0.6 AND frequency >= 3
ORDER BY at_stake DESC, customer_id
LIMIT 10;

-- @title In which kinds of customers is the value?
-- @chart bar horizontal x=segment y=revenue_so_far,value_to_come format=0,0
-- @table p_alive=0% value_per_customer=0.00
-- @width 1/2
SELECT
    segment,
    count(*) AS customers,
    avg(p_alive) AS p_alive,
    sum(monetary) AS revenue_so_far,
    sum(clv) AS value_to_come,
    avg(clv) AS value_per_customer
FROM rfm(purchases, customer_id, ordered_at, amount) AS scored
JOIN valued USING (customer_id)
GROUP BY segment
ORDER BY value_to_come DESC;

-- @section Can the forecast be trusted?
-- @title The forecast beside what came
-- @chart bar x=bought_again_before y=purchases_forecast,purchases_made format=0,0
-- @note Made as of the earlier day, for the 181 days after it, beside the days with a purchase that came: by how often customers had bought again before.
-- @width 1/2
WITH forecast AS (
    SELECT * FROM clv(
        purchases, customer_id, ordered_at, amount,
        calibration_end => $calibration_end, horizon => INTERVAL '181 days'
    )
),
later AS (
    SELECT customer_id, count(DISTINCT CAST(ordered_at AS DATE)) AS days
    FROM purchases
    WHERE CAST(ordered_at AS DATE) > $calibration_end
        AND CAST(ordered_at AS DATE) <= $calibration_end + INTERVAL '181 days'
    GROUP BY customer_id
)
SELECT
    CASE WHEN frequency >= 7 THEN '7 or more' ELSE CAST(frequency AS VARCHAR) END AS bought_again_before,
    count(*) AS customers,
    sum(expected_purchases) AS purchases_forecast,
    coalesce(sum(days), 0) AS purchases_made
FROM forecast
LEFT JOIN later USING (customer_id)
GROUP BY bought_again_before
ORDER BY bought_again_before;

-- @title What was fitted, and how certain is it?
-- @note A wide interval says that the log tells little about that parameter.
-- @table estimate=0.0000 ci_low=0.0000 ci_high=0.0000 log_likelihood=0.0
-- @width 1/2
-- @expect converged
SELECT model, parameter, estimate, ci_low, ci_high, log_likelihood, customers, converged
FROM clv_fit(purchases, customer_id, ordered_at, amount);
