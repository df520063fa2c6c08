"""心苗 Xinmiao: a workbench for the counselling room of one school."""

__version__ = "0.1.0"
