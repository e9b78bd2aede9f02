-- @report Customers by recency, frequency and monetary value
-- @about Who they are, what they bring, and whom to write to.
-- @param orders table = demo.orders -- Purchases
-- @param customer column = customer_id -- Column of the customer
-- @param ordered_at column = ordered_at -- Column of the day
-- @param amount column = amount -- Column of the amount
-- @param before date = 1997-12-31 -- Compared with the segments of this day

-- It runs on the sample as it is:  tenure report sql/rfm_segments.sql
-- On your own table or file:       tenure report sql/rfm_segments.sql -p orders=shop.csv -p customer=client -p …

CREATE OR REPLACE VIEW purchases AS
SELECT $customer AS customer_id, $ordered_at AS ordered_at, $amount AS amount FROM $orders;

CREATE OR REPLACE VIEW scored AS
SELECT * FROM rfm(purchases, customer_id, ordered_at, amount);

-- @title Which kinds of customers are there, and how much of the revenue is theirs?
-- @chart bar horizontal x=segment y=share_of_customers,share_of_revenue format=0%
-- @table revenue=0,0 revenue_per_customer=0.00 purchases_per_customer=0.0
-- @expect abs(sum(share_of_customers) - 1) < 0.000001
SELECT
    segment,
    count(*) AS customers,
    count(*) * 1.0 / sum(count(*)) OVER () AS share_of_customers,
    sum(monetary) AS revenue,
    sum(monetary) / sum(sum(monetary)) OVER () AS share_of_revenue,
    avg(monetary) AS revenue_per_customer,
    avg(frequency) AS purchases_per_customer,
    median(recency_days) AS median_days_since_last
FROM scored
GROUP BY segment
ORDER BY revenue DESC;

-- @title How do recency and frequency go together?
-- @chart heatmap x=frequency y=recency value=customers format=0,0
-- @note Customers by scores from 1 to 5: down, how lately; across, how often.
-- @width 1/2
SELECT r AS recency, f AS frequency, count(*) AS customers
FROM scored
GROUP BY r, f
ORDER BY r DESC, f;

-- @title What does a customer of each kind bring?
-- @chart box horizontal x=segment y=revenue format=0,0
-- @table limit=100 revenue=0.00
-- @note Half of the customers lie in the box; the line in it is the one in the middle.
-- @width 1/2
SELECT segment, customer_id, monetary AS revenue FROM scored ORDER BY segment, monetary DESC, customer_id;

-- @section Whom to write to
-- @title Whom should we win back first?
-- @table revenue=0.00
-- @note They bought often and much, and have not been seen for long.
SELECT customer_id, segment, last_purchase, recency_days, frequency, monetary AS revenue
FROM scored
WHERE segment IN ('At Risk', 'Can''t Lose Them')
ORDER BY monetary DESC, customer_id
LIMIT 10;

-- @title Whom should we thank?
-- @table revenue=0.00
SELECT customer_id, last_purchase, recency_days, frequency, monetary AS revenue
FROM scored
WHERE segment = 'Champions'
ORDER BY monetary DESC, customer_id
LIMIT 10;

-- @title Who is not a regular yet, but could become one?
-- @table revenue=0.00
SELECT customer_id, segment, last_purchase, recency_days, frequency, monetary AS revenue
FROM scored
WHERE segment IN ('Potential Loyalists', 'Promising', 'New Customers')
ORDER BY monetary DESC, customer_id
LIMIT 10;

-- @section What has changed
-- @title Where did customers move since then?
-- @chart sankey source=segment_before target=segment_now value=customers
-- @table spent_since=0,0
WITH moved AS (
    SELECT
        earlier.segment || ' then' AS segment_before,
        scored.segment || ' now' AS segment_now,
        scored.monetary - earlier.monetary AS spent
    FROM rfm(purchases, customer_id, ordered_at, amount, as_of => $before) AS earlier
    JOIN scored ON scored.customer_id = earlier.customer_id
)
SELECT segment_before, segment_now, count(*) AS customers, sum(spent) AS spent_since
FROM moved
GROUP BY segment_before, segment_now
ORDER BY customers DESC, segment_before, segment_now;
