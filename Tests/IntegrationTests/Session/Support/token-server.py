"""A token server for a registry, as its specification of tokens has it, and a proxy of HTTP.

token-server.py FOLDER   reads settings.json there; prints its port; writes a line of JSON to log for
                         each question. key.pem signs the tokens, cert.pem is shown with them.

settings.json:
  users    {NAME: {"password": …, "refresh": …, "allows": {REPOSITORY or *: [ACTION, …]}}}
  post     the status that POST is answered with, 200 to give tokens there too
  tls      whether server.pem and server.key are used; clients (a file): whether a certificate is wanted
  redirect whether the first question is led to another path
"""

import base64, http.client, http.server, json, os, socket, ssl, subprocess, sys, threading, time, urllib.parse

folder = sys.argv[1]
settings = json.load(open(f"{folder}/settings.json"))


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed_token(user, scopes):
    now = int(time.time())
    access = []
    for scope in scopes:
        kind, name, actions = scope.split(":")
        allows = settings["users"].get(user, {"allows": {}})["allows"]
        allowed = allows.get(name, allows.get("*", []))
        access.append({"type": kind, "name": name, "actions": [a for a in actions.split(",") if a in allowed]})
    pem = open(f"{folder}/cert.pem").read().replace("\n", "")
    certificate = pem.split("-----BEGIN CERTIFICATE-----")[1].split("-----END")[0]
    head = {"typ": "JWT", "alg": "RS256", "x5c": [certificate]}
    claims = {
        "iss": "tests", "sub": user, "aud": "registry", "exp": now + 300, "nbf": now - 60, "iat": now,
        "jti": os.urandom(8).hex(), "access": access,
    }
    body = ".".join(encoded(json.dumps(part).encode()) for part in (head, claims))
    signature = subprocess.run(
        ["openssl", "dgst", "-sha256", "-sign", f"{folder}/key.pem"],
        input=body.encode(), stdout=subprocess.PIPE, check=True,
    ).stdout
    return f"{body}.{encoded(signature)}"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def note(self, **facts):
        facts["agent"] = self.headers.get("User-Agent")
        with open(f"{folder}/log", "a") as log:
            log.write(json.dumps(facts, sort_keys=True) + "\n")

    def answer(self, status, body, head=()):
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in head:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_CONNECT(self):
        """All names lead to this server itself."""
        self.note(method="CONNECT", place=self.path, proxy=self.headers.get("Proxy-Authorization"))
        peer = socket.create_connection(("127.0.0.1", int(self.path.rsplit(":", 1)[1])))
        self.send_response(200)
        self.end_headers()

        def copy(source, target):
            try:
                while data := source.recv(65536):
                    target.sendall(data)
                target.shutdown(socket.SHUT_WR)
            except OSError:
                pass

        thread = threading.Thread(target=copy, args=(peer, self.connection), daemon=True)
        thread.start()
        copy(self.connection, peer)
        thread.join()
        self.close_connection = True

    def forward(self, body):
        """What a proxy does with a whole URL: all names lead to this machine."""
        url = urllib.parse.urlsplit(self.path)
        self.note(method=self.command, place=url.netloc, proxy=self.headers.get("Proxy-Authorization"))
        peer = http.client.HTTPConnection("127.0.0.1", url.port)
        head = {k: v for k, v in self.headers.items() if not k.lower().startswith(("proxy-", "connection"))}
        peer.request(self.command, f"{url.path}?{url.query}", body, head)
        answer = peer.getresponse()
        self.answer(answer.status, json.loads(answer.read()))

    def do_GET(self):
        if self.path.startswith("http://"):
            return self.forward(None)
        url = urllib.parse.urlsplit(self.path)
        if settings.get("redirect") and url.path != "/moved":
            self.note(method="GET", status=307)
            return self.answer(307, {}, [("Location", f"/moved?{url.query}")])
        query = urllib.parse.parse_qs(url.query)
        user, password = "", ""
        if authorization := self.headers.get("Authorization"):
            user, password = base64.b64decode(authorization.split()[1]).decode().split(":", 1)
        self.give("GET", user, password, query.get("scope", []), "token")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.path.startswith("http://"):
            return self.forward(body)
        form = {key: values[0] for key, values in urllib.parse.parse_qs(body).items()}
        if settings["post"] != 200:
            self.note(method="POST", status=settings["post"])
            return self.answer(settings["post"], {})
        user, password = form.get("username", ""), form.get("password", "")
        if form["grant_type"] == "refresh_token":
            found = [n for n, u in settings["users"].items() if u.get("refresh") == form["refresh_token"]]
            user = found[0] if found else "nobody"
            password = settings["users"].get(user, {"password": None})["password"]
        self.give("POST", user, password, form.get("scope", "").split(), "access_token")

    def give(self, method, user, password, scopes, field):
        known = settings["users"].get(user)
        is_refused = user and (known is None or known["password"] != password)
        self.note(method=method, user=user, scopes=sorted(scopes), status=401 if is_refused else 200)
        if is_refused:
            return self.answer(401, {"details": "wrong password"})
        self.answer(200, {field: signed_token(user, scopes), "expires_in": 300})


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
if settings.get("tls"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/server.pem", f"{folder}/server.key")
    if clients := settings.get("clients"):
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(clients)
    server.socket = context.wrap_socket(server.socket, server_side=True)
with open(f"{folder}/port.new", "w") as port:
    port.write(str(server.server_address[1]))
os.rename(f"{folder}/port.new", f"{folder}/port")
server.serve_forever()
