"""A facilitator's workbook for restorative justice."""

__version__ = "0.1.0"
