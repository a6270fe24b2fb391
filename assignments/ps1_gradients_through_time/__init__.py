"""Partial and total derivatives, and gradients through time: seven functions and a prediction."""
