"""The zip for Gradescope: ``pack`` writes it, ``there`` runs on the platform."""
