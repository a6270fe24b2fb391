"""Proof of the marker: honest notebooks get what they deserve, hostile ones no more and no less."""
