"""Tests that need PyTorch, which `make torch` installs; without it they are not collected."""
