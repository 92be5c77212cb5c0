"""The authorisation matrix: every route × every principal, expected by hand."""
