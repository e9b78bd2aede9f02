SELECT count(), sum(amount), max(ordered_at)
FROM file('orders.csv', CSVWithNames, 'order_id Int64, customer_id Int64, ordered_at DateTime64(6), amount Float64, country String, channel String')
