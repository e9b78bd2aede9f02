SELECT count(*), CAST(max(latest) AS DATE), sum(purchases), sum(spent)
FROM (
    SELECT customer_id, max(ordered_at) AS latest, count(*) AS purchases, sum(amount) AS spent
    FROM 'orders.parquet'
    GROUP BY customer_id
)
