"""Technology needs: posted, reviewed, published, matched (5.3.1.4, 6.3.2)."""
