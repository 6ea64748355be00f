"""Headers that every answer carries, a static file and an error page included (S26)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

# The site asks for none of these, so no page of it may be made to.
UNUSED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi",
    "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS = ", ".join(f"{feature}=()" for feature in UNUSED)


class SafetyHeaders:
    """What the browser may not do with our pages, and which pages nobody may keep."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        # Only what went through the sessions has a user; a static file has none, and may be kept.
        user = getattr(request, "user", None)
        if user is not None:
            patch_vary_headers(response, ["Cookie"])
            if user.is_authenticated:
                patch_cache_control(response, private=True, no_store=True)
        return response
