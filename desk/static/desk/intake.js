// The intake page by keyboard alone: type-ahead, the card's line, keys, and a form that a lost connection does not take.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const fold = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
  const changed = (el) => el.dispatchEvent(new Event("change", { bubbles: true }));

  // One line with a list under it (ARIA combobox): arrows walk it, Enter takes, Escape closes.
  const combobox = (input, list, { look, take, left }) => {
    let at = -1;
    const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
    const mark = (index) => {
      const all = options();
      at = all.length ? (index + all.length) % all.length : -1;
      all.forEach((one, number) => one.setAttribute("aria-selected", String(number === at)));
      if (at >= 0) { input.setAttribute("aria-activedescendant", all[at].id); all[at].scrollIntoView({ block: "nearest" }); }
      else input.removeAttribute("aria-activedescendant");
    };
    const open = (is) => {
      list.hidden = !is;
      input.setAttribute("aria-expanded", String(is));
      if (is) mark(0); else { at = -1; input.removeAttribute("aria-activedescendant"); }
    };
    const pick = (option) => { take(option); open(false); };
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocomplete: "off" })
      .forEach(([name, value]) => input.setAttribute(name, value));
    input.addEventListener("input", () => look(input.value, open));
    input.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) look(input.value, open);
        else mark(at + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && !list.hidden) {
        event.preventDefault();
        if (at >= 0) pick(options()[at]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        open(false);
      }
    });
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]:not([aria-disabled])");
      event.preventDefault();
      if (option) pick(option);
    });
    input.addEventListener("blur", () => { open(false); if (left) left(); });
    return open;
  };

  // A commune of today, asked of the server; the code beside the line is emptied as soon as the line is typed over.
  const places = (input) => {
    const name = input.dataset.combobox, list = $(`${name}-list`), note = $(`${name}-note`);
    let code = input.form.querySelector(`input[type=hidden][name=${name}]`), soon = 0;
    const open = combobox(input, list, {
      look: (text) => {
        document.querySelector(`[data-offered=${name}]`)?.remove();
        if (!code) {
          code = Object.assign(document.createElement("input"), { type: "hidden", name, id: `id_${name}` });
          input.after(code);
        }
        code.value = "";
        note.textContent = "";
        clearTimeout(soon);
        soon = setTimeout(() => text.trim() ? window.htmx.trigger(list, "look") : open(false), 120);
      },
      take: (option) => {
        input.value = option.dataset.text;
        code.value = option.dataset.value;
        note.textContent = option.querySelector(".two")?.textContent || "";
        changed(code);
        changed(input);
      },
    });
    list.addEventListener("htmx:afterSwap", () => { if (document.activeElement === input && !code?.value) open(true); });
  };

  // A list that is in the page: the select keeps the value, the line beside it is typed into.
  const typeahead = (select) => {
    const label = document.querySelector(`label[for=${select.id}]`), input = document.createElement("input"), list = document.createElement("ul");
    const chosen = () => select.selectedOptions[0]?.value ? select.selectedOptions[0].textContent.trim() : "";
    Object.assign(input, { type: "text", id: `${select.id}_typed`, className: "form-control", value: chosen() });
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    Object.assign(list, { id: `${select.id}-list`, className: "combo-list", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", label.textContent.trim());
    label.htmlFor = input.id;
    select.hidden = true;
    select.after(input, list);
    const known = [...select.options].filter((one) => one.value).map((one) => ({ one, name: one.textContent.trim(), folded: fold(one.textContent) }));
    combobox(input, list, {
      look: (text, open) => {
        const words = fold(text).split(" ").filter(Boolean), typed = text.toLowerCase().trim();
        const rank = ({ name, folded }) => (name.toLowerCase().includes(typed) ? 0 : 1) + (folded.startsWith(words.join(" ")) ? 0 : 2);
        const found = known.filter(({ folded }) => words.every((word) => ` ${folded}`.includes(` ${word}`))).sort((a, b) => rank(a) - rank(b));
        list.replaceChildren(...found.slice(0, 20).map(({ one, name }, number) => {
          const option = Object.assign(document.createElement("li"), { id: `${select.id}-${number}`, textContent: name });
          option.setAttribute("role", "option");
          option.dataset.value = one.value;
          return option;
        }));
        open(found.length > 0);
      },
      take: (option) => {
        select.value = option.dataset.value;
        input.value = option.textContent;
        changed(select);
      },
      left: () => {
        if (!input.value.trim() && select.value) { select.value = ""; changed(select); }
        input.value = chosen();
      },
    });
    select.addEventListener("change", () => { input.value = chosen(); });
  };

  const set = (name, value) => {
    const field = $(`id_${name}`) || document.querySelector(`#don [name=${name}]`);
    if (!field) return;
    field.value = value;
    changed(field);
  };

  const begin = () => {
    const form = $("don");
    if (!form) return;
    form.querySelectorAll("input[data-combobox]").forEach(places);
    typeahead($("id_field"));
    const card = $("id_card");
    // A scanner ends its line with Enter, which saves nothing; the line goes as soon as it is read.
    card.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (card.value.trim()) window.htmx.trigger(card, "scanned");
    });
    form.querySelector("button[name=scan]").addEventListener("click", (event) => {
      event.preventDefault();
      window.htmx.trigger(card, "scanned");
    });
    $("the-can-cuoc").addEventListener("htmx:afterSwap", (event) => {
      const said = [...event.currentTarget.querySelectorAll("[data-fill]")];
      card.value = "";
      said.forEach((one) => set(one.dataset.fill, one.value));
      (said.length ? $("id_phone") : card).focus();
      const line = $("id_home_typed");
      // The card names a commune that was cut up: the list opens as soon as the line is come to.
      if (said.length && line.value && !document.querySelector("#don input[type=hidden][name=home]")?.value) {
        line.addEventListener("focus", () => line.dispatchEvent(new Event("input", { bubbles: true })), { once: true });
      }
    });
    form.querySelectorAll("[data-drop]").forEach((zone) => {
      zone.addEventListener("dragover", (event) => event.preventDefault());
      zone.addEventListener("drop", (event) => {
        event.preventDefault();
        const field = $(zone.dataset.drop), together = new DataTransfer();
        [...field.files, ...event.dataTransfer.files].forEach((file) => together.items.add(file));
        field.files = together.files;
        changed(field);
      });
    });
    // The reason follows the road as long as nobody wrote another; the server does the same without this.
    const why = $("id_split_because"), road = $("id_intake");
    if (why) road.addEventListener("change", () => {
      const { roads, aloud, written } = why.dataset;
      if ([aloud, written].includes(why.value.trim())) why.value = roads.split(" ").includes(road.value) ? aloud : written;
    });
    form.addEventListener("submit", send);
    say();
  };

  // What stands beside the form: F6 takes the first case in, F7 links it; again, the next one.
  const say = () => {
    const chosen = document.querySelector("#don-truoc [name=tie]:checked");
    $("lien-ket").textContent = chosen?.dataset.said || "";
  };
  const tie = (how) => {
    const all = [...document.querySelectorAll(`#don-truoc [name=tie][value^="${how}:"]`)];
    if (!all.length) return;
    const next = all[(all.findIndex((one) => one.checked) + 1) % all.length];
    next.checked = true;
    const same = next.closest("li").querySelector("[name=person]");
    if (same) same.checked = true;
    changed(next);
  };
  document.addEventListener("change", (event) => { if (event.target.name === "tie") say(); });
  document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "don-truoc") say(); });

  document.addEventListener("keydown", (event) => {
    const form = $("don");
    if (!form) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-save]"));
    } else if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (event.key === "F2") {
      event.preventDefault();
      $("id_card").focus();
    } else if (event.key === "F6" || event.key === "F7") {
      event.preventDefault();
      tie(event.key === "F6" ? "join" : "link");
    } else if (/^[1-5]$/.test(event.key) && event.target.type !== "text" && document.activeElement?.name === "kind") {
      // desk.js has chosen the kind; the hands go on to what comes next.
      changed(document.activeElement);
      (document.activeElement.value === "other" ? $("id_more_kind") : $("id_name")).focus();
    }
  });

  // Sent by hand, so that a connection that drops takes nothing away; the form's own number keeps it from doubling.
  const send = async (event) => {
    const form = event.target, by = event.submitter;
    if (event.defaultPrevented || !by?.matches("[data-save]")) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "1";
    by.setAttribute("aria-busy", "true");
    const lost = $("mat-mang");
    lost.hidden = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "follow" });
      if (answer.redirected) { location.assign(answer.url); return; }
      show(await answer.text());
    } catch {
      lost.textContent = form.dataset.lost;
      lost.hidden = false;
      lost.focus();
    }
    delete form.dataset.sent;
    by.removeAttribute("aria-busy");
  };
  const show = (text) => {
    const main = $("noi-dung"), came = new DOMParser().parseFromString(text, "text/html");
    const now = came.getElementById("noi-dung") || came.body;
    now.querySelectorAll("script").forEach((one) => one.remove());
    main.replaceChildren(...now.childNodes);
    window.htmx.process(main);
    begin();
    ($("problems") || main).focus();
  };
  document.addEventListener("htmx:sendError", (event) => {
    if (event.target.id === "da-luu") event.target.textContent = $("don").dataset.unkept;
  });

  // What is being registered is no draft any more: the last one would arrive behind it.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id === "da-luu" && $("don").dataset.sent) event.preventDefault();
  });

  begin();
})();
