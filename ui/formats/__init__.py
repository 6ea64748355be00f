"""How Django writes and reads dates and numbers where no template of ours does: the admin and its forms."""
