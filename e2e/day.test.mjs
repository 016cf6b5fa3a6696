// A working day: find an issue, talk about it, move it on, make another, take both away as files. With JavaScript
// and without it, where the same links and forms do it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertOpenToAll, inEachLook, openPage, parseCsv, signIn, startWorld } from './lib.mjs';

const COMMENT = `*Renewed*, says [~fred], with {{certbot}}:

* one host
** its alias
* another

{code:java}
int days = 90; // not more
{code}

See [^log.txt].`;
const LOG = { name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from('so it went') };

/** A project whose issues are resolved with a screen that asks how, two people, and an issue of one for the other. */
async function fill({ rest, submit }) {
  for (const [name, displayName] of [['fred', 'Fred Flint'], ['wilma', 'Wilma Flint']]) {
    await rest('POST', 'user', { name, displayName, emailAddress: `${name}@example.com`, password: `${name} and all` });
  }
  await rest('POST', 'project', { key: 'OPS', name: 'Operations', projectTypeKey: 'software', lead: 'fred' });
  const { body: scheme } = await rest('GET', 'project/OPS/workflowscheme');
  await rest('PUT', `workflowscheme/${scheme.id}/default`, { workflow: 'jira', updateDraftIfNeeded: true });
  await submit('/secure/admin/PublishDraftWorkflowScheme.jspa', { schemeId: scheme.id });
  await rest('POST', 'version', { name: '1.0', project: 'OPS', releaseDate: '2030-01-02' });
  await rest('POST', 'component', { name: 'Gateway', project: 'OPS', leadUserName: 'fred' });
  const fields = {
    project: { key: 'OPS' }, issuetype: { name: 'Bug' }, summary: 'Renew the certificate', description: 'It *ends* soon.',
    assignee: { name: 'wilma' }, components: [{ name: 'Gateway' }],
  };
  const created = await rest('POST', 'issue', { fields });
  assert.equal(created.status, 201, JSON.stringify(created.body));
  await rest('POST', 'issue', { fields: { ...fields, summary: 'Buy paper', issuetype: { name: 'Task' } } });
}

