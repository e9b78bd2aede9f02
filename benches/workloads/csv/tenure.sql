SELECT count(*), sum(amount), max(ordered_at) FROM 'orders.csv'
