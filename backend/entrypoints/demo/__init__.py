"""The demonstration: real outcomes, demands and information; invented people and decisions.

Everything invented carries `is_demo` or the mark 演示 on the screen.
"""
