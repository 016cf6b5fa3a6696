// Calls every method of a Node.js client against a `bailiwick demo` it starts, and holds the outcome to the committed one.
// Used by jira-connector/run.mjs and jira-client/run.mjs; their README.md files say more.

import { spawn } from "node:child_process";
import { readFileSync, writeFileSync, existsSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { createInterface } from "node:readline";

/**
 * Runs a table and ends the process.
 *
 * @param client.name what the results are about
 * @param client.methods names of all methods there are, found by looking at the client
 * @param client.call (name, arguments, as) makes a call; `as` names who is asking
 * @param client.table rows [method, (state) => arguments, (result, state) => void?, as?]; in order, each uses what the ones before
 *     have put into the state. A method without a row, or a row without a method, is an error of the table.
 * @param client.why reasons by method, for what does not work and never will
 * @param client.connect (server) is called once, with {url, host, port, path, admin, gitlab}; returns the first state
 */
export async function run(client, folder) {
  const args = process.argv.slice(2);
  const write = args.includes("--write");
  const [bailiwick] = args.filter((argument) => !argument.startsWith("--"));
  if (!bailiwick) {
    console.error("usage: node run.mjs BAILIWICK [--write]");
    process.exit(2);
  }
  const server = await start(bailiwick);
  let lines;
  try {
    const state = await client.connect(server);
    lines = await callAll(client, state);
  } finally {
    server.process.kill("SIGTERM");
  }
  process.exit(judge(client, lines, new URL("results.txt", folder), write));
}

/** Starts the server below a context path, on a port of its own; returns what its first line says. */
async function start(bailiwick) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/jira`;
  const child = spawn(bailiwick, ["demo", "--json", "--listen", `127.0.0.1:${port}`, "--base-url", url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return { ...JSON.parse(line), process: child, url, host: "127.0.0.1", port, path: "/jira" };
  }
  throw new Error("bailiwick demo did not start");
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** What went over the wire during the call that is being made: the client is not asked. */
let exchanges = [];
const send = http.request;
http.request = function request(...parts) {
  const sent = send.apply(this, parts);
  const exchange = { method: sent.method, path: sent.path, status: 0 };
  exchanges.push(exchange);
  sent.prependListener("response", (response) => {
    exchange.status = response.statusCode;
  });
  return sent;
};

async function callAll(client, state) {
  const untried = new Set(client.methods);
  const lines = [];
  for (const [name, args, keep, as] of client.table) {
    if (!client.methods.includes(name)) throw new Error(`the table calls ${name}, which there is not`);
    untried.delete(name);
    lines.push([name, await outcome(client, name, args, keep, as, state)]);
  }
  if (untried.size) throw new Error(`the table does not call ${[...untried].join(", ")}`);
  return lines;
}

async function outcome(client, name, args, keep, as, state) {
  exchanges = [];
  let result, refusal;
  try {
    result = await Promise.race([client.call(name, args(state), as), patience()]);
  } catch (error) {
    refusal = error;
  }
  const last = exchanges.at(-1);
  if (!last) return `client -- ${client.why[name] ?? firstLine(refusal)}`;
  if (refusal === undefined && last.status < 400) {
    try {
      keep?.(result, state);
      return "ok";
    } catch (error) {
      return `odd -- ${client.why[name] ?? firstLine(error)}`;
    }
  }
  const said = messages(refusal);
  const path = last.path.replace(/^\/jira/, "").replace(/\?.*/, "").replace(/\/\d{5,}/g, "/ID");
  return `${last.status || "none"} -- ${client.why[name] ?? `${last.method} ${path}: ${said.replace(/\d{5,}/g, "ID")}`}`;
}

function patience() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("no answer in 20 seconds")), 20_000).unref());
}

/** Finds Jira's messages in whatever the client throws. */
function messages(refusal) {
  let found = refusal instanceof Error ? refusal.message : refusal;
  for (let depth = 0; depth < 4; depth += 1) {
    if (typeof found === "string") {
      try {
        found = JSON.parse(found);
      } catch {
        break;
      }
    } else if (found?.body) {
      found = found.body;
    }
  }
  if (found?.errorMessages) {
    const errors = Object.entries(found.errors ?? {}).map(([field, text]) => `${field}: ${text}`);
    return [...found.errorMessages, ...errors].join(" ");
  }
  return firstLine(typeof found === "string" ? found : JSON.stringify(found));
}

function firstLine(error) {
  return String(error instanceof Error ? error.message : error).split("\n")[0].slice(0, 160);
}

/** A line of results about a call that is ok; the summary ends alike. */
const OK = /^\S+ ok$/;

function judge(client, lines, file, write) {
  const n_ok = lines.filter(([, word]) => word === "ok").length;
  const summary = `${n_ok} of ${lines.length} calls are ok`;
  const text = [
    `${client.name} against bailiwick; written by run.mjs --write, explained in README.md.`,
    "",
    ...lines.map(([name, word]) => `${name} ${word}`),
    "",
    summary,
    "",
  ].join("\n");
  if (write) {
    writeFileSync(file, text);
    console.log(summary);
    return 0;
  }
  const now = lines.map(([name, word]) => `${name} ${word}`);
  const before = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const worse = before.filter((line) => OK.test(line) && !now.includes(line));
  for (const line of worse) {
    const name = line.split(" ")[0];
    console.log(`no longer ok: ${now.find((other) => other.startsWith(`${name} `)) ?? `${name} was not called`}`);
  }
  const better = now.filter((line) => OK.test(line) && !before.includes(line));
  if (better.length) console.log(`better than the committed results; run again with --write: ${better.join(", ")}`);
  console.log(summary);
  return worse.length ? 1 : 0;
}
