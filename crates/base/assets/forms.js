// Forms of issues in dialogs and in place. Each of them is a page that works without this script.
"use strict";

(() => {
  // Tells bailiwick.js of what is new in the page.
  const added = (root) => root.dispatchEvent(new Event("bailiwick:added", { bubbles: true }));

  const message = (where, ...parts) => {
    where.querySelector(":scope > .flash")?.remove();
    const text = document.createElement("p");
    text.className = "flash";
    text.setAttribute("role", "status");
    text.append(...parts);
    where.prepend(text);
  };

  // Makes what is in a form comfortable, wherever it stands.
  const enhance = (form) => {
    for (const button of form.querySelectorAll("button[data-follows]")) {
      (button.closest(".field, p") ?? button).hidden = true;
      for (const name of button.dataset.follows.split(" ")) {
        form.elements[name]?.addEventListener("change", () => form.requestSubmit(button));
      }
    }
    for (const above of form.querySelectorAll("select[data-cascade]")) {
      const below = form.querySelector(`#${CSS.escape(above.dataset.cascade)}`);
      const follow = () => {
        for (const group of below.querySelectorAll("optgroup")) {
          group.hidden = group.disabled = group.dataset.of !== above.value;
        }
        if (below.selectedOptions[0]?.closest("optgroup")?.disabled) below.value = "";
      };
      above.addEventListener("change", follow);
      follow();
    }
    for (const list of form.querySelectorAll(".tick-list")) {
      const ticks = [...list.children];
      if (ticks.length <= 12) continue;
      const filter = document.createElement("input");
      filter.type = "search";
      filter.placeholder = "Filter";
      filter.setAttribute("aria-label", `Filter ${list.closest("fieldset").querySelector("legend").textContent}`);
      filter.addEventListener("input", () => {
        const words = filter.value.toLowerCase();
        for (const tick of ticks) tick.hidden = !tick.textContent.toLowerCase().includes(words);
      });
      filter.addEventListener("keydown", (event) => {
        if (event.key === "Enter") event.preventDefault();
      });
      list.before(filter);
    }
  };

  // Reads a page and returns its form. What else it is (the form to sign in, a refusal) is opened as a page.
  const formOf = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("form.issue-form");

  // Two forms in one page must not share ids.
  const distinct = (form, prefix) => {
    for (const one of form.querySelectorAll("[id]")) one.id = prefix + one.id;
    for (const name of ["for", "aria-describedby", "data-cascade"]) {
      for (const one of form.querySelectorAll(`[${name}]`)) {
        const ids = one.getAttribute(name).split(" ");
        one.setAttribute(name, ids.map((id) => prefix + id).join(" "));
      }
    }
    for (const link of form.querySelectorAll('a[href^="#"]')) {
      link.setAttribute("href", `#${prefix}${link.getAttribute("href").slice(1)}`);
    }
  };

  const focusFirst = (form) => {
    const wrong = form.querySelector('[aria-invalid="true"], .wrong input:not([type="hidden"]), .wrong select');
    const first = form.querySelector("[autofocus], #dialog-summary");
    const any = form.querySelector('input:not([type="hidden"]), textarea, select');
    (wrong ?? first ?? any)?.focus();
  };

  // Sends a form and answers with what came: { form } to be shown, { to } where it was done, or { page } to go to.
  const send = async (form, submitter) => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form, submitter)) if (typeof value === "string") data.append(name, value);
    // As properties they could be fields of that name, such as `action` of a transition.
    const action = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
    if (form.getAttribute("method") !== "post") {
      const response = await fetch(`${action}?${data}`);
      return { form: response.ok || response.status === 400 ? formOf(await response.text()) : null, page: response.url };
    }
    data.append("dialog", "true");
    const response = await fetch(action, { method: "POST", body: data });
    if (response.status === 201) return { to: response.headers.get("location") };
    return { form: formOf(await response.text()), page: response.url };
  };

  const upload = async (form, key) => {
    const files = form.querySelector("[data-files] input")?.files ?? [];
    if (files.length === 0) return true;
    const data = new FormData();
    for (const file of files) data.append("file", file);
    const base = document.documentElement.dataset.base ?? "";
    const headers = { "x-atlassian-token": "no-check" };
    const response = await fetch(`${base}/rest/api/2/issue/${key}/attachments`, { method: "POST", headers, body: data });
    return response.ok;
  };

  // Shows a form in place of what is in `around`, and goes on until it is done or left.
  const run = (around, form, prefix, done) => {
    distinct(form, prefix);
    // In its place a field needs no heading.
    if (prefix === "in-place-") for (const head of form.querySelectorAll(".page-head, .about")) head.remove();
    // Files follow by the script once the issue is there, which a page without it leaves to the issue's own page.
    if (prefix === "dialog-") for (const files of form.querySelectorAll("[data-files]")) files.hidden = false;
    around.replaceChildren(form);
    enhance(form);
    added(form);
    focusFirst(form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (form.getAttribute("aria-busy")) return;
      form.setAttribute("aria-busy", "true");
      try {
        const answer = await send(form, event.submitter);
        if (answer.to) await done(form, answer.to);
        else if (answer.form) run(around, answer.form, prefix, done);
        else location.assign(answer.page);
      } catch {
        message(form, "The server could not be reached. What you typed is still here: try again.");
      } finally {
        form.removeAttribute("aria-busy");
      }
    });
  };

  let dialog;
  const openDialog = async (link) => {
    const response = await fetch(link.href);
    const form = formOf(await response.text());
    if (!form) return location.assign(link.href);
    dialog?.remove();
    dialog = document.createElement("dialog");
    dialog.className = "form-dialog";
    dialog.addEventListener("close", () => link.focus());
    document.body.append(dialog);
    dialog.showModal();
    const head = form.querySelector("h1");
    dialog.setAttribute("aria-label", head?.textContent.trim() ?? "Form");
    const done = async (sent, to) => {
      if (sent.dataset.form !== "create") return location.reload();
      const key = to.split("/").at(-1);
      const created = document.createElement("a");
      created.href = to;
      created.textContent = key;
      const parts = ["Issue ", created, " was created."];
      if (!(await upload(sent, key))) parts.push(" Its files could not be attached.");
      if (!sent.elements.another.checked) {
        dialog.close();
        message(document.getElementById("main"), ...parts);
        return;
      }
      message(dialog, ...parts);
      for (const name of ["summary", "description", "environment"]) {
        if (sent.elements[name]) sent.elements[name].value = "";
      }
      for (const files of sent.querySelectorAll("[data-files] input")) files.value = "";
      for (const error of sent.querySelectorAll(".problems, .error")) error.remove();
      focusFirst(sent);
    };
    run(dialog, form, "dialog-", done);
  };

  // The forms that are dialogs of whatever page leads to them.
  const OPENED = /\/secure\/(CreateIssue|CreateSubTaskIssue|EditIssue|EditLabels|AssignIssue|CommentAssignIssue)!default\.jspa$/;
  // With a key held, links open where the browser is told to.
  const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey && event.button === 0;

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.target || event.defaultPrevented || !isPlain(event)) return;
    if (link.origin !== location.origin || !OPENED.test(link.pathname)) return;
    if (!window.HTMLDialogElement || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    link.closest("details.menu[open]")?.removeAttribute("open");
    openDialog(link).catch(() => location.assign(link.href));
  });

  // A field of an issue's page, edited where it stands: `data-field="summary" data-editable`. The issue is named by
  // `data-issue-id` around it.
  const pencils = () => {
    for (const field of document.querySelectorAll("[data-field][data-editable]")) {
      const issue = field.closest("[data-issue-id]")?.dataset.issueId;
      if (!issue || field.querySelector("a[data-edit], form")) continue;
      const base = document.documentElement.dataset.base ?? "";
      const link = document.createElement("a");
      link.dataset.edit = "";
      link.className = "pencil";
      link.href = `${base}/secure/AjaxIssueEditAction!default.jspa?issueId=${issue}&field=${field.dataset.field}`;
      link.setAttribute("aria-label", `Edit ${field.dataset.field}`);
      const label = field.previousElementSibling?.textContent.trim();
      if (label) link.setAttribute("aria-label", `Edit ${label}`);
      link.textContent = "✎";
      field.append(" ", link);
    }
  };

  const refresh = async () => {
    const response = await fetch(location.href);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const field of document.querySelectorAll("[data-field]")) {
      const now = page.querySelector(`[data-field="${CSS.escape(field.dataset.field)}"]`);
      if (now && !field.querySelector("form")) field.replaceWith(document.adoptNode(now));
    }
    pencils();
  };

  const editInPlace = async (field, link) => {
    const response = await fetch(link.href);
    const form = formOf(await response.text());
    if (!form) return location.assign(link.href);
    const before = [...field.childNodes];
    const around = document.createElement("div");
    around.className = "in-place";
    const name = field.dataset.field;
    const back = () => document.querySelector(`[data-field="${CSS.escape(name)}"] a[data-edit]`)?.focus();
    const leave = () => {
      field.replaceChildren(...before);
      back();
    };
    field.replaceChildren(around);
    around.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) {
        event.preventDefault();
        leave();
      } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.target.form?.requestSubmit();
      }
    });
    around.addEventListener("click", (event) => {
      if (!event.target.closest("[data-close]")) return;
      event.preventDefault();
      leave();
    });
    run(around, form, "in-place-", async () => {
      around.remove();
      await refresh();
      back();
    });
  };

  document.addEventListener("click", (event) => {
    const field = event.target.closest?.("[data-field][data-editable]");
    if (!field || field.querySelector("form") || event.defaultPrevented || !isPlain(event)) return;
    const link = event.target.closest("a[data-edit]");
    // What else can be pressed in it does what it does, and text that is marked is to be copied.
    if (!link && (event.target.closest("a, button, summary, input") || String(getSelection()))) return;
    const edit = link ?? field.querySelector("a[data-edit]");
    if (!edit) return;
    event.preventDefault();
    editInPlace(field, edit).catch(() => location.assign(edit.href));
  });

  pencils();
  for (const form of document.querySelectorAll("form.issue-form")) enhance(form);
})();
