"""What happened, by whom, in an order that can be proven; and the outbox that tells others."""
