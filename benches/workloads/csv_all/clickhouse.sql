SELECT
    min(order_id), max(order_id),
    min(customer_id), max(customer_id),
    min(ordered_at), max(ordered_at),
    min(amount), max(amount),
    min(country), max(country),
    min(channel), max(channel)
FROM file('orders.csv', CSVWithNames, 'order_id Int64, customer_id Int64, ordered_at DateTime64(6), amount Float64, country String, channel String')
