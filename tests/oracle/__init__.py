"""Oracles for lstm_core: its equations written once more, and others' ways to differentiate."""
