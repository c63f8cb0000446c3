// Adapts the theme: its configuration, which it reads once, in the next script, and the names of its landmarks.
"use strict";

(() => {
  const element = document.getElementById("__config");
  const config = JSON.parse(element.textContent);
  if (location.protocol === "file:") {
    // A folder has no worker for a search.
    document.querySelectorAll("[data-md-component=search], [for=__search]").forEach((each) => each.remove());
  } else if (config.search) {
    // The port search goes before the engine's worker; Zensical's, behind its button, speaks otherwise than the theme's.
    const worker = new URL(document.querySelector(".md-search__button") ? "zensical.js" : "worker.js", document.currentScript.src);
    worker.search = new URLSearchParams({ worker: new URL(config.search, location.href) });
    config.search = worker.href;
  }
  // Instant navigation makes each link anew at once, and serves only a site that knows its own address.
  if (location.protocol === "file:" || !document.querySelector("link[rel=canonical]")) config.features = config.features.filter((each) => each !== "navigation.instant");
  element.textContent = JSON.stringify(config);

  // A link to what is chosen on a page only sets the address; to instant navigation it is a link to the same page.
  function address(event) {
    const link = event.target.closest?.("a.finder-link, a.builder-link");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    history.replaceState(history.state, "", link.href);
  }
  if (config.features.includes("navigation.instant")) document.addEventListener("click", address, true);

  // Another release of a page is looked at where this one is.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.(".edition li a");
      if (link) link.hash = location.hash;
    },
    true,
  );

  // Name the landmarks that the theme leaves without a name, and what one scrolls by the keyboard; it makes some of them late.
  function name() {
    for (const each of document.querySelectorAll("[data-md-component=search], .md-search__scrollwrap")) each.setAttribute("aria-label", portspec.say("Search"));
    document.querySelector(".md-search__scrollwrap")?.setAttribute("role", "region");
    document.querySelectorAll("nav.md-code__nav").forEach((each, at) => each.setAttribute("aria-label", portspec.say("Code {number}", { number: at + 1 })));
    for (const each of document.querySelectorAll("nav.md-nav[aria-labelledby]")) {
      each.setAttribute("aria-label", each.querySelector(".md-nav__title")?.textContent.trim() || portspec.say("Pages"));
      each.removeAttribute("aria-labelledby");
    }
  }
  function start() {
    name();
    new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  }
  document.addEventListener("DOMContentLoaded", start); // the words come with the site's other scripts
})();
