// Keyboard shortcuts. Whatever has data-shortcut="x" is used by that key: a link is followed, a button pressed, a
// field gets the cursor, a menu opens. "?" lists what there is. In lists ([data-list], whose entries are
// [data-list-item]) "j" and "k" go down and up. Keys do nothing while somebody types.
"use strict";

(() => {
  const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]:not([contenteditable='false'])");
  const isThere = (element) => element.getClientRects().length > 0;

  const named = (key) => {
    const all = document.querySelectorAll(`[data-shortcut="${CSS.escape(key)}"]`);
    return [...all].find((element) => isThere(element) || element.closest("details")) ?? null;
  };

  const use = (element) => {
    if (element.matches("input:not([type='submit'], [type='button']), textarea, select")) {
      element.focus();
      element.select?.();
    } else if (element.matches("summary")) {
      const menu = element.parentElement;
      menu.open = true;
      (menu.querySelector("ul a, ul button") ?? element).focus();
    } else {
      element.click();
    }
  };

  // Down and up in a list.
  const step = (by) => {
    const items = [...document.querySelectorAll("[data-list] [data-list-item]")].filter(isThere);
    if (items.length === 0) return false;
    const row = document.activeElement?.closest("[data-list-row]");
    const here = items.findIndex((item) => item === document.activeElement || (row && row.contains(item)));
    const next = here < 0 ? (by > 0 ? 0 : items.length - 1) : here + by;
    const item = items[Math.max(0, Math.min(items.length - 1, next))];
    item.focus();
    item.scrollIntoView({ block: "nearest" });
    return true;
  };

  // What a key is for, in words.
  const told = (element) =>
    element.dataset.shortcutName ?? element.getAttribute("aria-label") ?? element.textContent.trim();

  const help = () => {
    let dialog = document.getElementById("shortcut-help");
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.id = "shortcut-help";
      dialog.setAttribute("aria-labelledby", "shortcut-help-title");
      document.body.append(dialog);
      dialog.addEventListener("click", (event) => {
        if (event.target === dialog) dialog.close();
      });
    }
    const keys = new Map();
    for (const element of document.querySelectorAll("[data-shortcut]")) {
      const key = element.dataset.shortcut;
      if (!keys.has(key) && named(key)) keys.set(key, told(named(key)));
    }
    if (document.querySelector("[data-list] [data-list-item]")) {
      keys.set("j", "Next in the list");
      keys.set("k", "Previous in the list");
    }
    if (document.getElementById("admin-search")) keys.set("g g", "Search admin");
    keys.set("?", "This list");
    const title = document.createElement("h2");
    title.id = "shortcut-help-title";
    title.textContent = "Keyboard shortcuts";
    const list = document.createElement("dl");
    list.className = "facts shortcuts";
    for (const [key, text] of keys) {
      const term = document.createElement("dt");
      for (const part of key.split(" ")) {
        const cap = document.createElement("kbd");
        cap.textContent = part;
        term.append(cap, " ");
      }
      const description = document.createElement("dd");
      description.textContent = text;
      list.append(term, description);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.className = "secondary";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.replaceChildren(title, list, close);
    dialog.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key.length !== 1 || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    // The second "g" of "g g" is another script's.
    if (event.key === "?") {
      event.preventDefault();
      help();
      return;
    }
    const element = named(event.key);
    if (element) {
      event.preventDefault();
      use(element);
    } else if ((event.key === "j" && step(1)) || (event.key === "k" && step(-1))) {
      event.preventDefault();
    }
  });
})();
