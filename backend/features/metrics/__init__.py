"""Service quality: the seven indicators of 7.1 and what they are counted from."""
