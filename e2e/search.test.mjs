// Searching: the editor of queries, the list by keyboard, the quick search; and a bulk change without JavaScript.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage, signIn, startServer } from './lib.mjs';

let server;
let browser;

before(async () => {
  server = await startServer();
  browser = await launch();
  await server.rest('POST', 'project', { key: 'OPS', name: 'Operations', projectTypeKey: 'software', lead: 'admin' });
  for (const summary of ['Renew the certificate', 'Buy paper', 'Water the plants']) {
    await server.rest('POST', 'issue', {
      fields: { project: { key: 'OPS' }, issuetype: { name: 'Task' }, summary },
    });
  }
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test('a query is completed while it is typed, and Enter searches', async () => {
  const page = await openPage(browser, server.url);
  await signIn(page, server.url);
  await page.goto(`${server.url}/issues/?jql=`);
  const editor = page.getByLabel('JQL query');
  await editor.click();
  await editor.pressSequentially('summ');
  const suggestions = page.getByRole('listbox', { name: 'Suggestions' });
  await suggestions.getByRole('option', { name: 'summary', exact: true }).click();
  await editor.pressSequentially('~ paper AND proj');
  await suggestions.getByRole('option', { name: 'project', exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await editor.pressSequentially('= O');
  await suggestions.getByRole('option', { name: /Operations/ }).click();
  assert.match(await editor.inputValue(), /^summary ~ paper AND project = \S+ $/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.waitForURL(/jql=summary/);
  assert.deepEqual(await page.locator('tr[data-row]').evaluateAll((rows) => rows.map((row) => row.dataset.row)), ['OPS-2']);
  await page.done();
});

test('the quick search answers as one types, and a key leads to its issue', async () => {
  const page = await openPage(browser, server.url);
  await signIn(page, server.url);
  await page.goto(`${server.url}/issues/`);
  const field = page.getByRole('combobox', { name: /Search issues/ });
  await field.click();
  await field.pressSequentially('plan');
  await page.getByRole('option', { name: /Water the plants/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/browse\/OPS-3$/);
  await page.done();
});

test('many issues are changed without JavaScript', async () => {
  const page = await openPage(browser, server.url, { javaScriptEnabled: false });
  await signIn(page, server.url);
  await page.goto(`${server.url}/issues/?jql=project%20%3D%20OPS`);
  await page.getByRole('link', { name: 'Bulk change' }).click();
  await page.getByRole('checkbox', { name: 'OPS-1', exact: true }).uncheck();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('radio', { name: 'Edit fields' }).check();
  await page.getByLabel('Add labels').fill('spring');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Change 2 issues' }).click();
  await page.getByText('Done to 2 issues.').waitFor();
  await page.goto(`${server.url}/issues/?jql=labels%20%3D%20spring`);
  assert.equal(await page.locator('tr[data-row]').count(), 2);
  await page.done();
});
