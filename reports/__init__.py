"""Questions asked of the register, and the forms they are handed in on."""
