"""The files of an application: what proves that it meets the requirements, and whatever else the NGO puts in."""
