"""What servers, crawlers and browsers read besides pages: headers, redirects, the sitemap,
OpenSearch; and the assets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from html import escape

from builder.site import urls
from builder.site.site import Edition, Site
from builder.write.artifact import Artifact

_SHORT_NAME = 16
"""The most characters of a search engine’s name in OpenSearch."""
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)


def artifacts(site: Site, paths: Iterable[str]) -> Iterator[Artifact]:
    """The files that hosts and browsers look for; `paths` are those of the pages for the
    sitemap.
    """
    for path, content in site.asset_files.items():
        yield Artifact(path, partial(bytes, content))
    for edition in site.editions:
        yield Artifact(f"{edition.code}/opensearch.xml", partial(_opensearch, edition))
    yield Artifact(".nojekyll", bytes)  # GitHub’s own generator leaves the files alone
    yield Artifact("robots.txt", partial(_robots, site))
    yield Artifact("sitemap.xml", partial(_sitemap, site, tuple(paths)))
    yield Artifact("_headers", partial(_headers, site))
    yield Artifact("_redirects", partial(_redirects, site))


def _opensearch(edition: Edition) -> bytes:
    title, address = (
        edition.text(edition.site.config.title),
        f"{edition.site.base_url}{urls.page(edition.code, 'search')}",
    )
    short = title if len(title) <= _SHORT_NAME else title[: _SHORT_NAME - 1].rstrip() + "…"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(short)}</ShortName>",
        f"<Description>{escape(edition.t('about.search'))}</Description>",
        f"<Language>{edition.t('lang.tag')}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        f'<Url type="text/html" template="{address}?q={{searchTerms}}"/>',
        '<Image width="512" height="512" type="image/png">'
        f"{edition.site.base_url}/icon-512.png</Image>",
        "</OpenSearchDescription>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _robots(site: Site) -> bytes:
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.base_url}/sitemap.xml\n".encode()


def _sitemap(site: Site, paths: tuple[str, ...]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"<url><loc>{site.base_url}{path}</loc></url>" for path in sorted(paths)),
        "</urlset>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _headers(site: Site) -> bytes:
    """Security headers, long caching for files whose name holds their hash, and none for those that
    load them.

    Hosts join the headers of all groups that match a path, so no header stands in two groups that
    share a path: the content policy has a group for each folder, and that of embedded pages alone
    lets others frame them.
    """
    everywhere = (
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: strict-origin-when-cross-origin",
        "Permissions-Policy: camera=(), geolocation=(), microphone=(), browsing-topics=()",
        "Cross-Origin-Opener-Policy: same-origin",
    )
    strict = f"Content-Security-Policy: {_CSP}; frame-ancestors 'none'"
    caching = "Cache-Control: public, max-age=31536000, immutable"
    shared = "Access-Control-Allow-Origin: *"
    groups: dict[str, tuple[str, ...]] = {"/*": everywhere}
    groups |= dict.fromkeys(
        ("/", "/index.html", "/404.html", *(f"/{c}/*" for c in site.codes)), (strict,)
    )
    groups |= {"/assets/*": (strict, caching), "/static/*": (strict, "Cache-Control: no-cache")}
    groups |= {f"/{folder}/*": (strict, shared) for folder in ("data", "api", "charts")}
    groups["/embed/*"] = (f"Content-Security-Policy: {_CSP}; frame-ancestors *",)
    lines = (
        f"{site.prefix}{path}\n" + "".join(f"  {header}\n" for header in headers)
        for path, headers in groups.items()
    )
    return "".join(lines).encode()


def _redirects(site: Site) -> bytes:
    """Old addresses of renamed records, in every language, and each language's own 404 page.

    A page lies at each old address too. Netlify passes it over where the status has a `!`;
    Cloudflare Pages always does and knows no such status, so that each rule has both forms.
    """
    lines = [
        f"{site.prefix}/{lang}/{redirect.old}/ {site.prefix}/{lang}/{redirect.new}/ {status}"
        for redirect in site.catalog.redirects
        for lang in site.codes
        for status in ("301!", "301")
    ]
    lines += [f"{site.prefix}/{lang}/* {site.prefix}/{lang}/404.html 404" for lang in site.codes]
    return ("\n".join(lines) + "\n").encode()
