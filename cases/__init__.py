"""Petitions and the cases they open: their life, the moves, who may do them."""
