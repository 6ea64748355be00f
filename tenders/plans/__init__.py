"""Plans of the social order: problems that people name, themes that grow out of them, their public discussion."""
