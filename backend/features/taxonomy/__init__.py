"""Controlled lists: fields, stages, scenes, kinds, modes, diseases, syndromes (5.2.1.1)."""
