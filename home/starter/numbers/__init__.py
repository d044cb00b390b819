"""Computes every number and draws every figure of the three long starter posts.

`python -m home.starter.numbers` writes the figures and prints the numbers; a test reads the posts
for them.
"""
