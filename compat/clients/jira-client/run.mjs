// Runs table.mjs. Usage: node run.mjs BAILIWICK [--write]. See README.md.

import { createReadStream } from "node:fs";
import { fileURLToPath } from "node:url";
import JiraApi from "jira-client";
import { run } from "../caller.mjs";
import { table, WHY } from "./table.mjs";

const icon = fileURLToPath(new URL("../icon.png", import.meta.url));
/** What the methods are made of. */
const INNER = /^(constructor|doRequest|make.*)$/;
let client, server;

/** Asks for what the client has no method for, but the table needs. */
async function ask(method, path, body) {
  const { username, password } = server.admin;
  const answer = await fetch(server.url + path, {
    method,
    headers: {
      authorization: `Basic ${btoa(`${username}:${password}`)}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  return text ? JSON.parse(text) : {};
}

await run(
  {
    name: "jira-client 8.2.2",
    methods: Object.getOwnPropertyNames(JiraApi.prototype).filter((name) => !INNER.test(name)),
    why: WHY,
    table: table({ stream: () => createReadStream(icon) }),
    async connect(started) {
      server = started;
      const { host, port, path } = server;
      client = new JiraApi({ protocol: "http", host, port, base: path, ...server.admin });
      const post = (to, body) => ask("POST", to, body);
      const make = (summary, type) =>
        post("/rest/api/2/issue", { fields: { project: { key: "OPS" }, issuetype: { name: type }, summary } });
      const { key: otherEpic } = await make("Another epic", "Epic");
      const { key: otherIssue } = await make("Another issue", "Task");
      const { id: filter } = await post("/rest/api/2/filter", { name: "Wired", jql: "project in (DEMO, OPS) ORDER BY Rank ASC" });
      const { id: epicId } = await ask("GET", "/rest/api/2/issue/OPS-3");
      return { otherEpic, otherIssue, filter: Number(filter), epicId, property: "wire" };
    },
    async call(name, args) {
      // What the client can read, but not make.
      if (name === "getIssueProperty") {
        await ask("PUT", `/rest/api/2/issue/${args[0]}/properties/wire`, { in: true });
      } else if (name === "getAllSprints") {
        await ask("POST", "/rest/agile/1.0/sprint", { name: "Wire one", originBoardId: args[0] });
      }
      return client[name](...args);
    },
  },
  import.meta.url,
);
