"""A server of the web on this machine, whose pages a test sets."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """What is served, and what was asked for."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.address = ""
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()

    def set(self, path: str, *answers: Answer) -> str:
        """Set what a path answers, the last of several from then on; return its address."""
        self.answers[path] = list(answers)
        return self.address + path

    def page(self, path: str, data: bytes, kind: str = "text/html", **headers: str) -> str:
        return self.set(path, answer(200, data, kind, **headers))

    def asked(self, path: str) -> list[dict[str, str]]:
        return [headers for each, headers in self.requests if each == path]


def answer(status: int, data: bytes = b"", kind: str = "text/html", **headers: str) -> Answer:
    """Answer with a page; one that has an entity tag only where the request does not have it already."""

    def give(request: BaseHTTPRequestHandler) -> None:
        unchanged = "ETag" in headers and request.headers.get("If-None-Match") == headers["ETag"]
        request.send_response_only(304 if unchanged else status)
        for name, value in {"Content-Type": kind, **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        if not unchanged and "Content_Length" not in headers:
            request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        if not unchanged:
            request.wfile.write(data)

    return give


def moved(status: int, to: str) -> Answer:
    return answer(status, Location=to)


@contextmanager
def serving(tls: tuple[Path, Path] | None = None) -> Iterator[Site]:
    """Serve a site on a free port of this machine, over TLS with a certificate and its key where these are given."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            with site.lock:
                site.requests.append((path, dict(self.headers)))
                site.at_once += 1
                site.most_at_once = max(site.most_at_once, site.at_once)
                answers = site.answers.get(path, [answer(404, b"<title>Not found</title>")])
                chosen = answers.pop(0) if len(answers) > 1 else answers[0]
            try:
                chosen(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            finally:
                with site.lock:
                    site.at_once -= 1

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.address = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
