// Quicker with it, complete without it: keys, the theme, and no form sent twice by one hand.
(() => {
  "use strict";
  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const search = document.getElementById("tim");
      if (search) { event.preventDefault(); search.focus(); }
    } else if (event.key === "?") {
      const keys = document.getElementById("phim");
      if (keys && typeof keys.showModal === "function") { event.preventDefault(); keys.showModal(); }
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const button = form.querySelector("button[type=submit]");
    if (button) button.setAttribute("aria-busy", "true");
  });
  // Coming back by the browser's history the form may be sent again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  const problems = document.getElementById("problems");
  if (problems) problems.focus();
  document.querySelectorAll("[data-shut]").forEach((button) => {
    button.addEventListener("click", () => button.closest("dialog").close());
  });
})();