for (const javaScriptEnabled of [true, false]) {
  test(`a day with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
    const { server, browser, stop } = await startWorld(fill);
    try {
      const page = await openPage(browser, server.url, { javaScriptEnabled, reducedMotion: 'reduce' });
      page.setDefaultTimeout(20_000);
      // Without JavaScript the pages are the same, but nothing can look at them from within.
      const look = () => (javaScriptEnabled ? inEachLook(page, () => assertOpenToAll(page)) : undefined);
      const visit = async (path) => {
        const answer = await page.goto(server.url + path);
        assert.equal(answer.status(), 200, path);
        await look();
      };
      const click = (role, name, around = page) => around.getByRole(role, { name, exact: true }).first().click();
      // What is a dialog with JavaScript is a page without it.
      const form = () => (javaScriptEnabled ? page.getByRole('dialog') : page.getByRole('main'));
      const fact = (id) => page.locator(`dd[data-field="${id}"]`);

      await signIn(page, server.url, 'wilma', 'wilma and all');

      // Search.
      await page.goto(`${server.url}/issues/?jql=`);
      const query = page.getByLabel('JQL query');
      if (javaScriptEnabled) {
        await query.click();
        await query.pressSequentially('summ');
        await page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option', { name: 'summary', exact: true }).click();
        await query.pressSequentially('~ certificate');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Enter');
      } else {
        await query.fill('summary ~ certificate');
        await page.getByRole('search', { name: 'Search with JQL' }).getByRole('button', { name: 'Search' }).click();
      }
      await page.waitForURL(/jql=summary/);
      assert.equal(await page.locator('tr[data-row]').count(), 1);
      await look();
      await click('link', 'OPS-1');
      await page.getByRole('heading', { level: 1, name: 'Renew the certificate' }).waitFor();
      await look();

      // A file, and a comment that tells of it.
      if (javaScriptEnabled) {
        const loaded = page.waitForEvent('load');
        await page.getByLabel(/Drop files here/).setInputFiles(LOG);
        await loaded;
      } else {
        await page.getByLabel(/Drop files here/).setInputFiles(LOG);
        await click('button', 'Attach');
      }
      const file = page.locator('#attachmentmodule .file > a').first();
      assert.match(await file.innerText(), /log\.txt/);
      const download = await page.request.get(new URL(await file.getAttribute('href'), server.url).href);
      assert.equal(await download.text(), 'so it went');
      if (javaScriptEnabled) await page.keyboard.press('m');
      await page.getByLabel('Add a comment').fill(COMMENT);
      if (javaScriptEnabled) await page.keyboard.press('Control+Enter');
      else await click('button', 'Comment');
      const comment = page.locator('article.entry .markup');
      await comment.waitFor();
      assert.equal(await comment.locator('b').innerText(), 'Renewed');
      assert.equal(await comment.locator('tt').innerText(), 'certbot');
      assert.equal(await comment.locator('ul > li > ul > li').innerText(), 'its alias');
      assert.equal(await comment.locator('pre .code-comment').innerText(), '// not more');
      const mention = comment.getByRole('link', { name: 'Fred Flint' });
      assert.match(await mention.getAttribute('href'), /\/secure\/ViewProfile\.jspa\?name=fred$/);
      const named = await comment.getByRole('link', { name: 'log.txt' }).getAttribute('href');
      assert.equal(new URL(named).pathname, await file.getAttribute('href'));
      await look();

      // Resolved with what the screen asks for.
      await click('link', 'Resolve Issue');
      await form().getByLabel('Resolution').selectOption("Won't Do");
      await form().getByRole('group', { name: 'Fix Version/s' }).getByLabel('1.0').check();
      await form().getByLabel('Comment').fill('Bought _another_.');
      await form().getByLabel('Visible to').selectOption('Group: jira-software-users');
      await look();
      await click('button', 'Resolve Issue', form());
      await fact('status').getByText('Resolved').waitFor();
      assert.equal(await fact('resolution').innerText(), "Won't Do");
      assert.equal(await fact('fixVersions').getByRole('link').first().innerText(), '1.0');
      assert.equal(await comment.last().locator('em').innerText(), 'another');
      const few = page.getByRole('article').filter({ hasText: 'Bought another.' });
      await few.getByTitle('Only jira-software-users can see this comment').waitFor();

      // Reopened, and edited: in its place, and all of it.
      await click('link', 'Reopen Issue');
      await click('button', 'Reopen Issue', form());
      await fact('status').getByText('Reopened').waitFor();
      if (javaScriptEnabled) {
        await fact('priority').getByRole('link', { name: 'Edit Priority' }).click();
        await fact('priority').getByRole('combobox').selectOption('High');
        await look();
        await click('button', 'Save', fact('priority'));
        await fact('priority').getByRole('link', { name: 'Edit Priority' }).waitFor();
        assert.match(await fact('priority').innerText(), /^\s*High\b/);
      }
      if (javaScriptEnabled) await page.keyboard.press('e');
      else await click('link', 'Edit');
      await form().getByLabel('Summary').fill('Renew both certificates');
      if (!javaScriptEnabled) await form().getByLabel('Priority').selectOption('High');
      await look();
      await click('button', 'Save', form());
      await page.getByRole('heading', { level: 1, name: 'Renew both certificates' }).waitFor();
      assert.match(await fact('priority').innerText(), /High/);

      // Time, and being told.
      await click('link', 'Log work on this issue');
      await page.getByLabel('Time spent').fill('1h 30m');
      await page.getByLabel('Work description').fill('Read the *manual*.');
      await look();
      await click('button', 'Log');
      assert.match(await page.locator('#timetrackingmodule').innerText(), /1h 30m/);
      // Who comments watches; who does not want to stops.
      await click('button', 'Stop watching');
      await click('button', 'Start watching');
      await page.getByRole('button', { name: 'Stop watching' }).waitFor();
      await click('link', 'Work log');
      assert.equal(await page.locator('article.entry .markup b').innerText(), 'manual');
      await click('link', 'History');
      await page.getByRole('row', { name: /status Resolved Reopened/i }).waitFor();
      await look();

      // Another one.
      if (javaScriptEnabled) {
        await page.keyboard.press('c');
        await form().getByLabel('Issue type').selectOption('Task');
        await click('button', 'Next', form());
        await form().getByLabel('Summary').fill('Watch, "when" it ends');
        await look();
        await click('button', 'Create', form());
        await page.getByRole('status').getByRole('link', { name: 'OPS-3' }).click();
      } else {
        const types = (await server.rest('GET', 'project/OPS')).body;
        const task = types.issueTypes.find(({ name }) => name === 'Task');
        await visit(`/secure/CreateIssueDetails!init.jspa?pid=${types.id}&issuetype=${task.id}`
          + `&summary=${encodeURIComponent('Watch, "when" it ends')}&description=Again+*soon*.`);
        await click('button', 'Create', form());
      }
      await page.waitForURL(/\/browse\/OPS-3$/);
      await page.getByRole('heading', { level: 1, name: 'Watch, "when" it ends' }).waitFor();

      // Both as files.
      await visit(`/issues/?jql=${encodeURIComponent('project = OPS ORDER BY key')}`);
      const shown = await page.locator('tr[data-row]').evaluateAll((rows) =>
        rows.map((row) => [row.dataset.row, row.querySelector('.summary').textContent]));
      assert.deepEqual(shown, [
        ['OPS-1', 'Renew both certificates'], ['OPS-2', 'Buy paper'], ['OPS-3', 'Watch, "when" it ends'],
      ]);
      const heads = await page.locator('table.issues th').allInnerTexts();
      await page.locator('#export_menu summary').click();
      const fetched = async (name, type) => {
        const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
        const answer = await page.request.get(new URL(href, server.url).href);
        assert.match(answer.headers()['content-type'], type);
        assert.match(answer.headers()['content-disposition'], /^attachment/);
        return answer;
      };
      for (const name of ['CSV (these columns)', 'CSV (all fields)']) {
        const rows = parseCsv(await (await fetched(name, /^text\/csv/)).text());
        assert.deepEqual(rows.map((row) => [row.Key, row.Summary]), shown, name);
        assert.equal(rows[0].Priority, 'High');
        if (name.includes('these')) assert.equal(Object.keys(rows[0]).length, heads.length);
      }
      const { issues } = await (await fetched('JSON', /^application\/json/)).json();
      assert.deepEqual(issues.map(({ key, fields }) => [key, fields.summary]), shown);

      // What others see of it.
      await visit('/secure/ViewProfile.jspa');
      const did = page.getByRole('region', { name: 'Recent activity' }).getByRole('listitem');
      await did.filter({ hasText: 'OPS-1' }).first().waitFor();
      const feed = await (await page.request.get(`${server.url}/activity?streams=user+IS+wilma`)).text();
      for (const told of ['OPS-1', 'OPS-3', 'Wilma Flint']) assert.ok(feed.includes(told), told);
      for (const path of ['summary', 'issues', 'versions', 'components', 'people']) await visit(`/projects/OPS/${path}`);
      await visit('/secure/CreateIssue!default.jspa');
      await visit('/secure/EditIssue!default.jspa?id=OPS-1');
      const search = page.getByRole(javaScriptEnabled ? 'combobox' : 'searchbox', { name: /Search issues/ });
      await search.click();
      await search.pressSequentially('certificates');
      if (javaScriptEnabled) {
        await page.getByRole('option', { name: /Renew both certificates/ }).waitFor();
        await look();
      }
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/(issues|browse)\//);
      await page.getByText('Renew both certificates').first().waitFor();
      await page.done();
    } finally {
      await stop();
    }
  });
}
