"""The inbox and the to-do list of every user (5.2.2.4)."""
