// Adapts the theme's configuration, which the theme reads once, in the next script.
"use strict";

(() => {
  const element = document.getElementById("__config");
  const config = JSON.parse(element.textContent);
  if (location.protocol === "file:") {
    // A folder has no worker for a search, and the theme's own scripts stop where its instant navigation cannot work.
    document.querySelectorAll("[data-md-component=search], [for=__search]").forEach((each) => each.remove());
    config.features = config.features.filter((each) => each !== "navigation.instant");
  } else if (/\/workers\/search\.\w+\.min\.js$/.test(config.search ?? "")) {
    // The port search goes before the theme's worker; another engine has another worker, which speaks otherwise.
    const worker = new URL("worker.js", document.currentScript.src);
    worker.search = new URLSearchParams({ worker: new URL(config.search, location.href) });
    config.search = worker.href;
  }
  element.textContent = JSON.stringify(config);
})();
