"""The JSON Schema of documents, for those who read or write packs."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from conditions.content.schema import schema as schema_of
from conditions.vocabulary import DOCUMENT_SCHEMA, Kind

from .rendering import absolute, cached


def schema(request: HttpRequest, name: str) -> HttpResponse:
    kind, _dash, version = name.rpartition("-")
    if kind not in Kind.values or version != str(DOCUMENT_SCHEMA):
        raise Http404(name)
    published = {**schema_of(kind), "$id": absolute(request.path)}
    return cached(JsonResponse(published, json_dumps_params={"indent": 1, "ensure_ascii": False}))
