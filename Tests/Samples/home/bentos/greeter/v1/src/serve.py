"""Answers POST /predict with a linear model's result, from the standard library alone."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

MODELS = Path(__file__).resolve().parent.parent / "models"


def load(name):
    folder = MODELS / name
    version = (folder / "latest").read_text().strip()
    model = json.loads((folder / version / "weights.json").read_text())
    return version, model


class Greeter(BaseHTTPRequestHandler):
    version, model = load("greeting")

    def do_GET(self):
        known = self.path in ("/livez", "/readyz", "/healthz")
        self.answer(200 if known else 404, {})

    def do_POST(self):
        if self.path != "/predict":
            return self.answer(404, {})
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            features = [float(feature) for feature in json.loads(body)["features"]]
        except (ValueError, KeyError, TypeError) as error:
            return self.answer(400, {"error": str(error)})
        score = self.model["bias"]
        score += sum(w * f for w, f in zip(self.model["weights"], features))
        self.answer(
            200,
            {
                "greeting": os.environ.get("GREETING", ""),
                "model": self.version,
                "score": score,
            },
        )

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    port = int(os.environ.get("BENTOML_PORT", "3000"))
    ThreadingHTTPServer(("", port), Greeter).serve_forever()
