"""No War, No Peace: an engine for stories in a terminal, and the story it was made for."""

__version__ = "0.1.0"
