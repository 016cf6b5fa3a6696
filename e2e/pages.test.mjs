// Every page: nothing that keeps people out, no request to another host, and pictures of it.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  assertOpenToAll, confirmAdministrator, inEachLook, launch, openPage, signIn, startServer, upload,
} from './lib.mjs';

const SCREENSHOTS = process.env.SCREENSHOTS;

/** Name of the picture, address, whether nobody has signed in, and whether the picture is of more than the top. */
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
  await fill(rest, server.url);
  await rest('POST', 'filter', { name: 'Everything', jql: 'ORDER BY created DESC', favourite: true });
  await rest('POST', 'permissionscheme', {
    name: 'GitLab', description: 'What the tutorial makes.',
    permissions: [{ holder: { type: 'group', parameter: 'gitlab-developers' }, permission: 'ADMINISTER_PROJECTS' }],
  });
});

/** Makes of OPS-2 an issue with all that its page can show. */
async function fill(rest, url) {
  const told = async (method, path, body) => {
    const answer = await rest(method, path, body);
    assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
  };
  await told('PUT', 'issue/OPS-2', {
    fields: {
      assignee: { name: 'fred' }, labels: ['paper', 'spring'], environment: 'The cellar.', duedate: '2030-01-15',
      timetracking: { originalEstimate: '2d', remainingEstimate: '1d 4h' },
      description: 'h3. Why\n\nNobody knows who may *close* an issue. See {{roles.md}}:\n\n'
        + '|| Role || May ||\n| Developers | resolve |\n| Users | comment |\n\n'
        + '{code:java}\nif (user.isIn("developers")) { // all of them\n  close(42);\n}\n{code}\n'
        + '{panel:title=Until then}\nAsk [~fred].\n{panel}',
    },
  });
  await told('POST', 'issue', {
    fields: {
      project: { key: 'OPS' }, issuetype: { name: 'Sub-task' }, parent: { key: 'OPS-2' }, summary: 'Ask the developers',
    },
  });
  await told('POST', 'issue/OPS-3/transitions', { transition: { id: '31' } });
  await told('POST', 'issue', {
    fields: { project: { key: 'OPS' }, issuetype: { name: 'Sub-task' }, parent: { key: 'OPS-2' }, summary: 'Print it' },
  });
  await told('POST', 'issueLink', {
    type: { name: 'Blocks' }, inwardIssue: { key: 'OPS-2' }, outwardIssue: { key: 'OPS-1' },
  });
  await told('POST', 'issue/OPS-2/remotelink', {
    relationship: 'mentioned in',
    object: { url: 'https://git.example.com/ops/-/merge_requests/7', title: 'ops!7', summary: 'Roles for all' },
  });
  const body = '*Fred*: the _first_ half is done.\n\n* {{Developers}} may close\n* Users may not\n\n'
    + '{quote}\nWho decides that?\n{quote}\nSee [^roles.md] (/)';
  await told('POST', 'issue/OPS-2/comment', { body });
  await told('POST', 'issue/OPS-2/comment', {
    body: 'Only for us.', visibility: { type: 'role', value: 'Administrators' },
  });
  await told('POST', 'issue/OPS-2/worklog', { timeSpent: '4h', comment: 'Read what there is.' });
  await upload(url, 'OPS-2', 'roles.md', '# Roles', 'text/markdown');
  await upload(url, 'OPS-2', 'map.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml');
}

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const { name, path, anonymous, fullPage } of PAGES) {
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
    await inEachLook(page, async (width, colorScheme) => {
      if (SCREENSHOTS) {
        mkdirSync(SCREENSHOTS, { recursive: true });
        await page.screenshot({ path: join(SCREENSHOTS, `${name}-${width}-${colorScheme}.png`), fullPage });
      }
      await assertOpenToAll(page, `${colorScheme}, ${width}`);
    });
    await page.done();
  });
}
