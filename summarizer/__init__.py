"""English summaries of Vietnamese industry-and-trade reports, every number checked against the source."""

__version__ = "0.1.0"
