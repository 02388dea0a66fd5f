"""What templates may ask of forms."""
