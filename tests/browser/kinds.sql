-- @report Every kind of chart
-- @about One chart of each kind and layout, over numbers that stand in the report itself.

CREATE VIEW sales AS
SELECT month, channel, revenue, revenue - spread AS low, revenue + spread AS high FROM (VALUES
    (CAST('2024-01-01' AS DATE), 'Search', 410.0, 35.0), (CAST('2024-01-01' AS DATE), 'Email', 180.5, 12.0), (CAST('2024-01-01' AS DATE), 'Social', 95.25, 20.0),
    (CAST('2024-02-01' AS DATE), 'Search', 432.0, 33.0), (CAST('2024-02-01' AS DATE), 'Email', 171.0, 14.0), (CAST('2024-02-01' AS DATE), 'Social', 120.75, 18.0),
    (CAST('2024-03-01' AS DATE), 'Search', 398.0, 31.0), (CAST('2024-03-01' AS DATE), 'Email', 203.0, 11.0), (CAST('2024-03-01' AS DATE), 'Social', NULL, NULL),
    (CAST('2024-04-01' AS DATE), 'Search', 455.5, 36.0), (CAST('2024-04-01' AS DATE), 'Email', 214.0, 13.0), (CAST('2024-04-01' AS DATE), 'Social', 160.0, 22.0),
    (CAST('2024-05-01' AS DATE), 'Search', 471.0, 30.0), (CAST('2024-05-01' AS DATE), 'Email', 199.0, 15.0), (CAST('2024-05-01' AS DATE), 'Social', 181.0, 21.0),
    (CAST('2024-06-01' AS DATE), 'Search', 520.0, 41.0), (CAST('2024-06-01' AS DATE), 'Email', 231.0, 12.0), (CAST('2024-06-01' AS DATE), 'Social', 177.0, 19.0)
) AS t(month, channel, revenue, spread);

CREATE VIEW numbers AS
SELECT n, CAST((n * 37) % 101 AS DOUBLE) AS a, CAST((n * n * 13) % 97 AS DOUBLE) AS b, CASE n % 3 WHEN 0 THEN 'Online' WHEN 1 THEN 'Store' ELSE 'Phone' END AS kind
FROM (SELECT unnest(range(1, 121)) AS n) AS t;

-- @section Numbers
-- @kpi value=revenue compare=before format=0,0 label=Revenue
-- @kpi value=churn compare=churn_before format=0.0% label=Churn good=down
-- @kpi value=score low=low high=high format=0.0 label=Score good=neither
-- @kpi value=day label="Last day"
-- @table
SELECT 1234567.891 AS revenue, 1200000.5 AS before, 0.031 AS churn, 0.028 AS churn_before, 41.25 AS score, 36.5 AS low, 45.75 AS high, CAST('2024-06-30' AS DATE) AS day;

-- @section Bars
-- @title Bars
-- @chart bar x=channel y=revenue sort=-revenue format=0,0
-- @width 1/2
SELECT channel, sum(revenue) AS revenue FROM sales GROUP BY channel ORDER BY channel;

-- @title Bars, grouped
-- @chart bar grouped x=month y=revenue by=channel
-- @width 1/2
SELECT month, channel, revenue FROM sales ORDER BY month, channel;

-- @title Bars, stacked
-- @chart bar stacked x=month y=revenue by=channel format=0,0
-- @width 1/2
SELECT month, channel, revenue FROM sales ORDER BY month, channel;

-- @title Bars, as shares
-- @chart bar share x=month y=revenue by=channel
-- @width 1/2
SELECT month, channel, revenue FROM sales ORDER BY month, channel;

-- @title Bars, lying
-- @chart bar horizontal x=channel y=revenue,returns
-- @width 1/2
SELECT channel, sum(revenue) AS revenue, -sum(revenue) / 10 AS returns FROM sales GROUP BY channel ORDER BY channel;

-- @title Bars, lying and stacked
-- @chart bar horizontal stacked x=month y=revenue by=channel
-- @width 1/2
SELECT month, channel, revenue FROM sales ORDER BY month, channel;

-- @title Bars, with intervals
-- @chart bar x=channel y=revenue low=low high=high
-- @width 1/2
SELECT channel, revenue, low, high FROM sales WHERE month = '2024-06-01' ORDER BY channel;

-- @title Bars, lying, with intervals
-- @chart bar horizontal x=month y=revenue low=low high=high by=channel
-- @width 1/2
SELECT month, channel, revenue, low, high FROM sales WHERE month >= '2024-05-01' ORDER BY month, channel;

-- @section Lines
-- @title Lines
-- @chart line x=month y=revenue by=channel
-- @width 2/3
SELECT month, channel, revenue FROM sales ORDER BY month, channel;

-- @title A line with a band
-- @chart line x=month y=revenue low=low high=high
-- @width 1/3
SELECT month, revenue, low, high FROM sales WHERE channel = 'Search' ORDER BY month;

-- @title Lines over numbers
-- @chart line x=period y=alive,bought format=0%
-- @width 1/2
SELECT * FROM (VALUES (0, 1.0, 1.0), (1, 0.71, 0.44), (2, 0.55, 0.31), (3, 0.46, 0.27), (6, 0.31, 0.19), (12, 0.2, 0.11)) AS t(period, alive, bought);

-- @title Lines over steps
-- @chart line x=quarter y=score by=region
-- @width 1/2
SELECT * FROM (VALUES ('2024-Q1', 'North', 31.0), ('2024-Q1', 'South', 28.5), ('2024-Q2', 'North', 34.5), ('2024-Q2', 'South', NULL), ('2024-Q3', 'North', 30.0), ('2024-Q3', 'South', 33.0)) AS t(quarter, region, score);

