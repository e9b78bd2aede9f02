SELECT segment, date_trunc('month', answered_at) AS month, count(score),
    100.0 * (count_if(score >= 9) - count_if(score <= 6)) / count(score)
FROM 'scores.parquet'
GROUP BY segment, month
