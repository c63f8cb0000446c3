"""Pages of the web are fetched with patience and within limits, and nothing of theirs is believed unchecked."""

import gzip
import subprocess
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest

from portspec.catalog.origin import Web
from portspec.fetch import fetch
from portspec.fetch.values import Limits, Taken, Wanted
from portspec.findings import Finding
from tests.conftest import Need
from tests.fetch.conftest import PAGE
from tests.fetch.serving import Site, answer, moved, serving

LIMITS = Limits(seconds=2, pauses=(0.01, 0.01), bytes=100_000)


def take(address: str, limits: Limits = LIMITS) -> Taken | Finding:
    found: list[Finding] = []
    (taken,) = fetch([Wanted(origin=Web(address=address))], Path(), limits, found.append)
    return taken or found[0]


def data(taken: Taken | Finding) -> bytes | None:
    assert isinstance(taken, Taken), taken
    return taken.data


def failing(found: Finding) -> None:
    raise AssertionError(found)


def refused(taken: Taken | Finding) -> str:
    assert isinstance(taken, Finding)
    assert taken.code == "PS910"
    return taken.message


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(site: Site, status: int) -> None:
    address = site.set("/p", answer(status), answer(status, Retry_After="0"), answer(200, PAGE))
    assert data(take(address)) == PAGE
    assert len(site.asked("/p")) == 3


def test_a_server_that_stays_busy_is_left(site: Site) -> None:
    assert "429 Too Many Requests" in refused(take(site.set("/p", answer(429))))
    assert len(site.asked("/p")) == 3


def test_the_pause_that_a_server_asks_for_is_kept(site: Site) -> None:
    """By a date it is as long as it is after the server's own clock."""
    later = answer(503, Date="Sat, 29 Feb 2020 10:00:00 GMT", Retry_After="Sat, 29 Feb 2020 10:10:00 GMT")
    assert "come again in 600 seconds" in refused(take(site.set("/p", later)))
    assert "come again in 9000 seconds" in refused(take(site.set("/q", answer(429, Retry_After="9000"))))
    assert len(site.asked("/p")) == len(site.asked("/q")) == 1


@pytest.mark.parametrize("status", [400, 401, 404, 410])
def test_what_will_not_change_is_not_asked_again(site: Site, status: int) -> None:
    refused(take(site.set("/p", answer(status))))
    assert len(site.asked("/p")) == 1


def endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    while True:
        request.wfile.write(b"x" * 10_000)


def dripping(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    for _ in range(100):
        request.wfile.write(b"x")
        Event().wait(0.1)


def silent(_: BaseHTTPRequestHandler) -> None:
    Event().wait(1)


def cut(request: BaseHTTPRequestHandler) -> None:
    answer(200, PAGE[:100], Content_Length=str(len(PAGE)))(request)
    request.close_connection = True


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (endless, "more than 100000 bytes"),
        (dripping, "takes more than 0.5 seconds"),
        (silent, "takes more than 0.5 seconds"),
        (cut, "closed"),
        (answer(200, gzip.compress(bytes(10_000_000)), Content_Encoding="gzip"), "more than 100000 bytes"),
        (answer(200, gzip.compress(PAGE)[:-20], Content_Encoding="gzip"), "cut off"),
        (answer(200, b"no gzip", Content_Encoding="gzip"), "cannot be unpacked"),
        (answer(200, PAGE, Content_Encoding="br"), "packed as br"),
        (moved(302, "file:///etc/hosts"), "no address of the web: file:"),
        (moved(302, "ftp://127.0.0.1/p"), "no address of the web: ftp:"),
        (moved(302, "http://me:secret@127.0.0.1/p"), "no address of the web: http://127.0.0.1/p"),
        (moved(302, "http://["), "no address of the web"),
        (moved(302, "/p"), "more than 10 times"),
        (answer(302), "no address of the web"),
    ],
)
def test_a_bad_answer_is_refused(site: Site, given: object, why: str) -> None:
    assert callable(given)
    limits = Limits(seconds=0.5, pauses=(), bytes=100_000)
    assert why in refused(take(site.set("/p", given), limits))


def test_a_packed_page_is_unpacked(site: Site) -> None:
    assert data(take(site.page("/p", gzip.compress(PAGE), Content_Encoding="gzip"))) == PAGE


def test_a_redirect_to_another_host_is_followed_and_remembered(site: Site) -> None:
    with serving() as other:
        there = other.page("/new", PAGE)
        taken = take(site.set("/p", moved(301, f"{there}?signature=secret")))
        assert data(taken) == PAGE
        assert isinstance(taken, Taken)
        assert taken.record.address == there


