"""Time limits as dated law, the working calendar, and the pure clock that counts."""
