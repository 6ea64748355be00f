"""What a file is, by how it begins; its name and what the browser calls it may say anything."""

PDF, JPEG, PNG = "pdf", "jpg", "png"

BEGINNINGS = {
    PDF: b"%PDF-",
    JPEG: b"\xff\xd8\xff",
    PNG: b"\x89PNG\r\n\x1a\n",
}


def kind_of(content: bytes) -> str | None:
    """PDF, JPEG or PNG, as the ending of a file's name; nothing for anything else."""
    return next((kind for kind, beginning in BEGINNINGS.items() if content.startswith(beginning)), None)
