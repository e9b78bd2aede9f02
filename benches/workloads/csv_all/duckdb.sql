SELECT
    min(order_id), max(order_id),
    min(customer_id), max(customer_id),
    min(ordered_at), max(ordered_at),
    min(amount), max(amount),
    min(country), max(country),
    min(channel), max(channel)
FROM 'orders.csv'
