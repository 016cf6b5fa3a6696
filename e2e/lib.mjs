// What the browser walks share: a server of their own, a browser, signing in.
//
// BAILIWICK_BINARY is the program (default: the debug build). BAILIWICK_DATABASE_URLS holds fresh
// PostgreSQL databases, separated by blanks, one of which each start takes; without it the server keeps
// its data in SQLite.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

export const ADMIN = 'admin';
export const PASSWORD = 'correct horse battery';

const BINARY =
  process.env.BAILIWICK_BINARY ?? new URL('../target/debug/bailiwick', import.meta.url).pathname;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DATABASES = (process.env.BAILIWICK_DATABASE_URLS ?? '').split(' ').filter(Boolean);

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Starts a server with its first administrator; `stop()` ends it. */
export async function startServer(contextPath = '') {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'bailiwick-e2e-'));
  const args = ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--admin-username', ADMIN];
  const url = `http://127.0.0.1:${port}${contextPath}`;
  args.push('--base-url', url);
  if (process.env.BAILIWICK_DATABASE_URLS !== undefined) {
    const database = DATABASES.shift();
    assert.ok(database, 'BAILIWICK_DATABASE_URLS has too few databases');
    args.push('--database-url', database);
  }
  const server = spawn(BINARY, args, {
    env: { ...process.env, BAILIWICK_ADMIN_PASSWORD: PASSWORD },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  server.stderr.on('data', (text) => (log += text));
  for (let tries = 0; ; tries++) {
    assert.equal(server.exitCode, null, `the server ended:\n${log}`);
    assert.ok(tries < 400, `the server does not answer:\n${log}`);
    const answer = await fetch(`${url}/status`).catch(() => null);
    if (answer?.ok) break;
    await sleep(50);
  }
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  return {
    url,
    stop,
    rest: (method, path, body, api) => rest(url, ADMIN, PASSWORD, method, path, body, api),
    submit: (path, fields) => submit(url, path, fields),
  };
}

/** Sends a form as the administrator. */
async function submit(url, path, fields) {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: basic(ADMIN, PASSWORD) },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  assert.equal(answer.status, 303, `${path}: ${await answer.text()}`);
}

const basic = (user, password) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** Asks the REST API; answers `{ status, body }`. */
export async function rest(url, user, password, method, path, body, api = 'api/2') {
  const answer = await fetch(`${url}/rest/${api}/${path}`, {
    method,
    headers: {
      authorization: basic(user, password),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : null };
}

/** Attaches a file to an issue, as the administrator. */
export async function upload(url, key, name, content, type) {
  const body = new FormData();
  body.append('file', new Blob([content], { type }), name);
  const answer = await fetch(`${url}/rest/api/2/issue/${key}/attachments`, {
    method: 'POST',
    headers: { authorization: basic(ADMIN, PASSWORD), 'x-atlassian-token': 'no-check' },
    body,
  });
  assert.equal(answer.status, 200, name);
  return (await answer.json())[0];
}

/** Starts a server, has `fill` make on it what a test needs, and starts a browser. */
export async function startWorld(fill) {
  const server = await startServer();
  try {
    await fill(server);
    const browser = await launch();
    const stop = async () => {
      await browser.close();
      await server.stop();
    };
    return { server, browser, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Starts Debian's Chromium with a new profile that asks no other host for anything. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Opens a page that fails the test on errors of scripts and on requests to other hosts. */
export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
  const faults = [];
  page.on('pageerror', (error) => faults.push(`script: ${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content.Security/.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) {
      faults.push(`a request to ${request.url()}`);
    }
  });
  page.done = async () => {
    assert.deepEqual(faults, []);
    await context.close();
  };
  return page;
}

/** Signs in by the form, by its labels. */
export async function signIn(page, url, user = ADMIN, password = PASSWORD) {
  await page.goto(`${url}/login.jsp`);
  await page.getByLabel('Username').fill(user);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log In' }).click();
}

/** Confirms the password where an administrator's page asks for it again. */
export async function confirmAdministrator(page, password = PASSWORD) {
  if (page.url().includes('WebSudoAuthenticate')) {
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Confirm' }).click();
  }
}

/** Nothing on the page, as it is shown now, keeps people out. */
export async function assertOpenToAll(page, place = page.url()) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(
    serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html).slice(0, 3)]),
    [],
    place,
  );
}

/** Calls `look` with the page in light and dark at both widths, none of which it is wider than. */
export async function inEachLook(page, look) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide at ${width}: ${page.url()}`);
      await look(width, colorScheme);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** The rows of a CSV file, as objects by heading. */
export function parseCsv(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.replace(/^\ufeff/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end.endsWith('\n')) rows.push([]);
    if (end === '') break;
  }
  const [heads, ...rest] = rows.filter((row) => row.length > 1);
  return rest.map((row) => Object.fromEntries(row.map((value, i) => [heads[i], value])));
}
