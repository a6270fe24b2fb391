"""Proof: what the lectures say, and what the code does."""
