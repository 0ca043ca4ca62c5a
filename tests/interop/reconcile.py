"""Brings the independent server scim2-server to what a row of rosters says, with the real binary.

Usage: reconcile.py SERVER ROSTERCTL [plain], where SERVER is scim2-server or the path of scimmy.mjs. After each roster the server's own state is looked at by plain HTTP,
the next plan must be empty, and planning must not have written. With `plain` the server announces neither PATCH nor
filters nor versions, and must then see none of them. Ends with 1 at the first thing that is not as it should be.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

TOKEN = "interop-token"
CORE = "urn:ietf:params:scim:schemas:core:2.0:"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PLAIN = {
    "schemas": [CORE + "ServiceProviderConfig"],
    "patch": {"supported": False},
    "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
    "filter": {"supported": False, "maxResults": 1000},
    "changePassword": {"supported": False},
    "sort": {"supported": False},
    "etag": {"supported": False},
    "authenticationSchemes": [],
}


class Server:
    """The server on a free port, and its own word on what it holds."""

    def __init__(self, program: str, folder: Path, plain: bool) -> None:
        self.log = folder / "server.log"
        for _ in range(5):
            # Another program may take the port in the moment between; then with another one.
            with socket.socket() as taken:
                taken.bind(("127.0.0.1", 0))
                port = taken.getsockname()[1]
            self.base = f"http://127.0.0.1:{port}/v2"
            command = self.command(program, folder, port, plain)
            self.process = subprocess.Popen(command, stdout=self.log.open("w"), stderr=subprocess.STDOUT)
            if self.answers():
                return
            self.stop()
        sys.exit("the server did not start: " + self.log.read_text())

    def command(self, program: str, folder: Path, port: int, plain: bool) -> list:
        if program.endswith(".mjs"):
            return ["node", program, str(port), TOKEN]
        # Not by its script, which names the folder where it was installed: that may have moved.
        server = "from scim2_server.testserver.cli import main; main()"
        command = [sys.executable, "-c", server, "--port", str(port), "--bearer-token", TOKEN]
        if plain:
            config = folder / "plain.json"
            config.write_text(json.dumps(PLAIN))
            command += ["--service-provider-config", str(config)]
        return command

    def answers(self) -> bool:
        for _ in range(150):
            try:
                self.get("/ServiceProviderConfig")
                # Somebody else's server on the port would answer as well.
                return self.process.poll() is None
            except (OSError, ValueError):
                if self.process.poll() is not None:
                    return False
                time.sleep(0.1)
        return False

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def call(self, method: str, path: str, body: object = None) -> dict:
        request = urllib.request.Request(self.base + path, method=method)
        request.add_header("Authorization", f"Bearer {TOKEN}")
        request.add_header("Content-Type", "application/scim+json")
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(request, data, timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text else {}

    def get(self, path: str) -> dict:
        return self.call("GET", path)

    def users(self) -> dict:
        return {user["userName"]: user for user in self.get("/Users?count=1000").get("Resources", [])}

    def groups(self) -> dict:
        names = {user["id"]: name for name, user in self.users().items()}
        groups = self.get("/Groups?count=1000").get("Resources", [])
        return {
            group["displayName"]: sorted(names[member["value"]] for member in group.get("members", []))
            for group in groups
        }

    def requests(self) -> list:
        return re.findall(r'"([A-Z]+) (/\S*) HTTP', self.log.read_text())

    def writes(self) -> int:
        # A server may write its log after it has answered.
        time.sleep(0.5)
        return sum(method != "GET" for method, _ in self.requests())


class Tenant:
    """A tenant's folder and the program."""

    def __init__(self, program: str, folder: Path, server: Server) -> None:
        self.program, self.folder, self.server = program, folder / "tenant", server
        self.folder.mkdir()
        self.declare("offboarding: suspend")

    def declare(self, more: str) -> None:
        lines = [
            "tenant: interop",
            "provider: scim",
            f"endpoint: {self.server.base}",
            "credentials: { token: { env: INTEROP_TOKEN } }",
            more,
        ]
        (self.folder / "tenant.yaml").write_text("\n".join(lines) + "\n")

    def run(self, *words: str) -> subprocess.CompletedProcess:
        environment = {**os.environ, "INTEROP_TOKEN": TOKEN, "NO_COLOR": "1"}
        command = [os.path.abspath(self.program), words[0], str(self.folder), *words[1:]]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100)

    def reach(self, what: str, roster: str, code: int = 0) -> None:
        """Plans without writing, applies, and then has nothing to do."""
        (self.folder / "people.yaml").write_text(roster)
        before = self.server.writes()
        # What is applied in part is a plan in which something is refused.
        expect(self.run("plan"), 3 if code == 5 else 0, what)
        same(self.server.writes(), before, f"{what}: a plan writes nothing")
        applied = self.run("apply", "--auto-approve")
        expect(applied, code, what)
        if "verified" not in applied.stdout:
            fail(what, applied)
        if code == 0:
            before = self.server.writes()
            expect(self.run("plan", "--expect-no-changes"), 0, f"{what}: the second plan")
            expect(self.run("apply", "--auto-approve"), 0, f"{what}: the second apply")
            same(self.server.writes(), before, f"{what}: nothing to do and nothing written")
        print(f"  ok: {what}")


