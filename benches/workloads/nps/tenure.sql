SELECT segment, date_trunc('month', answered_at), count(score), nps(score)
FROM 'scores.parquet'
GROUP BY 1, 2
