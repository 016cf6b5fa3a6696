// The forms of issues: in a dialog and in their place with JavaScript, as pages without it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertOpenToAll, openPage, signIn, startWorld } from './lib.mjs';

async function fill({ rest }) {
  for (const [key, name] of [['OPS', 'Operations'], ['WEB', 'Web Shop']]) {
    await rest('POST', 'project', { key, name, projectTypeKey: 'software', lead: 'admin' });
  }
}

for (const javaScriptEnabled of [true, false]) {
  test(`an issue is made with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
    const { server, browser, stop } = await startWorld(fill);
    try {
      const page = await openPage(browser, server.url, { javaScriptEnabled, bypassCSP: true });
      await signIn(page, server.url);
      await page.goto(`${server.url}/secure/ViewProfile.jspa`);
      await page.getByRole('link', { name: 'Create', exact: true }).click();
      const around = javaScriptEnabled ? page.getByRole('dialog') : page.getByRole('main');
      await around.getByLabel('Project', { exact: true }).selectOption({ label: 'Web Shop (WEB)' });
      if (!javaScriptEnabled) await around.getByRole('button', { name: 'Show the issue types' }).click();
      await around.getByLabel('Issue type').selectOption('Bug');
      await around.getByRole('button', { name: 'Next' }).click();

      // What is wrong stands beside the field, and what was typed stays.
      await around.getByLabel('Description').fill('It is *broken*.');
      await around.getByRole('button', { name: 'Create', exact: true }).click();
      await around.getByText('You must specify a summary of the issue.').first().waitFor();
      assert.equal(await around.getByLabel('Description').inputValue(), 'It is *broken*.');
      if (javaScriptEnabled) await assertOpenToAll(page);

      // Another type keeps what was typed, too.
      await around.getByLabel('Summary').fill('The first');
      await around.getByLabel('Issue type').selectOption('Task');
      if (!javaScriptEnabled) await around.getByRole('button', { name: 'Show its fields' }).click();
      await around.locator('form:not([aria-busy])').waitFor();
      assert.equal(await around.getByLabel('Summary').inputValue(), 'The first');

      const file = { name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from('so it went') };
      if (javaScriptEnabled) await around.getByLabel('Attachment').setInputFiles(file);
      await around.getByLabel('Create another').check();
      await around.getByRole('button', { name: 'Create', exact: true }).click();
      await page.getByText('WEB-1 was created').waitFor();
      await around.getByLabel('Summary').fill('The second');
      await around.getByLabel('Create another').uncheck();
      await around.getByRole('button', { name: 'Create', exact: true }).click();
      if (javaScriptEnabled) {
        // One stays where one was.
        await page.getByRole('status').getByRole('link', { name: 'WEB-2' }).waitFor();
        assert.match(page.url(), /ViewProfile/);
      } else {
        await page.waitForURL(/\/browse\/WEB-2$/);
      }
      const { body } = await server.rest('GET', 'issue/WEB-1');
      assert.deepEqual([body.fields.summary, body.fields.issuetype.name, body.fields.description],
        ['The first', 'Task', 'It is *broken*.']);
      assert.deepEqual(body.fields.attachment.map(({ filename }) => filename), javaScriptEnabled ? ['log.txt'] : []);
      await page.done();
    } finally {
      await stop();
    }
  });
}

test('a field is edited where it stands', async () => {
  const { server, browser, stop } = await startWorld(fill);
  try {
    await server.rest('POST', 'issue', {
      fields: { project: { key: 'OPS' }, issuetype: { name: 'Task' }, summary: 'Before', labels: ['old'] },
    });
    const page = await openPage(browser, server.url, { bypassCSP: true });
    await signIn(page, server.url);
    await page.goto(`${server.url}/browse/OPS-1`);
    const summary = page.locator('[data-field="summary"]');
    const edit = async () => {
      await summary.locator('a[data-edit]').focus();
      await page.keyboard.press('Enter');
      await summary.getByRole('textbox').waitFor();
    };
    await edit();
    await assertOpenToAll(page);
    await summary.getByRole('textbox').fill('Never');
    await page.keyboard.press('Escape');
    await summary.getByText('Before').waitFor();

    // What is wrong is said in the place.
    await edit();
    await summary.getByRole('textbox').fill(' ');
    await page.keyboard.press('Enter');
    await summary.getByText('You must specify a summary of the issue.').first().waitFor();
    // Somebody else is quicker: that is told, and saved on purpose.
    await server.rest('PUT', 'issue/OPS-1', { fields: { summary: 'Theirs' } });
    await summary.getByRole('textbox').fill('Mine');
    await page.keyboard.press('Enter');
    await summary.getByText('It is now: Theirs').first().waitFor();
    await page.keyboard.press('Enter');
    await summary.getByText('Mine').waitFor();
    assert.equal((await server.rest('GET', 'issue/OPS-1')).body.fields.summary, 'Mine');
    // The keyboard is where it was.
    assert.equal(await summary.locator('a[data-edit]').evaluate((link) => link === document.activeElement), true);
    await page.done();
  } finally {
    await stop();
  }
});
