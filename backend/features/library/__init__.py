"""The public library: outcomes that passed the assessment, and the search over them (5.2.1, 6.3.1)."""
