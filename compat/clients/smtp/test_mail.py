"""An invitation through a real mail server: STARTTLS, a password, a link that is good for one time.

Usage: test_mail.py BAILIWICK [DATABASE_URL]. Needs aiosmtpd and the command openssl.
"""

import base64
import email
import email.policy
import http.client
import json
import os
import re
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

ADMIN = ("ada", "correct horse battery")


class Inbox:
    """Keeps what arrives."""

    def __init__(self):
        self.mails = []
        self.arrived = threading.Semaphore(0)

    async def handle_DATA(self, server, session, envelope):
        if not session.ssl:
            return "554 not in the clear"
        self.mails.append((envelope, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        self.arrived.release()
        return "250 taken"


def authenticator(server, session, envelope, mechanism, data):
    fine = session.ssl is not None and (data.login, data.password) == (b"jira@example.com", b"p@ss:w/rd%")
    return AuthResult(success=fine, handled=False)


def certificate(folder):
    """Makes an authority and a certificate of 127.0.0.1 that it has signed."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Test authority",
            "-keyout", "ca.key", "-out", "ca.pem")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=mail", "-keyout", "mail.key", "-out", "mail.csr")
    with open(os.path.join(folder, "extensions"), "w") as file:
        file.write("subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
    openssl("x509", "-req", "-in", "mail.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
            "-extfile", "extensions", "-out", "mail.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, "mail.pem"), os.path.join(folder, "mail.key"))
    return context


def start_server(bailiwick, folder, smtp_url, database):
    environment = dict(os.environ, BAILIWICK_SMTP_URL=smtp_url, BAILIWICK_ADMIN_PASSWORD=ADMIN[1])
    command = [bailiwick, "serve", "--data", os.path.join(folder, "data"), "--listen", "127.0.0.1:0",
               "--mail-from", "Jira <jira@example.com>", "--admin-username", ADMIN[0]]
    if database:
        command += ["--database-url", database]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    seen = []
    for line in process.stderr:
        seen.append(line)
        found = re.search(r"serving.*address=(127\.0\.0\.1:\d+)", line)
        if found:
            threading.Thread(target=lambda: [seen.append(line) for line in process.stderr], daemon=True).start()
            return process, f"http://{found.group(1)}", seen
    raise SystemExit("the server did not start:\n" + "".join(seen))


class Keep(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(Keep)


def ask(url, body=None, headers=None):
    """Returns status, text and cookies of an answer."""
    request = urllib.request.Request(url, data=body, headers=headers or {})
    try:
        answer = OPENER.open(request, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    cookies = "; ".join(cookie.split(";")[0] for cookie in answer.headers.get_all("set-cookie") or [])
    return answer.status, answer.read().decode(), cookies


def basic(name, password):
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def post_json(url, body):
    headers = {"Content-Type": "application/json", **basic(*ADMIN)}
    return ask(url, json.dumps(body).encode(), headers)


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page).group(1)


def submit(base, link, password):
    """Opens the link and sends its form, as a browser does."""
    status, page, cookies = ask(link)
    if status != 200:
        return status, page
    fields = {name: hidden(page, name) for name in ("atl_token", "token", "os_username")}
    fields.update(password=password, confirm=password)
    headers = {"Cookie": cookies, "Origin": base, "Content-Type": "application/x-www-form-urlencoded"}
    status, page, _ = ask(base + "/secure/ResetPassword.jspa", urllib.parse.urlencode(fields).encode(), headers)
    return status, page


def check(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}: {found!r}, expected {expected!r}")
    print(f"ok  {what}", flush=True)


def walk(base, inbox):
    user = {"name": "fred", "emailAddress": "fred@example.org", "displayName": "Fräd", "notification": "true"}
    check("a user is made with a notification", post_json(base + "/rest/api/2/user", user)[0], 201)
    check("the invitation arrives", inbox.arrived.acquire(timeout=30), True)
    envelope, mail = inbox.mails[0]
    check("it goes to the user", (envelope.mail_from, envelope.rcpt_tos), ("jira@example.com", ["fred@example.org"]))
    check("its text can be read", "Hello Fräd," in mail.get_content(), True)
    check("it has an id", bool(mail["Message-ID"]), True)
    link = re.search(r"http\S+", mail.get_content()).group(0)
    check("the link sets the password", submit(base, link, "chosen by fred")[0], 303)
    check("the password is good for Basic",
          ask(base + "/rest/api/2/myself", headers=basic("fred", "chosen by fred"))[0], 200)
    status, page = submit(base, link, "another")
    check("the second use is refused", (status, "has been used already" in page), (410, True))
    check("it has changed nothing", ask(base + "/rest/api/2/myself", headers=basic("fred", "another"))[0], 401)

    status, page, cookies = ask(base + "/secure/ForgotLoginDetails.jspa")
    headers = {"Cookie": cookies, "Origin": base, "Content-Type": "application/x-www-form-urlencoded"}
    answers = []
    for name in ("nobody", "fred"):
        form = urllib.parse.urlencode({"atl_token": hidden(page, "atl_token"), "username": name})
        answers.append(ask(base + "/secure/ForgotLoginDetails.jspa", form.encode(), headers))
    check("a forgotten password tells nothing", answers[0] == answers[1] and answers[0][0], 303)
    check("and sends a link", inbox.arrived.acquire(timeout=30), True)
    link = re.search(r"http\S+", inbox.mails[1][1].get_content()).group(0)
    check("which sets another password", submit(base, link, "chosen again")[0], 303)
    check("nothing was sent twice", len(inbox.mails), 2)


def main(bailiwick, database=None):
    with tempfile.TemporaryDirectory() as folder:
        context = certificate(folder)
        inbox = Inbox()
        # Port 0: the controller cannot tell which one it got before it has started.
        controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), tls_context=context,
                                require_starttls=True, authenticator=authenticator, auth_required=True)
        controller.start()
        authority = urllib.parse.quote(os.path.join(folder, "ca.pem"))
        password = urllib.parse.quote("p@ss:w/rd%", safe="")
        url = f"smtp://jira%40example.com:{password}@127.0.0.1:{controller.port}?ca={authority}"
        process, base, log = start_server(bailiwick, folder, url, database)
        try:
            walk(base, inbox)
            check("no password in the log", any("p@ss" in line or "p%40ss" in line for line in log), False)
        except BaseException:
            sys.stderr.write("".join(log))
            raise
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)
            controller.stop()


def free_port():
    import socket
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main(*sys.argv[1:])
