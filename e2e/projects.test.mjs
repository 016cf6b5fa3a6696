// A project from nothing, and a security level for its issues: with JavaScript, which suggests a key and brings
// the picker of the chosen holder forward, and without it, where the server suggests and all is there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertOpenToAll, confirmAdministrator, launch, openPage, signIn, startServer } from './lib.mjs';

for (const javaScriptEnabled of [true, false]) {
  test(`a project and its security with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
    const server = await startServer();
    const browser = await launch();
    try {
      const page = await openPage(browser, server.url, { javaScriptEnabled, bypassCSP: true });
      const click = (role, name) => page.getByRole(role, { name, exact: true }).first().click();
      await signIn(page, server.url);
      await page.goto(`${server.url}/secure/project/ViewProjects.jspa`);
      await confirmAdministrator(page);

      await click('link', 'Create project');
      await page.getByLabel('Name', { exact: true }).pressSequentially('Web Shop Relaunch');
      const key = page.getByLabel('Key', { exact: true });
      assert.equal(await key.inputValue(), javaScriptEnabled ? 'WSR' : '');
      await click('button', 'Create');
      if (!javaScriptEnabled) {
        assert.equal(await key.inputValue(), 'WSR');
        await click('button', 'Create');
      }
      await page.getByRole('heading', { name: 'Web Shop Relaunch', level: 1 }).waitFor();

      await click('link', 'Edit project');
      await page.getByRole('radio', { name: 'Unassigned' }).check();
      await click('button', 'Update');
      assert.match(await page.locator('dl.facts').first().innerText(), /Unassigned/);

      await page.goto(`${server.url}/secure/admin/ViewIssueSecuritySchemes.jspa`);
      await click('link', 'Add issue security scheme');
      await page.getByLabel('Name', { exact: true }).fill('Secrets');
      await click('button', 'Add');
      await page.getByLabel('Name', { exact: true }).fill('Leads');
      await click('button', 'Add security level');
      await page.locator('#levels + .table-wrap').getByRole('link', { name: 'Add', exact: true }).click();

      const [group, user] = [page.locator('[name="group"]'), page.locator('[name="user"]')];
      assert.equal(await group.isVisible(), !javaScriptEnabled);
      await page.getByRole('radio', { name: 'Single user' }).check();
      assert.deepEqual([await group.isVisible(), await user.isVisible()], [!javaScriptEnabled, true]);
      await page.getByRole('radio', { name: 'Group', exact: true }).check();
      assert.deepEqual([await group.isVisible(), await user.isVisible()], [true, !javaScriptEnabled]);
      // What was chosen is still there beside what was wrong with it.
      await group.fill('nobody-here');
      await click('button', 'Add');
      assert.ok(await group.isVisible());
      await group.fill('jira-administrators');
      await click('button', 'Add');
      await page.getByRole('row', { name: /Leads.*Group jira-administrators/ }).waitFor();
      if (javaScriptEnabled) await assertOpenToAll(page);
      await page.setViewportSize({ width: 390, height: 900 });
      if (javaScriptEnabled) {
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `${overflow} pixels too wide`);
      }

      await page.goto(`${server.url}/plugins/servlet/project-config/WSR/issuesecurity`);
      await click('link', 'Use a different scheme');
      await page.getByLabel('Scheme').selectOption('Secrets');
      await click('button', 'Next');
      await page.getByRole('row', { name: /Leads.*Group jira-administrators/ }).waitFor();
      await page.done();
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}
