// Comfort for the search page: the editor of queries grows, completes and searches on Enter.
"use strict";

(() => {
  const base = document.documentElement.dataset.base ?? "";

  // "o" opens what "j" and "k" have come to.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "o" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches?.("[data-list-item]")) event.target.click();
  });

  const OPERATORS = ["=", "!=", "<=", ">=", "<", ">", "!~", "~", "is not", "is", "not in", "in", "was", "changed"];
  const TOKEN = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[()[\],]|[=!<>~]+|[^\s()[\],=!<>~"']+/g;

  // What stands before the cursor: the word begun, and what could go on there.
  const situation = (text, at) => {
    const tokens = [...text.slice(0, at).matchAll(TOKEN)].map((match) => ({ text: match[0], start: match.index }));
    const last = tokens.at(-1);
    const isBegun = last && last.start + last.text.length === at && !/^[()[\],]$|^[=!<>~]+$/.test(last.text);
    const begun = isBegun ? tokens.pop() : { text: "", start: at };
    let state = "field";
    let field = "";
    let depth = 0;
    for (let i = 0; i < tokens.length; i++) {
      const word = tokens[i].text.toLowerCase();
      if (state === "order" || (word === "order" && tokens[i + 1]?.text.toLowerCase() === "by")) {
        if (state !== "order") i++;
        state = "order";
      } else if (state === "field") {
        if (word === "(" || word === "not") continue;
        field = tokens[i].text;
        state = "operator";
      } else if (state === "operator") {
        if (word === "not" || (word === "!" )) continue;
        if (word === "changed") state = "joint";
        else if (word === "is" && tokens[i + 1]?.text.toLowerCase() === "not") { i++; state = "empty"; }
        else if (word === "is") state = "empty";
        else if (word === "was" && /^(not|in)$/i.test(tokens[i + 1]?.text ?? "")) continue;
        else state = "value";
      } else if (state === "value" || state === "empty") {
        if (word === "(") depth++;
        else if (word === ")") { depth--; if (depth <= 0) { depth = 0; state = "joint"; } }
        else if (word === ",") continue;
        else if (depth === 0) state = tokens[i + 1]?.text === "(" ? "value" : "joint";
      } else if (word === "and" || word === "or") {
        state = "field";
        depth = 0;
      }
    }
    return { state, field, begun };
  };

  const edit = (area) => {
    let data;
    const load = async () => {
      data ??= fetch(`${base}/rest/api/2/jql/autocompletedata`, { headers: { accept: "application/json" } })
        .then((answer) => answer.json());
      return data;
    };
    const grow = () => {
      area.rows = Math.min(12, Math.max(1, area.value.split("\n").length));
      while (area.scrollHeight > area.clientHeight + 2 && area.rows < 12) area.rows++;
    };
    const around = document.createElement("div");
    around.className = "picker";
    area.replaceWith(around);
    const list = document.createElement("ul");
    list.className = "picker-list";
    list.id = "jql-suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    around.append(area, list);
    area.setAttribute("role", "combobox");
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-expanded", "false");
    area.setAttribute("aria-controls", list.id);

    let chosen = -1;
    let asked = 0;
    let now;
    const close = () => {
      list.hidden = true;
      chosen = -1;
      area.setAttribute("aria-expanded", "false");
      area.removeAttribute("aria-activedescendant");
    };
    const take = (value) => {
      const { start } = now.begun;
      const end = area.selectionStart;
      const after = area.value.slice(end);
      const space = after.startsWith(" ") ? "" : " ";
      area.setRangeText(value + space, start, end, "end");
      close();
      grow();
      area.focus();
      ask();
    };
    const mark = (step) => {
      const options = [...list.children];
      chosen = (chosen + step + options.length) % options.length;
      options.forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
      options[chosen].scrollIntoView({ block: "nearest" });
      area.setAttribute("aria-activedescendant", options[chosen].id);
    };
    const show = (found) => {
      list.replaceChildren(...found.slice(0, 15).map(([value, label], i) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${i}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = label;
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(value);
        });
        return option;
      }));
      chosen = -1;
      list.hidden = found.length === 0;
      area.setAttribute("aria-expanded", String(!list.hidden));
      area.removeAttribute("aria-activedescendant");
    };
    const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
    const candidates = async ({ state, field, begun }) => {
      const typed = begun.text.replace(/^["']/, "").toLowerCase();
      const starting = (words) => words.filter(([value, label]) =>
        label.toLowerCase().startsWith(typed) && value.toLowerCase() !== begun.text.toLowerCase());
      if (state === "joint") return typed || begun.start > 0 ? starting(["AND", "OR", "ORDER BY"].map((w) => [w, w])) : [];
      const { visibleFieldNames: fields, visibleFunctionNames: functions } = await load();
      const name = (one) => [one.value, one.displayName];
      if (state === "field") return typed ? starting(fields.filter((one) => one.searchable === "true").map(name)) : [];
      if (state === "order") {
        const words = [["ASC", "ASC"], ["DESC", "DESC"], ...fields.filter((one) => one.orderable === "true").map(name)];
        return typed ? starting(words) : [];
      }
      const bare = (text) => text.replace(/^"|"$/g, "").toLowerCase();
      const known = fields.find((one) => bare(one.value) === bare(field));
      if (state === "operator") return starting((known?.operators ?? OPERATORS).map((word) => [word, word]));
      if (state === "empty") return starting([["EMPTY", "EMPTY"]]);
      const query = new URLSearchParams({ fieldName: field, fieldValue: typed });
      const answer = await fetch(`${base}/rest/api/2/jql/autocompletedata/suggestions?${query}`, {
        headers: { accept: "application/json" },
      });
      const values = answer.ok ? (await answer.json()).results : [];
      const fit = functions.filter((one) => one.types.some((type) => known?.types.includes(type)));
      return [...values.map((one) => [one.value, plain(one.displayName)]), ...starting(fit.map(name))];
    };
    const ask = async () => {
      const number = ++asked;
      now = situation(area.value, area.selectionStart);
      try {
        const found = await candidates(now);
        if (number === asked && document.activeElement === area) show(found);
      } catch {
        close();
      }
    };
    let timer;
    area.addEventListener("input", () => {
      grow();
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
    });
    area.addEventListener("blur", () => {
      asked++;
      close();
    });
    area.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter" && !event.shiftKey && (list.hidden || chosen < 0)) area.form.requestSubmit();
      else if (event.key === " " && event.ctrlKey) ask();
      else if (list.hidden) return;
      else if (event.key === "ArrowDown") mark(1);
      else if (event.key === "ArrowUp") mark(chosen < 0 ? 0 : -1);
      else if (event.key === "Enter" || (event.key === "Tab" && chosen >= 0)) list.children[chosen].dispatchEvent(new MouseEvent("mousedown"));
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    grow();
  };

  for (const area of document.querySelectorAll("textarea[data-jql]")) edit(area);
})();