-- @title A line over moments
-- @chart line x=at y=visitors
-- @width 1/2
SELECT * FROM (VALUES (CAST('2024-03-01T08:00:00' AS TIMESTAMP), 12), (CAST('2024-03-01T09:30:00' AS TIMESTAMP), 31), (CAST('2024-03-01T11:00:00' AS TIMESTAMP), 27), (CAST('2024-03-01T12:30:00.250' AS TIMESTAMP), 44)) AS t(at, visitors);

-- @title Areas, overlaid
-- @chart area overlaid x=month y=revenue by=channel
-- @width 1/2
SELECT month, channel, revenue FROM sales ORDER BY month, channel;

-- @title Areas, stacked
-- @chart area stacked x=month y=revenue by=channel
-- @width 1/2
SELECT month, channel, revenue FROM sales ORDER BY month, channel;

-- @title Areas, as shares
-- @chart area share x=month y=revenue by=channel
-- @width 1/2
SELECT month, channel, revenue FROM sales ORDER BY month, channel;

-- @section Wholes and flows
-- @title Pie
-- @chart pie x=channel y=revenue
-- @width 1/3
SELECT channel, sum(revenue) AS revenue FROM sales GROUP BY channel ORDER BY revenue DESC;

-- @title Funnel
-- @chart funnel x=step y=visitors
-- @width 2/3
SELECT * FROM (VALUES ('Visited', 48210), ('Viewed', 30544), ('Added to cart', 9120), ('Began checkout', 5833), ('Ordered', 4127)) AS t(step, visitors);

-- @title Flows
-- @chart sankey source=source target=target value=customers
SELECT * FROM (VALUES ('First order', 'Second order', 5200), ('First order', 'No second order', 4100), ('Second order', 'Regular', 3300), ('Second order', 'Lapsed', 1900), ('No second order', 'Lapsed', 3500)) AS t(source, target, customers);

-- @section Distributions
-- @title Histogram
-- @chart histogram x=a bins=12
-- @width 1/2
SELECT a FROM numbers ORDER BY n;

-- @title Histogram of whole numbers
-- @chart histogram x=orders
-- @width 1/2
SELECT n % 7 + n % 3 AS orders FROM numbers ORDER BY n;

-- @title Dots
-- @chart scatter x=a y=b by=kind
-- @width 1/2
-- @table limit=25
SELECT a, b, kind FROM numbers ORDER BY n;

-- @title Dots over time
-- @chart scatter x=day y=b
-- @width 1/2
SELECT CAST(CAST('2024-01-01' AS DATE) + n AS DATE) AS day, b FROM numbers ORDER BY n;

-- @title Boxes
-- @chart box x=kind y=a
-- @width 1/2
SELECT kind, CASE WHEN n = 60 THEN 420.0 WHEN n = 61 THEN -300.0 ELSE a END AS a FROM numbers ORDER BY n;

-- @title Boxes, lying
-- @chart box horizontal x=kind y=b
-- @width 1/2
SELECT kind, b FROM numbers ORDER BY n;

-- @section Heatmaps
-- @title Heatmap
-- @chart heatmap x=period y=cohort value=retention format=0%
-- @table retention=0.0%
-- @width 1/2
SELECT * FROM (VALUES ('2024-01', 0, 1.0), ('2024-01', 1, 0.61), ('2024-01', 2, 0.47), ('2024-02', 0, 1.0), ('2024-02', 1, 0.58), ('2024-03', 0, 1.0)) AS t(cohort, period, retention);

-- @title Heatmap of changes
-- @chart heatmap x=channel y=region value=change
-- @width 1/2
SELECT * FROM (VALUES ('North', 'Search', 4.5), ('North', 'Email', -3.25), ('South', 'Search', NULL), ('South', 'Email', 9.0)) AS t(region, channel, change);

-- @section Tables
-- @title Every type
-- @id types
SELECT * FROM (VALUES
    (true, 1, 9007199254740993, 0.1, CAST('12345.67' AS DECIMAL(12, 2)), CAST('2024-02-29' AS DATE), CAST('2024-02-29T23:59:59.125' AS TIMESTAMP), CAST('1850-06-01' AS DATE), 'text', INTERVAL '1 day'),
    (false, -1, 123456789012345, 1e300, CAST('-0.01' AS DECIMAL(12, 2)), CAST('1999-12-31' AS DATE), CAST('1999-12-31T00:00:00' AS TIMESTAMP), CAST('2000-01-01' AS DATE), '', INTERVAL '2 hours'),
    (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (true, 0, 0, CAST('NaN' AS DOUBLE), CAST('0' AS DECIMAL(12, 2)), CAST('9999-12-31' AS DATE), CAST('1970-01-01T00:00:00' AS TIMESTAMP), CAST('1900-02-28' AS DATE), 'two' || chr(10) || 'lines', INTERVAL '0 days'),
    (false, 2147483647, 1, CAST('Infinity' AS DOUBLE), CAST('9999999999.99' AS DECIMAL(12, 2)), CAST('2024-12-31' AS DATE), CAST('2038-01-19T03:14:07' AS TIMESTAMP), CAST('2024-01-01' AS DATE), '客户', NULL)
) AS t("is", "whole", "large", "double", "decimal", "day", "moment", "old", "text", "span");

-- @title No rows
-- @chart bar x=channel y=revenue
-- @width 1/2
SELECT channel, revenue FROM sales WHERE revenue > 1000000;

-- @title One row
-- @chart line x=month y=revenue
-- @width 1/2
SELECT month, revenue FROM sales WHERE month = '2024-06-01' AND channel = 'Search';

-- @title A table of many rows
-- @id many
-- @table limit=40 columns=b,n b=0.00
SELECT n, a, b FROM numbers ORDER BY n;

-- @title Hidden
-- @hide
-- @expect rows = 120
SELECT n FROM numbers;
