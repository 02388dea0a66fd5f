"""Who must do what next: tasks that follow the case."""
