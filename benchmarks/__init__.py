"""What must be fast, each with a figure beside a bare Django page or transaction of the same run."""
