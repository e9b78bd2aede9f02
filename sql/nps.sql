-- The net promoter score: how it stands, how it moves, and what it goes together with.
--
-- It runs on the sample as it is:  tenure -f sql/nps.sql
-- For your own data put your tables or files in place of demo.survey and demo.orders, and your columns before AS:
--   SELECT client AS customer_id, day AS answered_at, q1 AS score, medium AS channel, region FROM 'survey.csv'

CREATE OR REPLACE VIEW answers AS
SELECT customer_id, answered_at, score, channel, region FROM demo.survey;

CREATE OR REPLACE VIEW purchases AS
SELECT customer_id, ordered_at, amount FROM demo.orders;

-- Would our customers recommend us? With the interval the score is known to lie in.
WITH asked AS (SELECT count(*) AS asked, nps_stats(score) AS s FROM answers)
SELECT
    asked,
    s['responses'] AS answered,
    s['promoters'] AS promoters,
    s['passives'] AS passives,
    s['detractors'] AS detractors,
    round(s['nps'], 1) AS nps,
    round(s['ci_low'], 1) AS ci_low,
    round(s['ci_high'], 1) AS ci_high
FROM asked;

-- Does it get better? By month, beside the mean of the three months up to it.
WITH months AS (
    SELECT CAST(date_trunc('month', answered_at) AS DATE) AS month, nps_category(score) AS category, score FROM answers
),
counts AS (
    SELECT
        month,
        count(score) AS answered,
        count(*) FILTER (WHERE category = 'promoter') AS promoters,
        count(*) FILTER (WHERE category = 'detractor') AS detractors,
        nps(score) AS nps
    FROM months
    GROUP BY month
)
SELECT
    month,
    answered,
    round(nps, 1) AS nps,
    round(100.0 * sum(promoters - detractors) OVER three / sum(answered) OVER three, 1) AS nps_of_three_months
FROM counts
WINDOW three AS (ORDER BY month ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
ORDER BY month;

-- Does the channel matter? Where two intervals do not meet, it is hardly chance.
WITH channels AS (SELECT channel, nps_stats(score) AS s FROM answers GROUP BY channel)
SELECT
    channel,
    s['responses'] AS answered,
    round(s['nps'], 1) AS nps,
    round(s['ci_low'], 1) AS ci_low,
    round(s['ci_high'], 1) AS ci_high
FROM channels
ORDER BY nps DESC;

-- And the region?
WITH regions AS (SELECT region, nps_stats(score) AS s FROM answers GROUP BY region)
SELECT
    region,
    s['responses'] AS answered,
    round(s['nps'], 1) AS nps,
    round(s['ci_low'], 1) AS ci_low,
    round(s['ci_high'], 1) AS ci_high
FROM regions
ORDER BY nps DESC;

-- Do our best customers like us best? By segment of recency, frequency and monetary value.
SELECT
    segment,
    count(score) AS answered,
    round(nps(score), 1) AS nps,
    round(avg(score), 1) AS mean_score
FROM answers
JOIN rfm(purchases, customer_id, ordered_at, amount) AS customers USING (customer_id)
GROUP BY segment
ORDER BY nps DESC;

-- Do promoters come back? The part that bought within 90 days after the answer; later answers than that are left out.
WITH known AS (SELECT max(ordered_at) AS last_day FROM purchases),
scored AS (
    SELECT DISTINCT customer_id, answered_at, nps_category(score) AS category
    FROM answers CROSS JOIN known
    WHERE score IS NOT NULL AND answered_at + INTERVAL '90 days' <= last_day
),
followed AS (
    SELECT scored.customer_id, answered_at, category, count(ordered_at) AS purchases_since
    FROM scored
    LEFT JOIN purchases
        ON purchases.customer_id = scored.customer_id
        AND ordered_at > answered_at
        AND ordered_at <= answered_at + INTERVAL '90 days'
    GROUP BY scored.customer_id, answered_at, category
)
SELECT
    category,
    count(*) AS answers,
    round(avg(CASE WHEN purchases_since > 0 THEN 1.0 ELSE 0.0 END), 3) AS bought_again,
    round(avg(purchases_since), 2) AS purchases_per_answer
FROM followed
GROUP BY category
ORDER BY bought_again DESC;
