// Measures, by hand, what an issue with 200 comments weighs and how soon it begins to come:
//
//   BAILIWICK_BINARY=../target/release/bailiwick node weight.mjs
//
// The weight is what goes over the wire to Chromium with an empty cache, headers and all, by resource. The first
// byte is the time until the answer begins on a connection that is open, of one request after the other.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { launch, openPage, signIn, startServer } from './lib.mjs';

const N_COMMENTS = 200;
const N_TIMES = 200;
const GOAL_KB = 60;
const GOAL_MS = 15;

const server = await startServer();
const browser = await launch();
try {
  const { rest } = server;
  await rest('POST', 'project', { key: 'OPS', name: 'Operations', projectTypeKey: 'software', lead: 'admin' });
  const fields = { project: { key: 'OPS' }, issuetype: { name: 'Task' }, summary: 'Much talked about' };
  await rest('POST', 'issue', { fields });
  for (let n = 1; n <= N_COMMENTS; n++) {
    const body = `[A User|https://git.example.com/user] mentioned this issue in commit ${n} of [ops / gateway|`
      + `https://git.example.com/ops/gateway/-/commit/${n}]:\n{quote}\nRenew the certificate, part ${n}\n{quote}`;
    await rest('POST', 'issue/OPS-1/comment', { body });
  }
  const page = await openPage(browser, server.url);
  await signIn(page, server.url);
  for (const path of ['/browse/OPS-1', '/browse/OPS-1?page=com.atlassian.jira.plugin.system.issuetabpanels:all-tabpanel']) {
    await weigh(page, path);
  }
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  await page.done();
  const times = [];
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let n = -20; n < N_TIMES; n++) {
    const took = await firstByte(`${server.url}/browse/OPS-1`, { agent, headers: { cookie, 'accept-encoding': 'gzip' } });
    if (n >= 0) times.push(took);
  }
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.floor(times.length * part)].toFixed(1);
  console.log(`first byte: median ${at(0.5)} ms, 99 % ${at(0.99)} ms (goal ${GOAL_MS} ms)`);
} finally {
  await browser.close();
  await server.stop();
}

async function weigh(page, path) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.clearBrowserCache');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const urls = new Map();
  const rows = [];
  session.on('Network.responseReceived', ({ requestId, response }) => {
    urls.set(requestId, [response.url, response.headers['content-encoding'] ?? '-']);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (urls.has(requestId)) rows.push([encodedDataLength, ...urls.get(requestId)]);
  });
  await page.goto(server.url + path, { waitUntil: 'networkidle' });
  await session.detach();
  const entries = await page.locator('article.entry').count();
  assert.ok(entries > 0, path);
  rows.sort(([a], [b]) => b - a);
  for (const [bytes, url, encoding] of rows) {
    console.log(`${(bytes / 1000).toFixed(1).padStart(7)} KB  ${encoding.padEnd(5)} ${url.slice(server.url.length)}`);
  }
  const sum = rows.reduce((sum, [bytes]) => sum + bytes, 0) / 1000;
  console.log(`${sum.toFixed(1).padStart(7)} KB  of ${path}, ${entries} entries shown (goal ${GOAL_KB} KB)\n`);
}

async function firstByte(url, options) {
  const begun = performance.now();
  const [answer] = await once(get(url, options), 'response');
  await once(answer, 'readable');
  const took = performance.now() - begun;
  answer.resume();
  await once(answer, 'end');
  return took;
}
