// The search in the top bar answers as one types. Without this script Enter leads to a page.
"use strict";

(() => {
  const base = document.documentElement.dataset.base ?? "";
  const input = document.getElementById("quickSearchInput");
  if (!input) return;
  const list = document.createElement("div");
  list.className = "quick-list";
  list.id = "quick-list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Found");
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);

  let chosen = -1;
  let asked = 0;
  let timer;
  const options = () => [...list.querySelectorAll("a")];
  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (step) => {
    const all = options();
    if (all.length === 0) return;
    chosen = (chosen + step + all.length) % all.length;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
    all[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[chosen].id);
  };
  const option = (item, id) => {
    const link = document.createElement("a");
    link.id = id;
    link.href = item.url;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    if (item.avatarUrl) {
      const picture = document.createElement("img");
      picture.src = item.avatarUrl;
      picture.alt = "";
      picture.width = picture.height = 16;
      link.append(picture);
    }
    const title = document.createElement("span");
    title.textContent = item.title;
    link.append(title);
    if (item.subtitle) {
      const more = document.createElement("small");
      more.textContent = item.subtitle;
      link.append(more);
    }
    return link;
  };
  const show = (groups) => {
    let n = 0;
    list.replaceChildren(...groups.filter((group) => group.items.length > 0).map((group) => {
      const part = document.createElement("div");
      part.setAttribute("role", "group");
      const name = document.createElement("div");
      name.className = "group";
      name.id = `${list.id}-${group.id}`;
      name.textContent = group.name;
      part.setAttribute("aria-labelledby", name.id);
      part.append(name, ...group.items.map((item) => option(item, `${list.id}-${n++}`)));
      return part;
    }));
    chosen = -1;
    list.hidden = n === 0;
    input.setAttribute("aria-expanded", String(n > 0));
    input.removeAttribute("aria-activedescendant");
  };
  const ask = async () => {
    const number = ++asked;
    try {
      const query = encodeURIComponent(input.value.trim());
      const answer = await fetch(`${base}/rest/quicksearch/1.0/productsearch/search?q=${query}`, {
        headers: { accept: "application/json" },
      });
      const groups = answer.ok ? await answer.json() : [];
      if (number === asked && document.activeElement === input) show(groups);
    } catch {
      close();
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("focus", ask);
  input.addEventListener("blur", () => {
    asked++;
    close();
  });
  // The field keeps the cursor while somebody clicks.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (list.hidden) input.blur();
      close();
    } else if (list.hidden) return;
    else if (event.key === "ArrowDown") mark(1);
    else if (event.key === "ArrowUp") mark(chosen < 0 ? 0 : -1);
    else if (event.key === "Enter" && chosen >= 0) options()[chosen].click();
    else return;
    event.preventDefault();
  });
})();
