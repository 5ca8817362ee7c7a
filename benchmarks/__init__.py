"""Measurements of guanxi: how fast it is, how it does on the news of others, and what disturbs it."""
