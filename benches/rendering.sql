-- @report Ten blocks over a large log
-- @use orders = 'orders.parquet'

-- @kpi value=revenue format=0,0
-- @kpi value=customers format=0,0
SELECT sum(amount) AS revenue, count(*) AS orders, count(DISTINCT customer_id) AS customers FROM orders;

-- @title Revenue by month
-- @chart line x=month y=revenue
SELECT date_trunc('month', ordered_at) AS month, sum(amount) AS revenue, count(*) AS orders FROM orders GROUP BY 1 ORDER BY 1;

-- @title Revenue by day of the week
-- @chart bar x=day y=revenue
SELECT date_part('isodow', ordered_at) AS day, sum(amount) AS revenue FROM orders GROUP BY 1 ORDER BY 1;

-- @title How often customers bought
-- @chart bar x=purchases y=customers
WITH counts AS (SELECT customer_id, least(count(*), 20) AS purchases FROM orders GROUP BY customer_id)
SELECT purchases, count(*) AS customers FROM counts GROUP BY purchases ORDER BY purchases;

-- @title Retention
-- @chart heatmap x=period y=cohort value=retention format=0%
SELECT cohort, period, retention FROM cohort_retention(orders, customer_id, ordered_at, unit => 'quarter') ORDER BY cohort, period;

-- @title Retention of all cohorts
-- @chart line x=period y=retention format=0%
SELECT period, sum(active) * 1.0 / sum(cohort_size) AS retention
FROM cohort_retention(orders, customer_id, ordered_at, unit => 'month') WHERE complete GROUP BY period ORDER BY period;

-- @title Recency and frequency
-- @chart heatmap x=f y=r value=customers
SELECT r, f, count(*) AS customers FROM rfm(orders, customer_id, ordered_at, amount) GROUP BY r, f ORDER BY r, f;

-- @title Segments
-- @chart bar horizontal x=segment y=revenue
SELECT segment, count(*) AS customers, sum(monetary) AS revenue
FROM rfm(orders, customer_id, ordered_at, amount) GROUP BY segment ORDER BY revenue DESC;

-- @title Size of orders
-- @chart bar x=from_amount y=orders
SELECT floor(amount / 10) * 10 AS from_amount, count(*) AS orders FROM orders WHERE amount < 300 GROUP BY 1 ORDER BY 1;

-- @title The best customers
SELECT customer_id, count(*) AS orders, sum(amount) AS revenue FROM orders GROUP BY customer_id ORDER BY revenue DESC, customer_id LIMIT 20;
