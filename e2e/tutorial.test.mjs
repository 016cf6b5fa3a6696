// GitLab's tutorial for the Jira administrator, click by click: each control is found by its visible label.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confirmAdministrator, launch, openPage, rest, signIn, startServer } from './lib.mjs';

const GITLAB_PASSWORD = 'pasted into GitLab';

async function administration(page, entry) {
  await page.locator('summary', { hasText: 'Administration' }).click();
  await page.locator('#admin_menu').getByRole('link', { name: entry, exact: true }).click();
  await confirmAdministrator(page);
}

for (const javaScriptEnabled of [true, false]) {
  test(`the tutorial with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
    const server = await startServer();
    const browser = await launch();
    try {
      const page = await openPage(browser, server.url, { javaScriptEnabled });
      await signIn(page, server.url);

      // 1. Create the user.
      await administration(page, 'User management');
      await page.getByRole('link', { name: 'Create user' }).first().click();
      await page.getByLabel('Email address').fill('gitlab@example.com');
      await page.getByLabel('Username').fill('gitlab');
      await page.getByLabel('Password').fill(GITLAB_PASSWORD);
      await page.getByRole('button', { name: 'Create user' }).click();

      // 2. Create the group.
      await page.getByRole('link', { name: 'Groups', exact: true }).click();
      await page.getByLabel('Name', { exact: true }).fill('gitlab-developers');
      await page.getByRole('button', { name: 'Add group' }).click();

      // 3. Put the user into it.
      const row = page.getByRole('row', { name: /gitlab-developers/ });
      await row.getByRole('link', { name: 'Edit members' }).click();
      await page.getByLabel('Add members to selected group(s)').and(page.locator('input, textarea')).fill('gitlab');
      await page.getByRole('button', { name: 'Add selected users' }).click();

      // 4. Make the permission scheme.
      await administration(page, 'Issues');
      await page.getByRole('link', { name: 'Permission schemes', exact: true }).first().click();
      await page.getByRole('link', { name: 'Add permission scheme' }).first().click();
      await page.getByLabel('Name', { exact: true }).fill('GitLab');
      await page.getByRole('button', { name: 'Add', exact: true }).click();

      // 5. and 6. Its permissions; Administer Projects.
      if (!page.url().includes('EditPermissions')) {
        const scheme = page.getByRole('row', { name: /^GitLab/ });
        await scheme.getByRole('link', { name: 'Permissions' }).click();
      }
      const permission = page.getByRole('row', { name: /^Administer Projects/ });
      await permission.getByRole('link', { name: 'Edit' }).click();

      // 7. Granted to the group, with one click.
      await page.getByRole('radio', { name: 'Group', exact: true }).check();
      await page.locator('[name="group"]').fill('gitlab-developers');
      await page.getByRole('button', { name: 'Grant', exact: true }).click();
      await page.getByText('gitlab-developers').first().waitFor();
      await page.done();

      // 8. What GitLab does with it.
      const myself = await rest(server.url, 'gitlab', GITLAB_PASSWORD, 'GET', 'myself');
      assert.equal(myself.status, 200);
      assert.equal(myself.body.name, 'gitlab');
      const groups = await server.rest('GET', 'group/member?groupname=gitlab-developers');
      assert.deepEqual(groups.body.values.map((user) => user.name), ['gitlab']);
      const schemes = await server.rest('GET', 'permissionscheme?expand=permissions');
      const scheme = schemes.body.permissionSchemes.find((known) => known.name === 'GitLab');
      assert.deepEqual(
        scheme.permissions.map((grant) => [grant.permission, grant.holder.parameter]),
        [['ADMINISTER_PROJECTS', 'gitlab-developers']],
      );
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}
