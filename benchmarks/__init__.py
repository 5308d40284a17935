"""The portal beside its peers, on one machine and in one run. ``python -m benchmarks.<name>`` explains each."""
