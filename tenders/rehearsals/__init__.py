"""An official rehearses an application for a lot that is not published yet; nothing is kept."""
