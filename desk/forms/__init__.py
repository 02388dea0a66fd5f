"""What people type, checked for shape; what may be true is the operation's to say."""
