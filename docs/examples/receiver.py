"""Takes what Cavra sends to 127.0.0.1:9471, and fails like a SIEM that is down: whatever comes to /siem is answered with 503."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = 503 if self.path == "/siem" else 200
        print(self.path, status, body.decode()[:200], flush=True)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", 9471), Receiver).serve_forever()
