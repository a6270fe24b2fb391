"""Marking through a Dask cluster, on this machine: `make cluster`."""
