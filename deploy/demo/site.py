#!/usr/bin/python3
"""site.py --data DIR --certificates DIR --ports TLS,PLAIN,CLOSED: the web sites of the demo, all on
loopback in one process, distinguished by the requested host name.

DIR/site.json has the pages; without it there are none.  Once DIR/site-later exists, pages that
change after submission are served changed.  site_setup.py prints the addresses of the sites and
the authority to trust.
"""
import argparse
import json
import os
import socket
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.dont_write_bytecode = True

import site_looks  # noqa: E402
from site_feeds import Feeds  # noqa: E402
from campaign.hosts import EXPIRED  # noqa: E402

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PATIENCE_S = 20


class Pages:
    """The pages by address; read again when the file has changed."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "site.json")
        self.later = os.path.join(folder, "site-later")
        self.read, self.site = None, {"hosts": {}, "pages": {}}
        self.lock = threading.Lock()

    def find(self, host, path):
        with self.lock:
            changed = os.stat(self.path).st_mtime_ns if os.path.exists(self.path) else None
            if changed != self.read and changed is not None:
                with open(self.path, encoding="utf-8") as file:
                    self.site = json.load(file)
                self.read = changed
        page = self.site["pages"].get(host + path)
        if page is not None and "later" in page and os.path.exists(self.later):
            page = dict(page, shown=page["later"])
        return self.site["hosts"].get(host), page


class Handler(BaseHTTPRequestHandler):
    timeout = PATIENCE_S
    server_version, sys_version = "demo", ""

    def setup(self):
        if self.server.tls is not None:
            self.request.settimeout(self.timeout)
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def answer(self, status, body, kind="text/html; charset=utf-8", location=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location is not None:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        name = self.headers.get("Host", "").split(":")[0].lower()
        path, _, query = self.path.partition("?")
        fed = self.server.feeds.find(name, path, query)
        if fed is not None:
            return self.answer(fed[0], fed[1].encode(), fed[2])
        host, page = self.server.pages.find(name, path)
        if host is None or page is None:
            shown = site_looks.missing(host["name"] if host else name, None)
            self.answer(404, shown.encode())
        elif page["kind"] == "file":
            self.answer(200, PDF, "application/pdf")
        else:
            shown = site_looks.show(host, page)
            self.answer(page.get("status", 200), shown.encode(), location=page.get("location"))
        return None

    def log_message(self, *_about):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads, request_queue_size, allow_reuse_address = True, 128, True

    def __init__(self, port, places, tls):
        super().__init__(("127.0.0.1", port), Handler)
        (self.pages, self.feeds), self.tls = places, tls

    def handle_error(self, _request, _address):
        """A client that does not trust the authority hangs up: no error to report."""


def certificates(folder):
    def load(name):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(folder, f"{name}.pem"), os.path.join(folder, "site.key"))
        return context
    good, expired = load("site"), load("expired")

    def choose(connection, name, _context):
        connection.context = expired if name == EXPIRED else good
    good.sni_callback = choose
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "certificates", "ports"):
        parser.add_argument(f"--{name}", required=True)
    args = parser.parse_args()
    tls, plain, closed = (int(port) for port in args.ports.split(","))
    places = Pages(args.data), Feeds(args.data)
    taken = socket.socket()                    # never listens: connections are refused
    taken.bind(("127.0.0.1", closed))
    server = Server(plain, places, None)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Server(tls, places, certificates(args.certificates)).serve_forever()


if __name__ == "__main__":
    main()
