//! What is wrong, where, and the nearest valid thing: one shape of error for all packages of tenure.