def fail(what: str, done: subprocess.CompletedProcess) -> None:
    sys.exit(f"{what}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")


def expect(done: subprocess.CompletedProcess, code: int, what: str) -> None:
    if done.returncode != code:
        fail(what, done)


def same(got: object, wanted: object, what: str) -> None:
    if got != wanted:
        sys.exit(f"{what}: got {got!r}, wanted {wanted!r}")


def newcomers(tenant: Tenant, server: Server) -> None:
    tenant.reach(
        "people and groups come to be",
        """
profiles: { support: { department: Support, licenses: [Voice], roles: [Member], groups: [Desk] } }
users:
  ana@interop.example: { first_name: Ana, last_name: Souza, profile: support, title: Lead }
  Bob@interop.example: { first_name: Bob, profile: support, manager: ana@interop.example, groups: [Desk, Night] }
  cid@interop.example: { display_name: "Cid \\"C\\" Ek", locale: en-US, time_zone: Europe/Lisbon, manager: Bob@interop.example }
groups: { Desk: {}, Night: {}, Empty: {} }
""",
    )
    users = server.users()
    ana, bob, cid = (users[f"{name}@interop.example"] for name in ("ana", "Bob", "cid"))
    same(ana["externalId"], "ana@interop.example", "externalId")
    same(ana["name"], {"givenName": "Ana", "familyName": "Souza"}, "the name")
    same(ana["emails"], [{"value": "ana@interop.example", "type": "work", "primary": True}], "e-mail")
    same(ana["entitlements"], [{"value": "Voice", "type": "license"}], "entitlements")
    same(ana["roles"], [{"value": "Member"}], "roles")
    same(ana[ENTERPRISE]["department"], "Support", "department")
    same((bob[ENTERPRISE]["manager"]["value"], cid[ENTERPRISE]["manager"]["value"]), (ana["id"], bob["id"]), "managers")
    same((cid["locale"], cid["timezone"], cid["displayName"]), ("en-US", "Europe/Lisbon", 'Cid "C" Ek'), "place")
    groups = {"Desk": ["Bob@interop.example", "ana@interop.example"], "Night": ["Bob@interop.example"], "Empty": []}
    same(server.groups(), groups, "members")


