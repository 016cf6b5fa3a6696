// Runs table.mjs. Usage: node run.mjs BAILIWICK [--write]. See README.md.

import { fileURLToPath } from "node:url";
import JiraClient from "jira-connector";
import { run } from "../caller.mjs";
import { table, WHY } from "./table.mjs";

/** The password that a user of the table has given herself. */
const CONNY = { username: "conny", password: "second password" };

const icon = fileURLToPath(new URL("../icon.png", import.meta.url));
const clients = {};

function client(server, { username, password }) {
  const { host, port, path } = server;
  const jar = new JiraClient({
    host, port, protocol: "http", path_prefix: `${path}/`, basic_auth: { username, password }, promise: Promise,
  });
  return jar;
}

/** Returns the methods that jira-connector has, as "part.method". */
function methods() {
  const parts = Object.entries(new JiraClient({ host: "127.0.0.1" })).filter(([, part]) => part?.jiraClient);
  return parts.flatMap(([name, part]) =>
    Object.keys(part)
      .filter((key) => typeof part[key] === "function" && key !== "buildRequestOptions")
      .map((key) => `${name}.${key}`));
}

await run(
  {
    name: "jira-connector 3.1.0",
    methods: methods(),
    why: WHY,
    table: table({ icon }),
    async connect(server) {
      clients.admin = client(server, server.admin);
      clients.gitlab = client(server, server.gitlab);
      clients.conny = client(server, CONNY);
      const make = (summary, type) => clients.admin.issue.createIssue({
        fields: { project: { key: "OPS" }, issuetype: { name: type }, summary },
      });
      const { key: epic } = await make("Another epic", "Epic");
      const credential = btoa(`${server.admin.username}:${server.admin.password}`);
      const answer = await fetch(`${server.url}/rest/api/2/project/DEMO/workflowscheme`, {
        headers: { authorization: `Basic ${credential}` },
      });
      const { id: activeScheme } = await answer.json();
      return { url: server.url, admin: server.admin, epic, activeScheme };
    },
    call(name, args, as = "admin") {
      const [part, method] = name.split(".");
      return clients[as][part][method](...args);
    },
  },
  import.meta.url,
);
