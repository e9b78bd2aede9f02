-- @report Customer overview
-- @about How much is bought and by whom, who comes back, what customers will bring, and whether they would recommend us.
-- @param orders table = demo.orders -- Purchases
-- @param customer column = customer_id -- Column of the customer
-- @param ordered_at column = ordered_at -- Column of the day
-- @param amount column = amount -- Column of the amount
-- @param survey table = demo.survey -- Answers
-- @param answered_at column = answered_at -- Column of the day of an answer
-- @param score column = score -- Column of the score from 0 to 10

-- It runs on the sample as it is:  tenure report sql/overview.sql --html overview.html
-- On your own tables or files:     tenure report sql/overview.sql -p orders=shop.csv -p customer=client -p …

CREATE OR REPLACE VIEW purchases AS
SELECT $customer AS customer_id, $ordered_at AS ordered_at, $amount AS amount FROM $orders;

CREATE OR REPLACE VIEW answers AS
SELECT $answered_at AS answered_at, $score AS score FROM $survey;

CREATE OR REPLACE VIEW dated AS
SELECT
    *,
    date_trunc('month', ordered_at) AS month,
    date_trunc('month', min(ordered_at) OVER (PARTITION BY customer_id)) AS first_month,
    max(ordered_at) OVER () AS last_day
FROM purchases;

-- @section The last 90 days
-- @note Each beside the 90 days before them; the days are counted back from the last purchase.
-- @kpi value=revenue compare=revenue_before format=0,0 label=Revenue
-- @kpi value=customers compare=customers_before format=0,0 label="Customers who bought"
-- @kpi value=average_order compare=average_order_before format=0.00 label="Average order"
-- @kpi value=orders compare=orders_before format=0,0 label=Orders
-- @expect revenue > 0
WITH spans AS (
    SELECT
        customer_id,
        amount,
        ordered_at > last_day - INTERVAL '90 days' AS is_last,
        ordered_at > last_day - INTERVAL '180 days' AS is_either
    FROM dated
)
SELECT
    sum(amount) FILTER (WHERE is_last) AS revenue,
    sum(amount) FILTER (WHERE is_either AND NOT is_last) AS revenue_before,
    count(DISTINCT customer_id) FILTER (WHERE is_last) AS customers,
    count(DISTINCT customer_id) FILTER (WHERE is_either AND NOT is_last) AS customers_before,
    avg(amount) FILTER (WHERE is_last) AS average_order,
    avg(amount) FILTER (WHERE is_either AND NOT is_last) AS average_order_before,
    count(*) FILTER (WHERE is_last) AS orders,
    count(*) FILTER (WHERE is_either AND NOT is_last) AS orders_before
FROM spans;

-- @section Does it grow?
-- @title Revenue by month, of new customers and of those who came back
-- @chart bar stacked x=month y=revenue by=customers format=0,0
-- @width 2/3
SELECT
    CAST(month AS DATE) AS month,
    CASE WHEN month = first_month THEN 'new' ELSE 'came back' END AS customers,
    sum(amount) AS revenue
FROM dated
GROUP BY month, customers
ORDER BY month, customers DESC;

-- @title How often they bought
-- @chart pie x=bought y=customers
-- @width 1/3
WITH counts AS (SELECT customer_id, count(*) AS purchases FROM purchases GROUP BY customer_id)
SELECT
    CASE
        WHEN purchases = 1 THEN 'once'
        WHEN purchases = 2 THEN 'twice'
        WHEN purchases <= 5 THEN '3 to 5 times'
        ELSE 'more often'
    END AS bought,
    count(*) AS customers
FROM counts
GROUP BY bought
ORDER BY min(purchases);

-- @section Who comes back?
-- @title Retention by month of the first purchase
-- @chart heatmap x=period y=cohort value=retention format=0%
-- @table cohort_size=0,0 retention=0.0%
-- @note The part of each month's new customers that buys again so many months later; only months that are over.
-- @expect retention BETWEEN 0 AND 1
SELECT cohort, period, cohort_size, active, retention
FROM cohort_retention(purchases, customer_id, ordered_at, unit => 'month')
WHERE complete AND period BETWEEN 1 AND 18
ORDER BY cohort, period;

-- @section Who are they?
-- @title Customers by how lately and how often they bought
-- @chart heatmap x=frequency y=recency value=customers format=0,0
-- @note Scores from 1 to 5 by fifths of the customers: 5 is the latest, and the most often.
-- @width 1/2
SELECT r AS recency, f AS frequency, count(*) AS customers, avg(monetary) AS revenue_per_customer
FROM rfm(purchases, customer_id, ordered_at, amount)
GROUP BY r, f
ORDER BY r DESC, f;

-- @title Segments
-- @chart bar horizontal x=segment y=revenue format=0,0
-- @width 1/2
SELECT segment, count(*) AS customers, sum(monetary) AS revenue
FROM rfm(purchases, customer_id, ordered_at, amount)
GROUP BY segment
ORDER BY revenue DESC;

-- @section What will they bring?
-- @title Customer lifetime value over the next 12 months
-- @chart histogram x=clv format=0
-- @table limit=50 p_alive=0% clv=0.00
-- @note Discounted at 10 % a year, by a model of how often customers buy, for how long, and for how much. The table has the most valuable ones.
-- @width 2/3
-- @expect min(clv) >= 0
SELECT customer_id, frequency, p_alive, clv
FROM clv(purchases, customer_id, ordered_at, amount, horizon => INTERVAL '12 months', discount_rate => 0.10)
ORDER BY clv DESC, customer_id;

-- @title The best tenth of the customers
-- @kpi value=share format=0% label="of the value to come is theirs" good=neither
-- @note Where much hangs on few, keep them first.
-- @width 1/3
WITH tenths AS (
    SELECT clv, ntile(10) OVER (ORDER BY clv DESC, customer_id) AS tenth
    FROM clv(purchases, customer_id, ordered_at, amount, horizon => INTERVAL '12 months', discount_rate => 0.10)
)
SELECT sum(clv) FILTER (WHERE tenth = 1) / sum(clv) AS share FROM tenths;

-- @section Would they recommend us?
-- @title Net promoter score
-- @kpi value=nps low=ci_low high=ci_high format=0.0 label="and the interval it lies in"
-- @width 1/3
WITH scored AS (SELECT nps_stats(score) AS s FROM answers)
SELECT s['nps'] AS nps, s['ci_low'] AS ci_low, s['ci_high'] AS ci_high, s['responses'] AS responses FROM scored;

-- @title Net promoter score by quarter
-- @chart line x=quarter y=nps low=ci_low high=ci_high format=0.0
-- @note The band is the interval that the score is known to lie in, with 95 % confidence.
-- @width 2/3
WITH quarters AS (
    SELECT CAST(date_trunc('quarter', answered_at) AS DATE) AS quarter, nps_stats(score) AS s FROM answers GROUP BY 1
)
SELECT quarter, s['responses'] AS responses, s['nps'] AS nps, s['ci_low'] AS ci_low, s['ci_high'] AS ci_high
FROM quarters
ORDER BY quarter;
