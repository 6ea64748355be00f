"""Why an application asks for little: asked at the opening, answered once, read by the commission (R-047)."""
