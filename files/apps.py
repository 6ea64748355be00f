from django.apps import AppConfig
from django.core.checks import Tags, register

from files.scanner import is_set_up


class FilesConfig(AppConfig):
    name = "files"

    def ready(self) -> None:
        """Say before it goes into service that nobody looks for viruses."""
        register(is_set_up, Tags.security, deploy=True)
