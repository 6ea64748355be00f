"""What a person reads of a file that is not taken: what it is, and what to do."""

from django.utils.translation import gettext_lazy as _

from files.faults import Fault

SENTENCES = {
    Fault.EMPTY: _("The file is empty. Choose it again."),
    Fault.TOO_LARGE: _("The file is too large. Make it smaller: scan in grey, at 150 to 200 dots an inch."),
    Fault.WRONG_KIND: _("Files of this kind are not taken. Save it as PDF and attach that."),
    Fault.LYING_NAME: _("The ending of the name does not fit what is inside. Save the file anew."),
    Fault.PROGRAM: _("This is a program, whatever its name says. Attach a document."),
    Fault.WEB_PAGE: _("Pages of the web and SVG drawings are not taken, as they can run programs. Save it as PDF."),
    Fault.OLD_OFFICE: _("This is an old or a locked office file. Save it as DOCX, XLSX or PDF without a password."),
    Fault.TWO_KINDS: _("The file is two kinds at once: something stands before or behind the document. Save it anew."),
    Fault.DAMAGED: _("The file is damaged. Open it, see that all is there, and save it anew."),
    Fault.TOO_COMPLEX: _("The file could not be read to its end in reasonable time. Save it as a plain PDF."),
    Fault.UNPACKS: _("The file becomes far too large when it is unpacked. Save it as PDF."),
    Fault.TOO_MANY_PARTS: _("The file has too many parts inside. Save it as PDF."),
    Fault.NESTED: _("There is an archive or another document inside. Attach each document by itself."),
    Fault.LINK: _("The file holds a link to another place of the disk. Save it anew, or as PDF."),
    Fault.OUTSIDE: _("A part of the file has a name that leads out of it. Save it anew, or as PDF."),
    Fault.MACRO: _("The document carries macros. Save it without them, or as PDF."),
    Fault.ENTITY: _("The document holds instructions to read other files. Save it anew, or as PDF."),
    Fault.FETCHES: _("The document fetches something from elsewhere when it is opened. Save it as PDF."),
    Fault.EMBEDDED: _("The document carries other files inside. Attach each of them by itself."),
    Fault.PASSWORD: _("The document is locked by a password. Save it without one."),
    Fault.SCRIPT: _("The PDF carries programs. Print it to a new PDF and attach that."),
    Fault.TOO_MANY_PAGES: _("The PDF has more than 1,000 pages. Divide it."),
    Fault.TOO_MANY_PIXELS: _("The picture has too many pixels. Make it smaller."),
    Fault.NAME_EMPTY: _("The file has no name. Give it one."),
    Fault.NAME_LONG: _("The name of the file is longer than 200 letters. Shorten it."),
    Fault.NAME_INVISIBLE: _("The name of the file holds letters that cannot be seen. Name it anew."),
    Fault.NAME_TURNED: _("The name of the file is written backwards in part, so that it reads false. Name it anew."),
    Fault.NAME_PATH: _("The name of the file holds a sign that leads to another place, as “/” or “..”. Name it anew."),
    Fault.INFECTED: _("The scanner found something harmful in the file. It was destroyed; clean your computer."),
    Fault.UNSCANNED: _("The file cannot be scanned for viruses now, so it is not taken. Try again in some minutes."),
}
NO_SCANNER = _(
    "No scanner for viruses is set up: files are inspected, but nobody looks for known harm in them. "
    "Set CLAMD to the socket of clamd."
)
ENDINGS = _("PDF, DOCX, XLSX, ODT, ODS, PNG or JPEG")


def sentence(fault: str) -> str:
    """What a fault means, in the language of the moment."""
    return str(SENTENCES[Fault(fault)])
