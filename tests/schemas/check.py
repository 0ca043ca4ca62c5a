"""Holds the published schemas against files, with a validator that shares nothing with the program.

Every file of examples/ must be accepted. Of the bad rosters in tests/cases/, every file that the list below
names must be rejected: those whose mistake a schema can see. The rest have mistakes that only the program sees.
"""

import pathlib
import re
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = {path.name: __import__("json").loads(path.read_text()) for path in (ROOT / "schemas").glob("*.json")}
# Findings whose mistake a schema can see: unknown key, wrong type, nothing written, missing key, unknown choice.
VISIBLE = {"R-005", "R-006", "R-008", "R-009", "R-018"}


class Loader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: `NO`, `on` and dates are texts."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false|True|False|TRUE|FALSE)$"), list("tTfF"))
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]*\.[0-9]+$"), list("-+.0123456789"))


def validator(name):
    schema = SCHEMAS[name]
    cls = jsonschema.validators.validator_for(schema)
    cls.check_schema(schema)
    return cls(schema)


def schema_for(path, tenant_folder):
    """Which schema a file of a tenant is under."""
    if path.name == "tenant.yaml":
        return "tenant.schema.json"
    config = yaml.load((tenant_folder / "tenant.yaml").read_text(), Loader) or {}
    provider = config.get("provider", "goto")
    if path.name == (config.get("sandbox") or {}).get("state"):
        return f"{provider}-sandbox.schema.json"
    # A portal with a rule book of its own has roster files of its own.
    own = f"{provider}-{config.get('portal')}.schema.json"
    return own if own in SCHEMAS else f"{provider}.schema.json"


def examples():
    passed, failed = 0, 0
    for tenant in sorted((ROOT / "examples").rglob("tenant.yaml")):
        for path in sorted(tenant.parent.rglob("*.y*ml")):
            if ".rosterctl" in path.parts:
                continue
            name = schema_for(path, tenant.parent)
            errors = list(validator(name).iter_errors(yaml.load(path.read_text(), Loader) or {}))
            if errors:
                failed += 1
                print(f"{path.relative_to(ROOT)} is rejected by {name}: {errors[0].message}")
            else:
                passed += 1
    return passed, failed


def bad_rosters():
    passed, failed = 0, 0
    for golden in sorted((ROOT / "tests/cases").rglob("findings.txt")):
        told = re.findall(r"^(\S+?\.ya?ml):\d+:\d+: (?:\w+ )?([\w:-]+): ", golden.read_text(), re.M)
        by_file = {}
        for file, code in told:
            by_file.setdefault(file, set()).add(code)
        for file, codes in sorted(by_file.items()):
            if not codes & VISIBLE:
                continue
            path = golden.parent / file
            try:
                document = yaml.load(path.read_text(), Loader)
                name = schema_for(path, golden.parent)
            except (OSError, UnicodeDecodeError, yaml.YAMLError):
                continue
            if name not in SCHEMAS:
                continue
            if any(validator(name).iter_errors(document)):
                passed += 1
            else:
                failed += 1
                print(f"{path.relative_to(ROOT)} is accepted by {name} although the program tells {sorted(codes)}")
    return passed, failed


def main():
    totals = [0, 0]
    for part in (examples, bad_rosters):
        passed, failed = part()
        print(f"{part.__name__}: {passed} passed, {failed} failed")
        if passed == 0:
            print(f"{part.__name__}: nothing was checked")
            failed += 1
        totals[0] += passed
        totals[1] += failed
    print(f"{totals[0]} passed, {totals[1]} failed")
    return 1 if totals[1] else 0


if __name__ == "__main__":
    sys.exit(main())
