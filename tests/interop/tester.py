"""Runs the independent SCIM checker scim2-tester against a server.

Usage: tester.py BASE_URL TOKEN. Ends with 1 where any check fails, or where a resource type that the server
announces was not created, read, changed and deleted by the checks.
"""

import sys
from collections import Counter

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

# What must have been checked of each type, so that a run that skips everything is no success.
NEEDED = [
    "object_creation",
    "object_query",
    "object_query_without_id",
    "object_replacement",
    "object_deletion",
    "check_add_attribute",
    "check_remove_attribute",
    "check_replace_attribute",
]


def main(base: str, token: str) -> int:
    client = Client(base_url=base, headers={"Authorization": f"Bearer {token}"})
    announced = [own["name"] for own in client.get("/ResourceTypes").json()["Resources"]]
    results = check_server(SyncSCIMClient(client))
    wrong = []
    for result in results:
        if result.status not in (Status.SUCCESS, Status.COMPLIANT):
            wrong.append(f"{result.status.name} {result.title} {result.resource_type or ''}: {result.reason}")
    for name in announced:
        done = {own.title for own in results if own.resource_type == name}
        wrong += [f"MISSING {needed} {name}" for needed in NEEDED if needed not in done]
    print("\n".join(wrong))
    counts = Counter(result.status.name for result in results)
    told = ", ".join(f"{count} {name.lower()}" for name, count in sorted(counts.items()))
    print(f"scim2-tester: {told}; resource types: {', '.join(announced)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
