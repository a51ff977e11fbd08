"""What a run lets others know while it lives: log, progress, events, figures, a sign of life, its conclusion."""
