"""What must still happen: jobs are rows, inserted in the transaction that causes them."""
