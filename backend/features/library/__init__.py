"""The public library of outcomes that passed the assessment, and its search (5.2.1, 6.3.1)."""
