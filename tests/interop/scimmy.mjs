// The SCIM server SCIMMY (scimmy and scimmy-routers, under express) with a memory for users and groups. What is asked
// and answered is all SCIMMY's; only the keeping is here. Usage: node scimmy.mjs PORT TOKEN.
import express from "express";
import SCIMMY from "scimmy";
import routers from "scimmy-routers";

const [port, token] = process.argv.slice(2);
const refuse = (status, type, text) => { throw new SCIMMY.Types.Error(status, type, text); };
let made = 0;

function keep(Resource, unique) {
  const kept = new Map();
  const found = (id) => structuredClone(kept.get(id) ?? refuse(404, null, `nothing is called ${id}`));
  Resource.ingress((resource, data) => {
    const before = resource.id ? found(resource.id) : undefined;
    const same = (other) => other[unique]?.toLowerCase() === data[unique]?.toLowerCase();
    if (unique && [...kept.values()].some((other) => other.id !== resource.id && same(other))) {
      refuse(409, "uniqueness", `${unique} is taken`);
    }
    const id = before?.id ?? `id-${++made}`;
    const now = new Date().toISOString();
    kept.set(id, { ...JSON.parse(JSON.stringify(data)), id, meta: { created: before?.meta.created ?? now, lastModified: now } });
    return found(id);
  });
  Resource.egress((resource) => {
    if (resource.id) return found(resource.id);
    const all = [...kept.keys()].map(found);
    return resource.filter ? resource.filter.match(all) : all;
  });
  Resource.degress((resource) => { found(resource.id); kept.delete(resource.id); });
  SCIMMY.Resources.declare(Resource);
}

SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser);
keep(SCIMMY.Resources.User, "userName");
keep(SCIMMY.Resources.Group);

const allow = (request) => {
  if (request.header("Authorization") !== `Bearer ${token}`) throw new Error("another token");
  return "caller";
};
const app = express();
app.use((request, _, next) => {
  // On arrival: whoever has an answer finds the request in the log.
  console.log(`"${request.method} ${request.originalUrl} HTTP/1.1"`);
  next();
});
app.use("/v2", new routers({ type: "bearer", handler: allow }));
app.listen(Number(port), "127.0.0.1");
