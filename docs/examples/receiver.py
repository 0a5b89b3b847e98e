"""Takes what Cavra sends to 127.0.0.1:9471. Its /siem fails like one that is down, with 503, until somebody gets /mend."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver(BaseHTTPRequestHandler):
    mended = False

    def do_GET(self):
        Receiver.mended = Receiver.mended or self.path == "/mend"
        self.send_response(204 if self.path == "/mend" else 404)
        self.end_headers()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = 503 if self.path == "/siem" and not Receiver.mended else 200
        print(self.path, status, body.decode()[:200], flush=True)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", 9471), Receiver).serve_forever()
