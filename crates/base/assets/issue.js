// Comfort for the page of an issue, which works without this script.
"use strict";

(() => {
  const issue = document.querySelector("[data-issue-key]");
  if (!issue) return;
  const base = document.documentElement.dataset.base ?? "";

  // The form for a comment stays small until it is wanted.
  const comment = document.getElementById("comment");
  if (comment) {
    const wide = () => comment.form.classList.add("wide");
    comment.addEventListener("focus", wide);
    if (comment.value) wide();
    document.getElementById("comment-issue")?.addEventListener("click", (event) => {
      event.preventDefault();
      comment.focus();
      comment.scrollIntoView({ block: "center" });
    });
  }
  // Ctrl+Enter sends what is being written.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const text = event.target.closest?.("textarea");
    // Forms in dialogs and in place see to it by themselves.
    if (!text?.form || text.form.matches(".issue-form")) return;
    event.preventDefault();
    text.form.requestSubmit();
  });

  // What the address points to is shown as such, also when it came with a parameter.
  const focused = document.querySelector("[data-focused]");
  if (focused && !location.hash) focused.scrollIntoView({ block: "center" });

  // Files that are dropped on the page, or pasted, are attached.
  const form = document.getElementById("attach-file");
  if (!form) return;
  const told = form.querySelector("[role='status']");
  const send = async (files) => {
    const body = new FormData();
    for (const file of files) body.append("file", file, file.name);
    told.textContent = files.length === 1 ? `Attaching ${files[0].name}…` : `Attaching ${files.length} files…`;
    form.scrollIntoView({ block: "nearest" });
    try {
      const path = `/rest/api/2/issue/${encodeURIComponent(issue.dataset.issueKey)}/attachments`;
      const answer = await fetch(base + path, {
        method: "POST",
        headers: { "x-atlassian-token": "no-check", accept: "application/json" },
        body,
      });
      if (answer.ok) {
        location.assign(`${location.pathname}${location.search}#attachmentmodule`);
        location.reload();
        return;
      }
      const problem = await answer.json().catch(() => ({}));
      const texts = [...(problem.errorMessages ?? []), ...Object.values(problem.errors ?? {})];
      told.textContent = texts.join(" ") || "The files could not be attached.";
    } catch {
      told.textContent = "The files could not be attached: the server did not answer.";
    }
  };
  const hasFiles = (data) => data && [...data.types].includes("Files");
  let depth = 0;
  const mark = () => document.body.classList.toggle("dropping", depth > 0);
  document.addEventListener("dragenter", (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    depth++;
    mark();
  });
  document.addEventListener("dragleave", (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    depth = Math.max(0, depth - 1);
    mark();
  });
  document.addEventListener("dragover", (event) => {
    if (hasFiles(event.dataTransfer)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    depth = 0;
    mark();
    if (event.dataTransfer.files.length > 0) send([...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    // Pictures from the clipboard are all called image.png.
    const stamp = new Date().toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
    const named = files.map((file, i) =>
      file.name === "image.png" ? new File([file], `pasted-${stamp}${i ? `-${i}` : ""}.png`, { type: file.type }) : file,
    );
    send(named);
  });
  // Without a choice there is nothing to press.
  const input = form.querySelector("input[type='file']");
  input.addEventListener("change", () => {
    if (input.files.length > 0) send([...input.files]);
  });
})();
