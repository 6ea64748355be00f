"""The five forms of state support: measures, news, the consultation desk, guides (A12)."""
