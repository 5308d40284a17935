"""Static files by WhiteNoise, with the validators and codings of RFC 9110, which it reads more loosely."""

from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe
from whitenoise.middleware import WhiteNoiseMiddleware

from . import compression


class StaticFiles(WhiteNoiseMiddleware):
    """Each coding has an ETag of its own; lists, weak ones and ``*`` are understood; a part of a file is not sent.

    WhiteNoise gives all codings of a file one ETag, sends gzip to who refuses it (``gzip;q=0``), and refuses the last
    byte of a file as a range. Sending the whole file in place of a range is allowed (section 14.2).
    """

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        coding = compression.accepted(request.headers.get("Accept-Encoding", ""))
        whole = SimpleNamespace(method=request.method, META={"HTTP_ACCEPT_ENCODING": coding})
        response = WhiteNoiseMiddleware.serve(static_file, whole)
        etag, sent = response.get("ETag"), response.get("Content-Encoding")
        if etag and sent:
            etag = response.headers["ETag"] = f'{etag[:-1]}-{sent}"'
        answer = get_conditional_response(
            request, etag, parse_http_date_safe(response.get("Last-Modified", "")), response
        )
        if answer is not response and response.file_to_stream:
            response.file_to_stream.close()
        return answer
