SELECT segment, toStartOfMonth(answered_at) AS month, count(score), 100 * avg((score >= 9) - (score <= 6))
FROM file('scores.parquet', Parquet, 'answered_at DateTime64(6), score Nullable(Int32), segment String')
GROUP BY segment, month