def test_a_proxy_comes_from_the_usual_variables(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", site.address)
    for name in ("NO_PROXY", "no_proxy", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    address = "http://vendor.example.com/p"
    site.page(address, PAGE)
    assert data(take(address)) == PAGE
    assert [headers["Host"] for headers in site.asked(address)] == ["vendor.example.com"]


def test_the_agent_says_what_it_is(site: Site) -> None:
    take(site.page("/p", PAGE))
    assert site.asked("/p")[0]["User-Agent"].startswith("portspec/")


def test_a_condition_is_sent_and_304_is_the_page_that_is_there(site: Site) -> None:
    address = site.page("/p", PAGE, ETag='"a"', Last_Modified="Sat, 29 Feb 2020 10:00:00 GMT")
    first = take(address)
    assert isinstance(first, Taken)
    again = fetch([Wanted(origin=Web(address=address), record=first.record)], Path(), LIMITS, failing)[0]
    assert again is not None
    assert again.data is None
    sent = site.asked("/p")[1]
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"a"', "Sat, 29 Feb 2020 10:00:00 GMT")
    other = fetch([Wanted(origin=Web(address=f"{address}?x"), record=first.record)], Path(), LIMITS, failing)[0]
    assert other is not None
    assert other.data == PAGE


def test_one_request_at_a_time_goes_to_a_host_and_hosts_are_asked_side_by_side(site: Site) -> None:
    turn = Event()

    def slow(request: BaseHTTPRequestHandler) -> None:
        turn.wait(0.05)
        answer(200, PAGE)(request)

    with serving() as other:
        wanted = [
            Wanted(origin=Web(address=each.set(f"/{number}", slow))) for number in range(5) for each in (site, other)
        ]
        taken = fetch(wanted, Path(), LIMITS, failing)
        assert [each and each.data for each in taken] == [PAGE] * 10
        assert (site.most_at_once, other.most_at_once) == (1, 1)


KOI8 = "<title>Порты</title><p>Порт 443".encode("koi8-r")


@pytest.mark.parametrize(
    ("sent", "kind", "stored"),
    [
        (KOI8, "text/html; charset=koi8-r", KOI8.decode("koi8-r").encode()),  # nothing else tells it
        (b"<meta charset=koi8-r>" + KOI8, "text/html; charset=utf-8", b"<meta charset=koi8-r>" + KOI8),
        ("<p>Häfen".encode(), "text/html; charset=iso-8859-1", "<p>Häfen".encode()),  # the server is wrong
        (KOI8, "text/html; charset=nonsense", KOI8),
        ("<p>443".encode("utf-16-le"), "text/html; charset=utf-16le", b"<p>443"),
    ],
)
def test_a_stored_page_tells_its_encoding(site: Site, sent: bytes, kind: str, stored: bytes) -> None:
    assert data(take(site.page("/p", sent, kind))) == stored


@pytest.fixture
def no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("NETRC", raising=False)
    return tmp_path


def test_credentials_come_from_the_environment(
    site: Site, monkeypatch: pytest.MonkeyPatch, no_credentials: Path
) -> None:
    address = site.page("/p", PAGE)
    take(address)
    monkeypatch.setenv("PORTSPEC_USER_127_0_0_1", "me")
    monkeypatch.setenv("PORTSPEC_PASSWORD_127_0_0_1", "secret")
    take(address)
    monkeypatch.setenv("PORTSPEC_TOKEN_127_0_0_1", "token")
    take(address)
    assert [each.get("Authorization") for each in site.asked("/p")] == [None, "Basic bWU6c2VjcmV0", "Bearer token"]
    assert no_credentials.is_dir()


def test_credentials_come_from_netrc_and_are_never_shown(site: Site, no_credentials: Path) -> None:
    (no_credentials / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    (no_credentials / ".netrc").chmod(0o600)
    site.set("/p", answer(403))
    message = take(f"{site.address}/p")
    assert site.asked("/p")[0]["Authorization"] == "Basic bWU6c2VjcmV0"
    assert isinstance(message, Finding)
    assert "secret" not in str(message)
    assert "PORTSPEC_TOKEN_127_0_0_1" in message.help


def test_credentials_do_not_follow_a_redirect(
    site: Site, monkeypatch: pytest.MonkeyPatch, no_credentials: Path
) -> None:
    monkeypatch.setenv("PORTSPEC_TOKEN_127_0_0_1", "token")
    port = site.address.rpartition(":")[2]
    take(site.set("/p", moved(302, f"http://localhost:{port}/q")))
    assert site.asked("/p")[0]["Authorization"] == "Bearer token"
    assert "Authorization" not in site.asked("/q")[0]
    assert no_credentials.is_dir()


@pytest.fixture(scope="module")
def certificate(need: Need, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine that no authority has signed, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    names = ["-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"]
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem"]
    command = [need("openssl"), "req", "-x509", *key, "-out", "cert.pem", "-days", "2", *names]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "cert.pem", folder / "key.pem"


def test_certificates_are_checked(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    with serving(certificate) as safe:
        address = safe.page("/p", PAGE)
        assert "certificate verify failed" in refused(take(address))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        assert data(take(address)) == PAGE
        downwards = safe.set("/q", moved(302, site.page("/p", PAGE)))
        assert "nothing proves who answers" in refused(take(downwards))
