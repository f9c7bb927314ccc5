"""Casebook: verified knowledge of grassroots community governance, rendered for its readers."""

__version__ = "0.1.0"
