-- Customers by recency, frequency and monetary value: who they are, what they bring, and whom to write to.
--
-- It runs on the sample as it is:  tenure -f sql/rfm_segments.sql
-- For your own data put your table or file in place of demo.orders, and your columns before AS:
--   SELECT client AS customer_id, day AS ordered_at, total AS amount FROM 'shop/orders.parquet'

CREATE OR REPLACE VIEW purchases AS
SELECT customer_id, ordered_at, amount FROM demo.orders;

CREATE OR REPLACE VIEW scored AS
SELECT * FROM rfm(purchases, customer_id, ordered_at, amount);

-- Which kinds of customers are there, and how much of the revenue is theirs?
SELECT
    segment,
    count(*) AS customers,
    round(count(*) * 1.0 / sum(count(*)) OVER (), 3) AS share_of_customers,
    round(sum(monetary), 2) AS revenue,
    round(sum(monetary) / sum(sum(monetary)) OVER (), 3) AS share_of_revenue,
    round(avg(monetary), 2) AS revenue_per_customer,
    round(avg(frequency), 1) AS purchases_per_customer,
    median(recency_days) AS median_days_since_last
FROM scored
GROUP BY segment
ORDER BY revenue DESC;

-- How do recency and frequency go together? Customers in each cell: down, how lately; across, how often.
SELECT
    r,
    count(*) FILTER (WHERE f = 1) AS f1,
    count(*) FILTER (WHERE f = 2) AS f2,
    count(*) FILTER (WHERE f = 3) AS f3,
    count(*) FILTER (WHERE f = 4) AS f4,
    count(*) FILTER (WHERE f = 5) AS f5,
    count(*) AS customers
FROM scored
GROUP BY r
ORDER BY r DESC;

-- Whom should we win back first? They bought often and much, and have not been seen for long.
SELECT customer_id, segment, last_purchase, recency_days, frequency, round(monetary, 2) AS revenue
FROM scored
WHERE segment IN ('At Risk', 'Can''t Lose Them')
ORDER BY monetary DESC, customer_id
LIMIT 10;

-- Whom should we thank?
SELECT customer_id, last_purchase, recency_days, frequency, round(monetary, 2) AS revenue
FROM scored
WHERE segment = 'Champions'
ORDER BY monetary DESC, customer_id
LIMIT 10;

-- Who is not a regular yet, but could become one?
SELECT customer_id, segment, last_purchase, recency_days, frequency, round(monetary, 2) AS revenue
FROM scored
WHERE segment IN ('Potential Loyalists', 'Promising', 'New Customers')
ORDER BY monetary DESC, customer_id
LIMIT 10;

-- Where did customers move in the last half year? Put the day to compare with after as_of.
SELECT
    before.segment AS segment_before,
    scored.segment AS segment_now,
    count(*) AS customers,
    round(sum(scored.monetary - before.monetary), 2) AS spent_since
FROM rfm(purchases, customer_id, ordered_at, amount, as_of => DATE '1997-12-31') AS before
JOIN scored ON scored.customer_id = before.customer_id
GROUP BY before.segment, scored.segment
ORDER BY customers DESC, segment_before, segment_now
LIMIT 15;