def others(server: Server) -> None:
    """What other hands do: a person, a group and an attribute that no roster knows."""
    dan = server.call("POST", "/Users", {"schemas": [CORE + "User"], "userName": "dan@interop.example"})
    server.call("POST", "/Groups", {"schemas": [CORE + "Group"], "displayName": "Theirs", "members": [{"value": dan["id"]}]})
    ana = server.users()["ana@interop.example"]
    ana["nickName"] = "Nan"
    ana["entitlements"].append({"value": "cc-7", "type": "cost"})
    server.call("PUT", f"/Users/{ana['id']}", ana)


def changes(tenant: Tenant, server: Server) -> None:
    tenant.reach(
        "what changes, changes, and nothing else",
        """
users:
  ana@interop.example: { title: [], licenses: [Voice Plus, Meeting], roles: [Admin], groups: [Night] }
  robert@interop.example: { external_id: Bob@interop.example, first_name: Robert, manager: [], email: rob@interop.example }
groups: { Desk: {}, Night: {}, Empty: { members: [robert@interop.example] } }
""",
    )
    users = server.users()
    ana, bob = users["ana@interop.example"], users["robert@interop.example"]
    same("title" in ana, False, "an emptied title")
    same(ana["nickName"], "Nan", "what nobody declared")
    values = sorted((own["value"], own.get("type")) for own in ana["entitlements"])
    same(values, [("Meeting", "license"), ("Voice Plus", "license"), ("cc-7", "cost")], "entitlements")
    same([own["value"] for own in ana["roles"]], ["Admin"], "roles")
    same((bob["name"]["givenName"], bob["emails"][0]["value"]), ("Robert", "rob@interop.example"), "another login")
    same(bob.get(ENTERPRISE, {}).get("manager"), None, "no manager")
    groups = {
        "Desk": ["robert@interop.example"],
        "Night": ["ana@interop.example", "robert@interop.example"],
        "Empty": ["robert@interop.example"],
        "Theirs": ["dan@interop.example"],
    }
    same(server.groups(), groups, "members")


def leavers(tenant: Tenant, server: Server) -> None:
    roster = """
users:
  ana@interop.example: { state: absent }
  cid@interop.example: { state: suspended }
groups: { Empty: { state: absent } }
"""
    tenant.reach("who leaves is emptied and inactive, who pauses is inactive", roster)
    users = server.users()
    ana, cid = users["ana@interop.example"], users["cid@interop.example"]
    same((ana["active"], cid["active"]), (False, False), "active")
    same([own["value"] for own in ana.get("entitlements", [])], ["cc-7"], "the license is taken back")
    same(ana.get("roles", []), [], "the role is taken back")
    same("Empty" in server.groups(), False, "the group is gone")
    same([name for name, members in server.groups().items() if "ana@interop.example" in members], [], "groups are left")
    tenant.declare("offboarding: delete")
    tenant.reach("who is inactive is deleted where the tenant says so", "users: { ana@interop.example: { state: absent } }\n")
    same("ana@interop.example" in server.users(), False, "the user is gone")
    roster = "users: { robert@interop.example: { state: absent, external_id: Bob@interop.example } }\n"
    tenant.reach("who is active is deactivated first", roster, code=5)
    same(server.users()["robert@interop.example"]["active"], False, "deactivated, and there")
    tenant.reach("and deleted by the next plan", roster)
    same(sorted(server.users()), ["cid@interop.example", "dan@interop.example"], "who is left")


def restraint(server: Server) -> None:
    """What the server does not announce, it does not see."""
    for method, path in server.requests():
        same(method == "PATCH" or "filter=" in path, False, f"{method} {path}")


def main() -> None:
    # An end from outside goes through `finally`, so that the server ends as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))
    plain = "plain" in sys.argv[3:]
    with tempfile.TemporaryDirectory() as folder:
        server = Server(sys.argv[1], Path(folder), plain)
        try:
            tenant = Tenant(sys.argv[2], Path(folder), server)
            newcomers(tenant, server)
            others(server)
            changes(tenant, server)
            leavers(tenant, server)
            if plain:
                restraint(server)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
