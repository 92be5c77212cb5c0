"""Policy, standards, market facts, model cases and events, each with its source (5.2.2)."""
