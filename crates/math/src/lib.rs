//! Models of customers, distributions, quantiles, intervals, the calendar and exact sums, over plain numbers.
