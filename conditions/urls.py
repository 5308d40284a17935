"""Every public address. They are a contract: printed sheets and record systems link to them, so none ever dies."""

from django.urls import path, re_path, register_converter

from conditions.vocabulary import AgeGroup, Kind

from .views import (
    ages,
    body,
    callouts,
    clarity,
    comparison,
    conventions,
    guides,
    handouts,
    health,
    home,
    infobutton,
    leaflets,
    leave,
    paper,
    pictures,
    questions,
    schemas,
    search,
    sources,
    statements,
)


class AddressName:
    """The last part of an address, in any case: a link typed in capitals still leads to its leaflet."""

    regex = "[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"

    def to_python(self, value: str) -> str:
        return value.lower()

    def to_url(self, value: str) -> str:
        return value


class AgeInAddress(AddressName):
    """An age group as an address names it: ``older-adult``."""

    def to_python(self, value: str) -> AgeGroup:
        return AgeGroup(value.lower().replace("-", "_"))

    def to_url(self, value: str) -> str:
        return value.replace("_", "-")


register_converter(AddressName, "name")
register_converter(AgeInAddress, "age")


def _documents(plural: str, kind: Kind) -> list:
    """The same addresses for conditions, treatments and guides."""
    at, of = f"{plural}/<name:slug>", {"kind": kind}
    return [
        path(f"{at}/", leaflets.leaflet, of, name=kind.value),
        path(f"{at}.json", leaflets.as_json, of, name=f"{kind}-json"),
        path(f"{at}.txt", leaflets.as_text, of, name=f"{kind}-text"),
        path(f"{at}.pdf", paper.leaflet, of, name=f"{kind}-pdf"),
        path(f"{at}/revisions/", leaflets.history, of, name=f"{kind}-history"),
        path(f"{at}/revisions/<int:number>/", leaflets.past_version, of, name=f"{kind}-version"),
        path(f"{at}/revisions/<int:number>.pdf", paper.past_version, of, name=f"{kind}-version-pdf"),
        path(f"{at}/revisions/<int:number>/clear/", clarity.answer, of, name=f"{kind}-clear"),
        path(f"{at}/thank-you/", clarity.thanks, of, name=f"{kind}-thanks"),
    ]


# In either case, because HTTPS://HOST/N/2040818 makes a smaller QR code. The view reads what was typed as a number.
_number = [
    re_path(r"^[nN]/\Z", handouts.enter, name="number"),
    re_path(r"^[nN]/(?P<written>[^/]{1,80})/[qQ][rR]\.[sS][vV][gG]\Z", handouts.qr_svg, name="handout-qr-svg"),
    re_path(r"^[nN]/(?P<written>[^/]{1,80})/[qQ][rR]\.[pP][nN][gG]\Z", handouts.qr_png, name="handout-qr-png"),
    re_path(r"^[nN]/(?P<written>[^/]{1,80}?)\.pdf\Z", paper.handout, name="handout-pdf"),
    re_path(r"^[nN]/(?P<written>[^/]{1,80}?)\.[pP][dD][fF]/?\Z", paper.handout),
    re_path(r"^[nN]/(?P<written>[^/]{1,80})/\Z", handouts.handout, name="handout"),
    re_path(r"^[nN]/(?P<written>[^/]{1,80})\Z", handouts.handout),
]

# Record systems join their parameters to whatever they were given, so each address works with and without its slash.
# Some are MedlinePlus Connect's own: a system built for it, now or ten years ago, changes only the host name.
_record_systems = [
    path("infobutton", infobutton.infobutton, name="infobutton"),
    path("connect/application", infobutton.application, name="connect-application"),
    path("connect/service", infobutton.service, name="connect-service"),
    path("infobutton/", infobutton.infobutton),
    *(path(at, infobutton.application) for at in ("connect/application/", "application", "application/")),
    *(path(at, infobutton.service) for at in ("connect/service/", "service", "service/")),
    path("medlineplus/services/mpconnect.cfm", infobutton.application),
    path("medlineplus/services/mpconnect_service.cfm", infobutton.service),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("conditions/", leaflets.index, {"kind": Kind.CONDITION}, name="condition-index"),
    path("treatments/", leaflets.index, {"kind": Kind.TREATMENT}, name="treatment-index"),
    path("guides/", guides.index, name="guide-index"),
    *_documents("conditions", Kind.CONDITION),
    *_documents("treatments", Kind.TREATMENT),
    *_documents("guides", Kind.GUIDE),
    path("guides/<name:slug>/sources/", guides.sources, {"kind": Kind.GUIDE}, name="guide-sources"),
    *_number,
    *_record_systems,
    path("body/<name:site>/", body.site, name="body-site"),
    path("age/<age:group>/", ages.group, name="age-group"),
    path("compare/", comparison.compare, name="compare"),
    path("compare.txt", comparison.as_text, name="compare-text"),
    path("dont-pop-it/", callouts.dont_pop_it, name="dont-pop-it"),
    path("questions/", questions.index, name="questions"),
    path("sources/", sources.register, name="sources"),
    path("search/", search.results, name="search"),
    path("search/suggest/", search.suggest, name="search-suggest"),
    path("leave/", leave.leave, name="leave"),
    path("about/", statements.about, name="about"),
    path("about/linking/", statements.linking, name="linking"),
    path("privacy/", statements.privacy, name="privacy"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("pictures/<str:name>", pictures.picture, name="picture"),
    path("schemas/<name:name>.json", schemas.schema, name="schema"),
    path("healthz/live/", health.live, name="live"),
    path("healthz/ready/", health.ready, name="ready"),
    path("sitemap.xml", conventions.sitemap, name="sitemap"),
    path("robots.txt", conventions.robots, name="robots"),
    path(".well-known/security.txt", conventions.security_txt, name="security-txt"),
]
