// Comfort for the pages: each of them works without this script.
"use strict";

(() => {
  const base = document.documentElement.dataset.base ?? "";

  // The menus of the top bar close when something else is done.
  const menus = document.querySelectorAll("details.menu");
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // Search admin: "g" twice within a second opens it.
  const palette = document.getElementById("admin-search");
  if (palette) {
    const query = palette.querySelector("input");
    const items = [...palette.querySelectorAll("li")];
    const links = () => items.filter((item) => !item.hidden).map((item) => item.querySelector("a"));
    const filter = () => {
      const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const item of items) {
        const link = item.querySelector("a");
        const text = `${link.textContent} ${link.dataset.words}`.toLowerCase();
        item.hidden = !words.every((word) => text.includes(word));
      }
    };
    const open = () => {
      query.value = "";
      filter();
      palette.showModal();
      query.focus();
    };
    query.addEventListener("input", filter);
    palette.querySelector("form").addEventListener("submit", (event) => {
      const [first] = links();
      if (!first) return;
      event.preventDefault();
      first.click();
    });
    palette.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const all = [query, ...links()];
      const step = event.key === "ArrowDown" ? 1 : all.length - 1;
      all[(all.indexOf(document.activeElement) + step) % all.length]?.focus();
      event.preventDefault();
    });
    palette.addEventListener("click", (event) => {
      if (event.target === palette) palette.close();
    });
    document.getElementById("admin-search-link")?.addEventListener("click", (event) => {
      event.preventDefault();
      for (const menu of menus) menu.open = false;
      open();
    });
    let last = 0;
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (typing || event.key !== "g" || event.ctrlKey || event.metaKey || event.altKey) {
        last = 0;
        return;
      }
      const now = Date.now();
      if (now - last < 1000 && !document.querySelector("dialog[open]")) {
        event.preventDefault();
        open();
      }
      last = now;
    });
  }

  // A button or link that opens a dialog of this page instead of a page of its own.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
    const closer = event.target.closest?.("[data-close]");
    const around = closer?.closest("dialog[open]");
    if (around) {
      event.preventDefault();
      around.close();
    }
  });
  for (const dialog of document.querySelectorAll("dialog[data-open]")) dialog.showModal();

  for (const select of document.querySelectorAll("select[data-submit]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }

  for (const all of document.querySelectorAll("input[data-check-all]")) {
    all.addEventListener("change", () => {
      const name = all.dataset.checkAll;
      for (const box of all.form.elements) if (box.name === name) box.checked = all.checked;
    });
  }

  // Suggestions while typing the name of a user or a group.
  const sources = {
    users: {
      path: (query) => `/rest/api/2/user/picker?maxResults=10&query=${query}`,
      read: (answer) => answer.users.map((user) => [user.name, `${user.displayName} (${user.name})`]),
    },
    groups: {
      path: (query) => `/rest/api/2/groups/picker?maxResults=10&query=${query}`,
      read: (answer) => answer.groups.map((group) => [group.name, group.name]),
    },
    assignable: {
      path: (query, asking) => `/rest/api/2/user/assignable/search?maxResults=10&${asking}&username=${query}`,
      read: (answer) => answer.map((user) => [user.name, `${user.displayName} (${user.name})`]),
    },
    labels: {
      separator: " ",
      path: (query) => `/rest/api/1.0/labels/suggest?query=${query}`,
      read: (answer) => answer.suggestions.map(({ label }) => [label, label]),
    },
  };

  const pick = (input, source, number) => {
    const separator = source.separator ?? ",";
    const glue = separator === "," ? ", " : separator;
    const multiple = "separator" in source || "multiple" in input.dataset;
    const around = document.createElement("div");
    around.className = "picker";
    input.replaceWith(around);
    const list = document.createElement("ul");
    list.className = "picker-list";
    list.id = `picker-${number}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    around.append(input, list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);

    let chosen = -1;
    let asked = 0;
    let timer;
    const typed = () => (multiple ? input.value.split(separator).at(-1) : input.value).trim();
    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const take = (name) => {
      if (multiple) {
        const before = input.value.split(separator).slice(0, -1).map((part) => part.trim());
        input.value = `${[...before, name].filter(Boolean).join(glue)}${glue}`;
      } else {
        input.value = name;
      }
      close();
      input.focus();
    };
    const mark = (step) => {
      const options = [...list.children];
      chosen = (chosen + step + options.length) % options.length;
      options.forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
      options[chosen].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[chosen].id);
    };
    const show = (found) => {
      list.replaceChildren(
        ...found.map(([name, label], i) => {
          const option = document.createElement("li");
          option.id = `${list.id}-${i}`;
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          option.textContent = label;
          option.addEventListener("mousedown", (event) => {
            event.preventDefault();
            take(name);
          });
          return option;
        }),
      );
      chosen = -1;
      list.hidden = found.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
    };
    const ask = async () => {
      const query = typed();
      const number = ++asked;
      if (!query) return close();
      try {
        const response = await fetch(base + source.path(encodeURIComponent(query), input.dataset.asking ?? ""), {
          headers: { accept: "application/json" },
        });
        const found = response.ok ? source.read(await response.json()) : [];
        if (number === asked && document.activeElement === input) show(found);
      } catch {
        close();
      }
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 150);
    });
    input.addEventListener("blur", () => {
      asked++;
      close();
    });
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") mark(1);
      else if (event.key === "ArrowUp") mark(chosen < 0 ? 0 : -1);
      else if (event.key === "Enter" && chosen >= 0) list.children[chosen].dispatchEvent(new MouseEvent("mousedown"));
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  };
  // Until it is typed otherwise, the username of a new user is what stands before the @ of the address.
  const created = document.getElementById("user-create");
  if (created) {
    const { email, username } = created.elements;
    let isOwn = username.value !== "";
    username.addEventListener("input", () => {
      isOwn = username.value !== "";
    });
    email.addEventListener("input", () => {
      if (!isOwn) username.value = email.value.split("@")[0].trim().toLowerCase();
    });
  }

  // Until it is typed otherwise, the key of a new project follows from its name: the initials of several
  // words, or the beginning of one. The server, asked without a key, suggests by the same rule.
  const founded = document.getElementById("project-create");
  if (founded) {
    const { name, key } = founded.elements;
    let isOwn = key.value !== "";
    key.addEventListener("input", () => {
      isOwn = key.value !== "";
    });
    name.addEventListener("input", () => {
      if (isOwn) return;
      const letters = name.value.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
      const words = letters.match(/[A-Z0-9]+/g) ?? [];
      const whole = words.length > 1 ? words.map((word) => word[0]).join("") : (words[0] ?? "").slice(0, 4);
      key.value = whole.replace(/^[0-9]+/, "").slice(0, 10);
    });
  }

  // What belongs to one of several choices is there once that is chosen.
  const belonging = document.querySelectorAll("[data-for]");
  const bring = () => {
    for (const one of belonging) one.hidden = !document.getElementById(one.dataset.for)?.checked;
  };
  if (belonging.length > 0) {
    document.addEventListener("change", bring);
    // The browser brings back what was chosen before only after this script has run.
    window.addEventListener("pageshow", bring);
    bring();
  }

  let pickers = 0;
  const offer = (root) => {
    for (const input of root.querySelectorAll("[data-picker]")) {
      const source = sources[input.dataset.picker];
      if (source && !input.closest(".picker")) pick(input, source, pickers++);
    }
  };
  offer(document);
  // What a script puts into the page says so, and is given the same comfort.
  document.addEventListener("bailiwick:added", (event) => offer(event.target));
})();
