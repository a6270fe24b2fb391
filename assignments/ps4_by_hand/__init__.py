"""The worked example with numbers of one's own: forward, back, sixteen gradients, one step."""
