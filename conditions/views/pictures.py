"""Pictures of leaflets. The name is the digest of the bytes, so an answer never changes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from conditions.pictures import read_bytes


def picture(request: HttpRequest, name: str) -> HttpResponse:
    try:
        content = read_bytes(name)
    except FileNotFoundError:
        raise Http404(name) from None
    response = HttpResponse(content, "image/webp")
    patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response
