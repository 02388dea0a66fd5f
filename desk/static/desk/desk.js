// Quicker with it, complete without it: keys, the theme, and no form sent twice by one hand.
(() => {
  "use strict";
  const typing = (el) => el && !/^(radio|checkbox)$/.test(el.type)
    && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      if (openPalette()) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const search = document.getElementById("tim");
      if (search) { event.preventDefault(); search.focus(); }
    } else if (event.key === "?") {
      const keys = document.getElementById("phim");
      if (keys && !keys.open && typeof keys.showModal === "function") { event.preventDefault(); keys.showModal(); }
    } else if (event.key === "j" || event.key === "k") {
      const beside = document.querySelector(`a[data-step="${event.key}"]`);
      if (beside) beside.click(); else step(event.key === "j" ? 1 : -1);
    } else if (event.key === " " && event.target.matches("table.desk tbody a")) {
      const peek = event.target.closest("tr").querySelector("[data-peek]");
      if (peek) { event.preventDefault(); peek.click(); }
    } else if (/^[1-9]$/.test(event.key)) {
      const choice = document.querySelectorAll("[data-keys] input[type=radio]")[Number(event.key) - 1];
      if (choice) { event.preventDefault(); choice.checked = true; choice.focus(); }
    }
  });

  // Ctrl+K: what is typed is answered by the server, arrows choose, Enter opens; the focus stays in the field.
  const palette = document.getElementById("bang");
  const typed = document.getElementById("di");
  const openPalette = () => {
    if (!palette || !window.htmx || typeof palette.showModal !== "function") return false;
    if (palette.open) { palette.close(); return true; }
    document.querySelectorAll("dialog[open]").forEach((other) => other.close());
    palette.showModal();
    typed.value = "";
    typed.focus();
    window.htmx.trigger(typed, "look");
    return true;
  };
  const options = () => [...palette.querySelectorAll('[role="option"]:not([aria-disabled])')];
  const choose = (chosen) => {
    options().forEach((option) => option.setAttribute("aria-selected", String(option === chosen)));
    if (chosen) {
      typed.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      typed.removeAttribute("aria-activedescendant");
    }
  };
  if (palette) {
    document.getElementById("di-den").addEventListener("htmx:afterSwap", () => {
      options().forEach((option, place) => { option.id = `di-${place}`; });
      typed.setAttribute("aria-expanded", "true");
      choose(options()[0]);
    });
    typed.addEventListener("keydown", (event) => {
      const all = options();
      const here = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const next = here + (event.key === "ArrowDown" ? 1 : -1);
        choose(all[(next + all.length) % all.length]);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (all[here]) all[here].click();
      }
    });
    palette.addEventListener("close", () => {
      typed.setAttribute("aria-expanded", "false");
      document.getElementById("di-den").replaceChildren();
    });
  }

  // The bell unfolds what is new beside itself; without this it leads to the page.
  document.addEventListener("click", (event) => {
    const bell = event.target.closest("[data-panel]");
    const panel = bell && document.getElementById(bell.dataset.panel);
    if (!panel || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    panel.showModal();
    window.htmx.trigger(panel, "look");
  });
  // A press beside a dialog puts it away, and one beside an unfolded list folds it.
  document.addEventListener("click", (event) => {
    if (event.target.matches && event.target.matches("dialog.palette[open], dialog.panel[open]")) event.target.close();
    document.querySelectorAll(".top details[open]").forEach((list) => {
      if (!list.contains(event.target)) list.open = false;
    });
  });

  // J and K walk the rows by moving the focus, so that Enter opens and a screen reader speaks.
  const step = (by) => {
    const rows = [...document.querySelectorAll("table.desk tbody tr:not(.group, .peek)")];
    if (!rows.length) return;
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[Math.min(Math.max(here < 0 ? 0 : here + by, 0), rows.length - 1)];
    rows.forEach((row) => row.classList.toggle("at", row === next));
    const link = [...next.querySelectorAll("a[href]")].find((a) => a.offsetParent);
    if (link) link.focus();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const button = form.querySelector("button[type=submit]");
    if (button) button.setAttribute("aria-busy", "true");
  });
  // What the server would refuse is said before it is sent; the form stays as it is.
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.matches("input[type=file][data-largest]")) return;
    const files = [...field.files];
    const large = files.find((file) => file.size > Number(field.dataset.largest));
    const together = files.reduce((sum, file) => sum + file.size, 0);
    let said = "";
    if (files.length > Number(field.dataset.most)) said = field.dataset.tooMany;
    else if (large) said = field.dataset.tooLarge.replace("{name}", large.name);
    else if (together > Number(field.dataset.together)) said = field.dataset.tooMuch;
    field.setCustomValidity(said);
    if (said) field.reportValidity();
  });
  document.addEventListener("submit", (event) => {
    const wrong = event.target.querySelector("input[type=file][data-largest]:invalid");
    if (!wrong || !wrong.validity.customError) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    wrong.reportValidity();
  }, true);

  // How many are ticked stands beside the choice, and whoever ticks one means those.
  const ticked = (event) => {
    const count = document.querySelector("[data-ticked]");
    if (!count) return;
    const boxes = document.querySelectorAll("input[type=checkbox][form=hang-loat]:checked");
    count.textContent = boxes.length || "";
    if (event.target.matches && event.target.matches("[form=hang-loat]")) document.getElementById("pham-vi-1").checked = true;
  };
  document.addEventListener("change", ticked);
  window.addEventListener("pageshow", ticked);

  // Coming back by the browser's history the form may be sent again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  // A suggestion that came in can be taken over with one press.
  const offerChoices = () => document.querySelectorAll("[data-choose][hidden]").forEach((button) => { button.hidden = false; });
  offerChoices();
  document.addEventListener("htmx:afterSwap", offerChoices);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose]");
    if (!button) return;
    const select = document.querySelector(button.dataset.choose);
    select.value = button.dataset.value;
    select.focus();
  });

  // What stands behind the # of an address reaches no server and no log: the code on a slip goes into the form from there.
  const code = document.querySelector("[data-from-address]");
  if (code && !code.value && location.hash.startsWith("#CN1.")) {
    code.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
  }
  const problems = document.getElementById("problems");
  if (problems) problems.focus();
  document.querySelectorAll("[data-open]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => document.getElementById(button.dataset.open).showModal());
  });
  // A date explained once, or a row looked into, is folded away again by the same link.
  const unfolded = (link, open) => {
    if (!link.matches("[data-peek]")) return;
    link.setAttribute("aria-expanded", String(open));
    link.closest("tr").classList.toggle("open", open);
  };
  document.addEventListener("htmx:beforeRequest", (event) => {
    const target = event.detail.target;
    if (target.matches(".duty-why, .peek > td") && target.childElementCount) {
      event.preventDefault();
      target.replaceChildren();
      unfolded(event.detail.elt, false);
    }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.matches(".peek > td")) unfolded(event.detail.requestConfig.elt, true);
  });
  // The bell asks at most once a minute, and only while somebody can see it.
  const MINUTE = 60000;
  let looked = Date.now();
  const look = () => {
    const bell = document.getElementById("chuong");
    if (!bell || !window.htmx || document.visibilityState !== "visible" || Date.now() - looked < MINUTE) return;
    looked = Date.now();
    window.htmx.trigger(bell, "look");
  };
  setInterval(look, MINUTE / 4);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-shut]");
    if (button) button.closest("dialog").close();
  });
})();
