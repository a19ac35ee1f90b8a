"""The check of the outside addresses, against a server of our own."""

import io
import sys
import threading
import unittest
from contextlib import redirect_stdout
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import links


class Site(BaseHTTPRequestHandler):
    """A page, a page that moved, a page that is gone, one that refuses, and one that knows no HEAD."""

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        codes = {"/": 200, "/moved": 301, "/gone": 404, "/refuses": 403, "/no-head": 200}
        code = codes[self.path]
        if self.path == "/no-head" and self.command == "HEAD":
            code = 500
        self.send_response(code)
        if code == 301:
            self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Links(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.home = f"http://127.0.0.1:{cls.server.server_port}"

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def run_with(self, *paths):
        output = io.StringIO()
        # Without a proxy that this machine may have for other addresses.
        with redirect_stdout(output), mock.patch.dict("os.environ", {"no_proxy": "127.0.0.1"}):
            code = links.main([f"{self.home}{path}\ta.md b.md\n" for path in paths], ["--seconds", "300"])
        return code, output.getvalue().replace(self.home, "")

    def test_what_is_there_passes_in_silence(self):
        self.assertEqual(self.run_with("/", "/#part", "/no-head"), (0, "3 passed, 0 failed, 0 skipped\n"))

    def test_what_is_gone_is_named_with_its_files(self):
        code, output = self.run_with("/", "/gone")
        self.assertEqual((code, output), (1, "dead: /gone: 404 Not Found\n  in a.md b.md\n1 passed, 1 failed, 0 skipped\n"))

    def test_what_moved_and_what_refuses_is_told_and_is_no_failure(self):
        code, output = self.run_with("/moved", "/refuses")
        self.assertEqual(code, 0)
        self.assertIn("ok: /moved: leads to /\n", output)
        self.assertIn("skipped: /refuses: 403 Forbidden\n", output)

    def test_no_answer_at_all_asks_for_a_network(self):
        code, output = self.run_with("/gone")
        self.assertEqual(code, 1)
        self.assertIn("is there a network?", output)


if __name__ == "__main__":
    unittest.main()
