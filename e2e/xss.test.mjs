// What people type stays text: a corpus of scripts in disguise goes through the API into every field that takes
// words, and then every page, export and error message is opened. None of it runs, leaves the host, or comes so
// far that only the policy of the page (CSP) holds it back.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { confirmAdministrator, launch, openPage, parseCsv, signIn, startServer, upload } from './lib.mjs';
import { MARKUP, PLAIN } from './xss.payloads.mjs';

let server;
let browser;
/** What must be seen as text on some page, by the field it is in. */
const unseen = new Map();
/** A value for a field: its own number, then a payload, another for each field, that fits. */
let turn = 0;
function typed(field, max = 255) {
  const number = `q${100 + unseen.size}q`;
  for (;;) {
    const text = `${number}${PLAIN[turn++ % PLAIN.length]}`;
    if (text.length > max) continue;
    unseen.set(field, text);
    return text;
  }
}

async function told(method, path, body, api = 'api/2') {
  const answer = await server.rest(method, path, body, api);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const form = (path, fields) => server.submit(path, fields);

async function fillConfiguration() {
  await told('POST', 'user', {
    name: 'fred', displayName: typed('full name'), emailAddress: 'fred@example.com', password: 'fred and wilma',
  });
  await told('POST', 'group', { name: 'gitlab-developers' });
  await told('POST', 'group/user?groupname=gitlab-developers', { name: 'fred' });
  await told('POST', 'group', { name: typed('group') });
  await told('POST', 'role', { name: typed('role', 60), description: typed('role description') });
  await told('POST', 'projectCategory', { name: typed('category', 60), description: typed('category description') });
  await told('POST', 'permissionscheme', {
    name: typed('permission scheme', 60), description: typed('permission scheme description'),
    permissions: [{ holder: { type: 'group', parameter: 'gitlab-developers' }, permission: 'ADMINISTER_PROJECTS' }],
  });
  await told('POST', 'workflowscheme', {
    name: typed('workflow scheme'), description: typed('workflow scheme description'), defaultWorkflow: 'jira',
  });
  await told('POST', 'issueLinkType', {
    name: typed('link type', 60), inward: typed('link inward', 60), outward: typed('link outward', 60),
  });
  await form('/secure/admin/AddStatus.jspa', {
    name: typed('status', 60), description: typed('status description'), category: 'new',
  });
  for (const [what, id] of [['Priority', 3], ['Resolution', 10001], ['IssueType', 10002]]) {
    const description = typed(`${what} description`);
    await form(`/secure/admin/Edit${what}.jspa`, { id, name: typed(what, 60), description });
  }
  await form('/secure/admin/workflows/AddNewWorkflow.jspa', {
    name: typed('workflow', 60), description: typed('workflow description'), initialStatus: '1',
  });
  await form('/secure/admin/AddIssueSecurityScheme.jspa', {
    name: typed('security scheme', 60), description: typed('security scheme description'),
  });
  await form('/secure/admin/EditIssueSecurities!addLevel.jspa', {
    schemeId: '10000', name: typed('level', 60), description: typed('level description'),
  });
  await form('/plugins/servlet/webhooks', { name: typed('webhook'), url: 'https://hooks.example.com/"><script>' });
}

async function fillProject() {
  await told('POST', 'project', {
    key: 'OPS', name: typed('project', 80), projectTypeKey: 'software', lead: 'fred', description: typed('about'),
    url: 'https://example.com/"><script>__xss(0)</script>',
  });
  await told('POST', 'version', {
    name: typed('version'), project: 'OPS', description: typed('version description'), releaseDate: '2030-01-02',
  });
  await told('POST', 'component', {
    name: typed('component'), project: 'OPS', description: typed('component description'), leadUserName: 'fred',
  });
  const kinds = 'com.atlassian.jira.plugin.system.customfieldtypes';
  const fields = {};
  for (const [kind, name] of [['textfield', 'words'], ['textarea', 'text'], ['url', 'address'], ['select', 'choice']]) {
    const made = await told('POST', 'field', {
      name: typed(`field of ${name}`), description: typed(`description of ${name}`), type: `${kinds}:${kind}`,
    });
    fields[kind] = made.id;
  }
  return fields;
}

/** The key of the epic that OPS-1 belongs to. */
let epic;

/** The issues, OPS-1 and on. */
async function fillIssues(custom) {
  const [version] = await told('GET', 'project/OPS/versions');
  const [component] = await told('GET', 'project/OPS/components');
  const fields = {
    project: { key: 'OPS' }, issuetype: { id: '10002' }, priority: { id: '3' }, assignee: { name: 'fred' },
    fixVersions: [{ id: version.id }], components: [{ id: component.id }],
  };
  const all = MARKUP.join('\n\n');
  await told('POST', 'issue', {
    fields: {
      ...fields, summary: typed('summary'), description: all, environment: [...MARKUP].reverse().join('\n\n'),
      labels: ['<svg/onload=__xss(90)>', '"onfocus=__xss(91)'],
      [custom.textfield]: typed('words'), [custom.textarea]: all,
      [custom.url]: 'https://example.com/"onmouseover="__xss(92)',
    },
  });
  const refused = await server.rest('PUT', 'issue/OPS-1', { fields: { [custom.url]: 'javascript:__xss(93)' } });
  assert.equal(refused.status, 400);
  // A summary for each payload.
  await told('POST', 'issue/bulk', {
    issueUpdates: PLAIN.map((text) => ({ fields: { ...fields, summary: text } })),
  });
  for (const [i, body] of [...MARKUP, ...PLAIN].entries()) {
    await told('POST', `issue/${i % 2 ? 'OPS-2' : 'OPS-1'}/comment`, { body });
  }
  for (const text of [...MARKUP, ...PLAIN].slice(0, 12)) {
    await told('POST', 'issue/OPS-1/worklog', { timeSpent: '1m', comment: text });
  }
  await told('POST', 'issue/OPS-1/worklog', { timeSpent: '1h', comment: MARKUP.join('\n\n') });
  const { issueLinkTypes } = await told('GET', 'issueLinkType');
  await told('POST', 'issueLink', {
    type: { id: issueLinkTypes.find(({ inward }) => inward.includes('__xss') || inward.includes('canary')).id },
    inwardIssue: { key: 'OPS-1' }, outwardIssue: { key: 'OPS-2' },
  });
  const words = {};
  for (const name of ['relationship', 'application', 'link title', 'link summary']) words[name] = typed(name);
  const link = (url, icon = 'https://canary.invalid/icon.png') => ({
    relationship: words.relationship, application: { name: words.application, type: PLAIN[0] },
    object: {
      url, title: words['link title'], summary: words['link summary'], icon: { url16x16: icon, title: PLAIN[1] },
      status: { resolved: true, icon: { url16x16: icon, title: PLAIN[2], link: icon } },
    },
  });
  await told('POST', 'issue/OPS-1/remotelink', link('https://example.com/"onmouseover="__xss(97)'));
  const run = 'javascript:__xss(95)';
  for (const wrong of [link(run), link('data:text/html,x'), link('https://example.com/', run)]) {
    assert.equal((await server.rest('POST', 'issue/OPS-1/remotelink', wrong)).status, 400);
  }
  await told('PUT', 'issue/OPS-2', { fields: { summary: typed('edited summary') } });
  const filter = await told('POST', 'filter', {
    name: typed('filter'), description: typed('filter description'), favourite: true,
    jql: 'summary ~ "\\"><img src=x onerror=__xss(1)>" OR project = OPS',
  });
  const agile = 'agile/1.0';
  const known = await told('GET', 'field');
  const epicName = known.find(({ schema }) => schema?.custom === 'com.pyxis.greenhopper.jira:gh-epic-label').id;
  const { issueTypes } = await told('GET', 'project/OPS');
  const epicType = issueTypes.find(({ name }) => name === 'Epic').id;
  epic = (await told('POST', 'issue', {
    fields: {
      project: { key: 'OPS' }, issuetype: { id: epicType }, summary: typed('epic summary'),
      [epicName]: typed('epic name'),
    },
  })).key;
  await told('POST', `epic/${epic}/issue`, { issues: ['OPS-1', 'OPS-2'] }, agile);
  const board = await told('POST', 'board', { name: typed('board'), type: 'scrum', filterId: filter.id }, agile);
  const sprint = await told('POST', 'sprint', { name: typed('sprint', 30), originBoardId: board.id }, agile);
  await told('POST', `sprint/${sprint.id}/issue`, { issues: ['OPS-1'] }, agile);
  return [
    await upload(server.url, 'OPS-1', typed('file name'), 'x', 'text/plain'),
    await upload(server.url, 'OPS-1', 'page.html', '<script>__xss(1)</script>', 'text/html'),
    await upload(server.url, 'OPS-1', 'picture.svg',
      '<svg xmlns="http://www.w3.org/2000/svg" onload="__xss(1)"><script>__xss(1)</script></svg>', 'image/svg+xml'),
  ];
}

/** A page on which whatever runs is told, with the policy of the page or without it. */
async function watched(bypassCSP) {
  const page = await openPage(browser, server.url, { bypassCSP });
  const faults = [];
  page.setDefaultTimeout(20_000);
  page.on('dialog', (dialog) => {
    faults.push(`a dialog at ${page.url()}`);
    dialog.dismiss();
  });
  await page.exposeFunction('__told', (what) => faults.push(`${what} at ${page.url()}`));
  await page.addInitScript(() => {
    globalThis.__xss = (number) => globalThis.__told(`payload ${number} ran`);
    addEventListener('securitypolicyviolation', (event) => {
      globalThis.__told(`the policy stopped ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  const { done } = Object.assign(page, { faults });
  page.done = () => {
    assert.deepEqual(faults, []);
    return done();
  };
  await signIn(page, server.url);
  await page.goto(`${server.url}/secure/admin/WebSudoAuthenticate!default.jspa`);
  await confirmAdministrator(page);
  return page;
}

/** What reading a text as XML finds in it: whether it is well formed, what elements there are, HTML inside of them. */
function dissect(xml) {
  const read = new DOMParser().parseFromString(xml, 'application/xml');
  const all = [...read.querySelectorAll('*')];
  // What is HTML by the meaning of its element, as a reader makes something of it.
  const html = all.filter(({ nodeName }) => ['content', 'description', 'environment', 'comment'].includes(nodeName));
  const bad = 'script, iframe, object, embed, style, base, meta, form, math, [onerror], [onload], [onfocus], '
    + '[onmouseover], [ontoggle], [srcdoc], [href^="javascript:" i], [src^="javascript:" i]';
  return {
    broken: read.querySelector('parsererror')?.textContent ?? null,
    names: [...new Set(all.map((one) => one.nodeName))],
    attributes: [...new Set(all.flatMap((one) => [...one.attributes].map(({ name }) => name)))],
    texts: all.filter((one) => one.childElementCount === 0).map((one) => one.textContent),
    wrong: html.flatMap((one) => {
      const body = new DOMParser().parseFromString(one.textContent, 'text/html');
      return [...body.querySelectorAll(bad)].map((found) => found.outerHTML);
    }),
  };
}

/** What is on the page that no page of ours has, and what can be read on it. */
function inspect() {
  const wrong = [];
  const texts = [document.title, document.body?.innerText ?? '', document.body?.textContent ?? ''];
  const ours = (address) => new URL(address, location.href).origin === location.origin;
  for (const one of document.querySelectorAll('*')) {
    const told = one.outerHTML.slice(0, 200);
    if (['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'STYLE', 'FRAME', 'MATH'].includes(one.tagName)) wrong.push(told);
    if (one.tagName === 'SCRIPT' && (!one.src || one.textContent || !ours(one.src))) wrong.push(told);
    if (one.tagName === 'META' && one.httpEquiv) wrong.push(told);
    for (const { name, value } of one.attributes) {
      if (name.startsWith('on') || ['style', 'srcdoc', 'ping', 'background'].includes(name)) wrong.push(told);
      if (['src', 'srcset', 'action', 'formaction', 'poster'].includes(name) && !ours(value)) wrong.push(told);
      if (name === 'href' || name === 'xlink:href') {
        const { protocol } = new URL(value, location.href);
        if (!['http:', 'https:', 'mailto:'].includes(protocol)) wrong.push(told);
        if (one.tagName !== 'A' && !ours(value)) wrong.push(told);
      }
      if (['title', 'alt', 'aria-label', 'value', 'placeholder'].includes(name)) texts.push(value);
    }
    if (one.value && typeof one.value === 'string') texts.push(one.value);
  }
  return { wrong: [...new Set(wrong)], texts };
}

async function look(page) {
  const { wrong, texts } = await page.evaluate(inspect);
  assert.deepEqual(wrong, [], page.url());
  for (const [field, text] of unseen) if (texts.some((one) => one.includes(text))) unseen.delete(field);
  return texts.join('\n');
}

let files;

before(async () => {
  process.env.BAILIWICK_TITLE = typed('title');
  server = await startServer();
  browser = await launch();
  await fillConfiguration();
  files = await fillIssues(await fillProject());
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test('what runs is seen, and what the policy stops', async () => {
  for (const [bypassCSP, expected] of [[true, /payload 0 ran/], [false, /the policy stopped script-src-attr/]]) {
    const page = await watched(bypassCSP);
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<img src="/x" onerror="__xss(0)">'));
    while (page.faults.length === 0) await page.waitForTimeout(20);
    assert.match(page.faults[0], expected);
    await assert.rejects(look(page));
    await page.context().close();
  }
});

const PANEL = '/browse/OPS-1?page=com.atlassian.jira.plugin.system.issuetabpanels';
const SR = '/sr/jira.issueviews:searchrequest';
const PAGES = [
  ...JSON.parse(readFileSync(new URL('pages.json', import.meta.url))).map(({ path }) => path),
  '/browse/OPS-1', ...['all', 'comment', 'worklog', 'changehistory'].map((name) => `${PANEL}:${name}-tabpanel`),
  `/browse/OPS-2?page=com.atlassian.jira.plugin.system.issuetabpanels:all-tabpanel`,
  '/secure/EditIssue!default.jspa?id=OPS-1', '/issues/?filter=10000', '/issues/?jql=ORDER%20BY%20key',
  '/secure/DeleteComment!default.jspa?id=OPS-1&commentId=10000', '/secure/admin/ViewIssueTypes.jspa',
  '/secure/admin/ViewStatuses.jspa', '/secure/admin/ViewPriorities.jspa', '/secure/admin/ViewResolutions.jspa',
  '/secure/admin/ViewWorkflowSchemes.jspa', '/secure/admin/workflows/ListWorkflows.jspa', '/plugins/servlet/webhooks',
  '/secure/admin/EditIssueSecurities!default.jspa?schemeId=10000', '/secure/admin/ViewCustomFields.jspa',
  '/secure/admin/ViewLinkTypes!default.jspa', '/secure/project/ViewProjectRoles.jspa', '/projects/OPS/components',
  '/secure/LinkJiraIssue!default.jspa?id=OPS-2', '/plugins/servlet/project-config/OPS/summary',
  '/plugins/servlet/project-config/OPS/roles', '/secure/admin/user/ViewUser.jspa?name=fred',
  '/secure/admin/projectcategories/ViewProjectCategories!default.jspa',
  // Searches as pages to print: all issues in the columns of the list and in all there are, and a saved one.
  `${SR}-printable/temp/SearchRequest.html?jqlQuery=ORDER%20BY%20key&tempMax=100`,
  `${SR}-html-all-fields/temp/SearchRequest.html?jqlQuery=ORDER%20BY%20key&tempMax=100`,
  `${SR}-html-current-fields/10000/SearchRequest-10000.html?tempMax=100`,
  // Where a comment comes with a change, and what somebody did last.
  '/secure/AssignIssue!default.jspa?id=OPS-1', '/secure/CommentAssignIssue!default.jspa?id=OPS-1&action=31',
  '/secure/ViewProfile.jspa?name=admin',
];

test('what was typed into any field is text on every page', async () => {
  const paths = [...new Set(PAGES), `/browse/${epic}`];
  const walk = async () => {
    const page = await watched(false);
    for (let path; (path = paths.shift());) {
      const answer = await page.goto(server.url + path);
      assert.ok(answer.status() < 500, path);
      await look(page);
    }
    await page.done();
  };
  await Promise.all([walk(), walk(), walk()]);
  // It was there, or the test would show nothing.
  assert.deepEqual([...unseen], []);
});

test('nor does it run where no policy stops it, and by the scripts of the pages', async () => {
  const page = await watched(true);
  for (const name of ['all', 'worklog']) {
    await page.goto(`${server.url}${PANEL}:${name}-tabpanel`);
    const text = await look(page);
    for (const number of [41, 45, 63, 65]) assert.ok(text.includes(`__xss(${number})`), `${number} is not there`);
  }
  await page.goto(`${server.url}/issues/?jql=`);
  const query = page.getByLabel('JQL query');
  for (const start of ['project = q', 'assignee = fr', 'status = q', 'component = q', 'sprint = q']) {
    await query.fill('');
    await query.pressSequentially(start);
    await page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option').first().waitFor();
    await look(page);
  }
  await query.fill('');
  const search = page.getByRole('combobox', { name: /Search issues/ });
  for (const words of ['OPS-', 'fred']) {
    await search.fill(words);
    await page.getByRole('option', { name: /__xss|canary/ }).first().waitFor();
    await look(page);
  }
  await page.goto(`${server.url}/browse/OPS-1`);
  await page.locator('h1 a[data-edit]').click();
  await page.locator('h1 form').waitFor();
  await look(page);
  await page.keyboard.press('Escape');
  await page.locator('#edit-issue').click();
  await page.getByRole('dialog').getByLabel('Summary').waitFor();
  await look(page);
  await page.goto(`${server.url}/secure/admin/user/GroupBrowser.jspa`);
  const name = `${PLAIN[2]} again`;
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Add group' }).click();
  await page.getByText(name).first().waitFor();
  await look(page);
  await page.done();
});

test('nor by an address that says it', async () => {
  const page = await watched(false);
  for (const third of [0, 1, 2]) {
    const text = PLAIN.filter((_, i) => i % 3 === third).join(' ');
    const said = encodeURIComponent(text);
    for (const path of [
      `/issues/?jql=${said}`, `/secure/QuickSearch.jspa?searchString=${said}`, `/browse/${said}`, `/${said}`,
      `/secure/CreateIssueDetails!init.jspa?pid=OPS&issuetype=10002&summary=${said}&description=${said}&labels=${said}`,
      `/secure/ViewProfile.jspa?name=${said}`, `/secure/admin/user/UserBrowser.jspa?userSearchFilter=${said}`,
      `/secure/admin/AdminSearch.jspa?query=${said}`, `/secure/ManageFilters.jspa?filterView=search&searchName=${said}`,
      `/secure/admin/PermissionHelper.jspa?username=${said}&issueKey=${said}`, `/auditing/view?filter=${said}`,
      `/login.jsp?os_destination=${said}&os_username=${said}`, `/projects?filter=${said}`, `/projects/${said}`,
      `/secure/SaveAsFilter!default.jspa?jqlQuery=${said}`, `/rest/api/2/issue/${said}`,
      `/rest/api/2/search?jql=${said}`,
    ]) {
      const answer = await page.goto(server.url + path);
      assert.ok(answer.status() < 500, path);
      // Chromium's own viewer of JSON is not ours to judge.
      if (/html/.test(answer.headers()['content-type'])) await look(page);
    }
  }
  await page.done();
  for (const destination of ['javascript:__xss(1)', '//canary.invalid/', 'https://canary.invalid/', '/\\canary.invalid']) {
    const visitor = await openPage(browser, server.url);
    await visitor.goto(`${server.url}/login.jsp?os_destination=${encodeURIComponent(destination)}`);
    await visitor.getByLabel('Username').fill('fred');
    await visitor.getByLabel('Password').fill('fred and wilma');
    await visitor.getByRole('button', { name: 'Log In' }).click();
    await visitor.locator('#user_menu').waitFor();
    await visitor.done();
  }
});

test('nor in what is downloaded', async () => {
  const page = await watched(false);
  const get = async (path) => {
    const answer = await page.request.get(path.startsWith('http') ? path : server.url + path);
    assert.equal(answer.status(), 200, path);
    assert.equal(answer.headers()['x-content-type-options'], 'nosniff', path);
    return { headers: answer.headers(), text: await answer.text() };
  };
  for (const name of ['csv-current-fields', 'csv-all-fields', 'json']) {
    const kind = name.split('-')[0];
    const path = `/sr/jira.issueviews:searchrequest-${name}/temp/SearchRequest.${kind}?jqlQuery=`;
    const { headers, text } = await get(path);
    assert.match(headers['content-type'], kind === 'csv' ? /^text\/csv/ : /^application\/json/);
    assert.match(headers['content-disposition'], /^attachment/);
    assert.ok(text.includes('__xss'));
    // A table calculates with no cell.
    const cells = kind === 'csv' ? parseCsv(text).flatMap((row) => Object.values(row)) : [];
    for (const cell of cells) assert.doesNotMatch(cell, /^[=+@]/);
  }
  for (const path of ['/auditing/export.csv', '/auditing/export.json']) {
    const { headers } = await get(path);
    assert.match(headers['content-disposition'], /^attachment/);
  }
  const feed = await get('/activity?maxResults=200');
  assert.match(feed.headers['content-type'], /^application\/atom\+xml/);
  // A parser of XML finds what is text as text, and no element but those of the formats.
  const read = async (text, names) => {
    const found = await page.evaluate(dissect, text);
    assert.equal(found.broken, null);
    assert.deepEqual(found.names.filter((name) => !names.includes(name)), []);
    assert.deepEqual(found.attributes.filter((name) => /^on|style|href.+/.test(name)), []);
    assert.deepEqual(found.wrong, []);
    return found.texts;
  };
  const ATOM = ['feed', 'title', 'id', 'updated', 'link', 'entry', 'author', 'name', 'uri', 'published', 'activity:verb',
    'content'];
  assert.ok((await read(feed.text, ATOM)).length > 50);
  const RSS = ['rss', 'channel', 'title', 'link', 'description', 'language', 'issue', 'item'];
  const ITEM = [...RSS, 'build-info', 'version', 'build-number', 'build-date', 'project', 'environment', 'key',
    'summary', 'type', 'priority', 'parent', 'status', 'statusCategory', 'resolution', 'security', 'assignee', 'reporter',
    'labels', 'label', 'created', 'updated', 'resolved', 'fixVersion', 'component', 'due', 'votes', 'watches',
    'timeoriginalestimate', 'timeestimate', 'timespent', 'aggregatetimeoriginalestimate',
    'aggregatetimeremainingestimate', 'aggregatetimespent', 'comments', 'comment', 'issuelinks', 'issuelinktype', 'name',
    'outwardlinks', 'inwardlinks', 'issuelink', 'issuekey', 'attachments', 'attachment', 'subtasks', 'subtask',
    'customfields', 'customfield', 'customfieldname', 'customfieldvalues', 'customfieldvalue'];
  const FEED = [...RSS, 'guid', 'author', 'pubDate'];
  const all = 'jqlQuery=ORDER%20BY%20key&tempMax=100';
  for (const [path, names] of [
    [`${SR}-xml/temp/SearchRequest.xml?${all}`, ITEM], [`${SR}-xml/10000/SearchRequest-10000.xml?tempMax=100`, ITEM],
    [`${SR}-rss/temp/SearchRequest.xml?${all}`, FEED],
    ['/si/jira.issueviews:issue-xml/OPS-1/OPS-1.xml', ITEM],
  ]) {
    const { headers, text } = await get(path);
    assert.match(headers['content-type'], /xml/, path);
    const texts = (await read(text, names)).join('\n');
    // It was there, or the test would show nothing.
    const said = path.includes('OPS-1') ? MARKUP : PLAIN;
    for (const number of said === PLAIN ? [1, 5, 18, 24, 33] : [41, 45]) {
      assert.ok(texts.includes(`__xss(${number})`), `${number} is not in ${path}`);
    }
  }
  for (const { content } of files) {
    const { headers } = await get(content);
    assert.match(headers['content-security-policy'], /sandbox/);
    // Opened, it is downloaded, or shown and does nothing.
    await page.goto(content).catch((error) => assert.match(String(error), /Download is starting|ERR_ABORTED/));
  }
  await page.done();
});
