-- @report Net promoter score
-- @about How it stands, how it moves, and what it goes together with.
-- @param survey table = demo.survey -- Answers
-- @param customer column = customer_id -- Column of the customer
-- @param answered_at column = answered_at -- Column of the day
-- @param score column = score -- Column of the score from 0 to 10
-- @param channel column = channel -- Column of the channel
-- @param region column = region -- Column of the region
-- @param orders table = demo.orders -- Purchases
-- @param buyer column = customer_id -- Their column of the customer
-- @param ordered_at column = ordered_at -- Their column of the day
-- @param amount column = amount -- Their column of the amount

-- It runs on the sample as it is:  tenure report sql/nps.sql
-- On your own tables or files:     tenure report sql/nps.sql -p survey=answers.csv -p score=q1 -p …

CREATE OR REPLACE VIEW answers AS
SELECT
    $customer AS customer_id,
    $answered_at AS answered_at,
    $score AS score,
    $channel AS channel,
    $region AS region
FROM $survey;

CREATE OR REPLACE VIEW purchases AS
SELECT $buyer AS customer_id, $ordered_at AS ordered_at, $amount AS amount FROM $orders;

-- @section How it stands
-- @kpi value=nps low=ci_low high=ci_high format=0.0 label="Net promoter score, with its interval"
-- @kpi value=promoters format=0% label=Promoters
-- @kpi value=detractors format=0% label=Detractors
-- @kpi value=answered format=0% label="Of those asked have answered"
-- @expect nps BETWEEN -100 AND 100
WITH asked AS (SELECT count(*) AS asked, nps_stats(score) AS s FROM answers)
SELECT
    s['nps'] AS nps,
    s['ci_low'] AS ci_low,
    s['ci_high'] AS ci_high,
    s['promoters'] * 1.0 / s['responses'] AS promoters,
    s['detractors'] * 1.0 / s['responses'] AS detractors,
    s['responses'] * 1.0 / asked AS answered
FROM asked;

-- @section How it moves
-- @title Does it get better?
-- @chart line x=month y=nps_of_three_months,nps format=0
-- @note By month, beside the score of the three months up to it.
-- @width 2/3
WITH counts AS (
    SELECT
        CAST(date_trunc('month', answered_at) AS DATE) AS month,
        count(score) AS answered,
        count(*) FILTER (WHERE nps_category(score) = 'promoter') AS promoters,
        count(*) FILTER (WHERE nps_category(score) = 'detractor') AS detractors,
        nps(score) AS nps
    FROM answers
    GROUP BY 1
)
SELECT
    month,
    answered,
    nps,
    100.0 * sum(promoters - detractors) OVER three / sum(answered) OVER three AS nps_of_three_months
FROM counts
WINDOW three AS (ORDER BY month ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
ORDER BY month;

-- @title Who answers what?
-- @chart bar x=score y=answers
-- @width 1/3
SELECT score, count(*) AS answers FROM answers WHERE score IS NOT NULL GROUP BY score ORDER BY score;

-- @section What it goes together with
-- @title Does the channel matter?
-- @chart bar x=channel y=nps low=ci_low high=ci_high format=0.0
-- @note Where two intervals do not meet, it is hardly chance.
-- @width 1/2
WITH channels AS (SELECT channel, nps_stats(score) AS s FROM answers GROUP BY channel)
SELECT channel, s['responses'] AS answered, s['nps'] AS nps, s['ci_low'] AS ci_low, s['ci_high'] AS ci_high
FROM channels
ORDER BY nps DESC;

-- @title And the region?
-- @chart bar x=region y=nps low=ci_low high=ci_high format=0.0
-- @width 1/2
WITH regions AS (SELECT region, nps_stats(score) AS s FROM answers GROUP BY region)
SELECT region, s['responses'] AS answered, s['nps'] AS nps, s['ci_low'] AS ci_low, s['ci_high'] AS ci_high
FROM regions
ORDER BY nps DESC;

-- @title Do our best customers like us best?
-- @chart bar horizontal x=segment y=nps format=0.0
-- @note By segment of recency, frequency and monetary value.
-- @width 1/2
SELECT segment, count(score) AS answered, nps(score) AS nps, avg(score) AS mean_score
FROM answers
JOIN rfm(purchases, customer_id, ordered_at, amount) AS customers USING (customer_id)
GROUP BY segment
ORDER BY nps DESC;

-- @title Do promoters come back?
-- @chart bar x=category y=bought_again format=0%
-- @note The part that bought within 90 days after the answer; answers later than that before the last purchase are left out.
-- @width 1/2
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
    avg(CASE WHEN purchases_since > 0 THEN 1.0 ELSE 0.0 END) AS bought_again,
    avg(purchases_since) AS purchases_per_answer
FROM followed
GROUP BY category
ORDER BY bought_again DESC;
