"""One clock for every service the platform gives (7.1.1.3, 7.1.2.3)."""
