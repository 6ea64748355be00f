"""The ways to sign, one file each: `mark` makes what stands beside a statement, `holds` says whether it fits."""
