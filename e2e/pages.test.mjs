// Every page: nothing that keeps people out, no request to another host, and pictures of it.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { confirmAdministrator, launch, openPage, signIn, startServer } from './lib.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENSHOTS = process.env.SCREENSHOTS;

/** Name of the picture, address, whether one is signed in. */
const PAGES = JSON.parse(readFileSync(new URL('pages.json', import.meta.url)));

let server;
let browser;

before(async () => {
  server = await startServer();
  browser = await launch();
  const { rest } = server;
  await rest('POST', 'user', {
    name: 'fred', displayName: 'Fred Flint', emailAddress: 'fred@example.com', password: 'fred and wilma',
  });
  await rest('POST', 'group', { name: 'gitlab-developers' });
  await rest('POST', 'group/user?groupname=gitlab-developers', { name: 'fred' });
  await rest('POST', 'project', {
    key: 'OPS', name: 'Operations', projectTypeKey: 'software', lead: 'admin', description: 'Keeps things running.',
  });
  await rest('POST', 'issue', {
    fields: { project: { key: 'OPS' }, issuetype: { name: 'Task' }, summary: 'Renew the certificate' },
  });
  await rest('POST', 'version', { name: '1.0', project: 'OPS', description: 'The first', releaseDate: '2030-01-02' });
  await rest('POST', 'component', { name: 'Gateway', project: 'OPS', leadUserName: 'fred' });
  await rest('POST', 'issue', {
    fields: {
      project: { key: 'OPS' }, issuetype: { name: 'Task' }, summary: 'Write down who may do what',
      fixVersions: [{ name: '1.0' }], components: [{ name: 'Gateway' }],
    },
  });
  await rest('POST', 'filter', { name: 'Everything', jql: 'ORDER BY created DESC', favourite: true });
  await rest('POST', 'permissionscheme', {
    name: 'GitLab', description: 'What the tutorial makes.',
    permissions: [{ holder: { type: 'group', parameter: 'gitlab-developers' }, permission: 'ADMINISTER_PROJECTS' }],
  });
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const { name, path, anonymous } of PAGES) {
  test(`${name}: ${path}`, async () => {
    const page = await openPage(browser, server.url, { bypassCSP: true, reducedMotion: 'reduce' });
    if (!anonymous) {
      await signIn(page, server.url);
      await page.goto(`${server.url}/secure/admin/WebSudoAuthenticate!default.jspa`);
      await confirmAdministrator(page);
    }
    const answer = await page.goto(server.url + path);
    assert.equal(answer.status(), 200);
    assert.equal(await page.locator('h1').count(), 1, 'one heading of the first level');
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `${overflow} pixels too wide at ${width}`);
        if (SCREENSHOTS) {
          mkdirSync(SCREENSHOTS, { recursive: true });
          await page.screenshot({ path: join(SCREENSHOTS, `${name}-${width}-${colorScheme}.png`) });
        }
      }
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      assert.deepEqual(
        serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html).slice(0, 3)]),
        [],
        colorScheme,
      );
    }
    await page.done();
  });
}
