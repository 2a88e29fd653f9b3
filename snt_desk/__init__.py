"""The desk from which a sergeant runs a Safer Neighbourhood Team."""

__version__ = "0.1.0"
