// The port finder on every page: requirements for a number, a range, a transport or a word, and links to them.
"use strict";

(() => {
  const SHOWN = 30;
  const root = new URL("..", document.currentScript.src);
  let loading, opened, number;

  // Load the table once, when it is first needed; a script may be loaded from a folder too.
  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("assets/ports.js", root);
      script.onload = () => {
        number = new Intl.NumberFormat("en"); // takes longer than an answer, so it is made before the first one
        resolve((opened = portspec.open(portspec.table)));
      };
      script.onerror = () => reject(new Error("assets/ports.js cannot be loaded"));
      document.head.append(script);
    });
    return loading;
  }

  const element = (name, text = "", properties = {}) =>
    Object.assign(document.createElement(name), { textContent: text }, properties);

  // Put the roles and releases into the form's lists; a page of an older release asks about that release.
  function fill(form) {
    if (form.elements.role.length > 1) return;
    for (const [id, name] of portspec.table.roles) form.elements.role.append(new Option(name, id));
    for (const [folder, title, latest] of portspec.table.releases) {
      const here = location.href.startsWith(new URL(encodeURI(folder), root)) && !latest;
      form.elements.release.append(new Option(title, folder.slice(0, -1), here, here));
    }
  }

  function item(row, roleId) {
    const made = element("li");
    const name = `${row.ports} ${row.transports.join(", ").toUpperCase() || "transport unstated"}`;
    const inherited = roleId && row.roleId !== roleId ? `, inherited from ${row.roleName}` : `, ${row.roleName}`;
    made.append(element("a", name, { href: new URL(row.address, root) }), ` ${row.direction}${inherited}`);
    if (row.status !== portspec.table.statuses[0]) made.append(" ", element("strong", row.status));
    const others = { "Other end": row.peers, Assumed: row.assumed, IANA: row.names, Release: row.title };
    const said = Object.entries(others).filter(([, text]) => text);
    made.append(element("p", [row.purpose, ...said.map(([name, text]) => `${name}: ${text}.`)].join(" ")));
    return made;
  }

  // Return the address of this page with the form's question.
  function link(form) {
    const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    return `${location.pathname}?${asked}`;
  }

  const requirements = (count) => `${number.format(count)} ${count === 1 ? "requirement" : "requirements"}`;

  function told({ count, older }, folder) {
    const parts = [requirements(count)];
    if (older && !folder) parts.push(older < count ? `${number.format(older)} only in older releases` : "all in older releases");
    if (count > SHOWN) parts.push(`the first ${SHOWN} shown`);
    return `${parts.join(", ")}${parts.length > 1 ? "," : ""}`;
  }

  // What is documented for another host or release is not to be denied.
  const denied = (elsewhere) =>
    elsewhere ? `Nothing for this host and release, ${requirements(elsewhere)} elsewhere,` : "Nothing is documented";

  function show(form) {
    const { port, role, release } = form.elements;
    const roleId = role.value;
    const folder = release.value && `${release.value}/`;
    const admitted = (row) => (!roleId || portspec.belongs(row, roleId)) && (!folder || row.folder === folder);
    const asked = port.value.trim();
    const answer = portspec.find(opened, asked, SHOWN, admitted);
    form.querySelector("ol").replaceChildren(...answer.rows.map((row) => item(row, roleId)));
    const status = form.querySelector("[role=status]");
    const elsewhere = answer.count ? 0 : portspec.find(opened, asked, 1).count;
    const said = answer.count ? told(answer, folder) : denied(elsewhere);
    status.textContent = asked && `${said} for ${asked}`;
    const here = form.querySelector("a.finder-link");
    here.hidden = !asked;
    here.href = link(form);
  }

  // Take over what an address asks, and return what of it is not in the form's lists.
  function take(form, asked) {
    const unknown = [];
    for (const [name, text] of [["port"], ["role", "host"], ["release", "release"]]) {
      const field = form.elements[name];
      if (asked.has(name)) field.value = asked.get(name);
      if (field.selectedIndex !== -1) continue;
      unknown.push(`${text} ${asked.get(name)}`);
      field.value = "";
    }
    return unknown;
  }

  async function answer(form, asked = new URLSearchParams()) {
    const status = form.querySelector("[role=status]");
    try {
      await load();
    } catch (error) {
      status.textContent = `${error.message}.`;
      return;
    }
    fill(form);
    const unknown = take(form, asked);
    show(form);
    if (unknown.length) status.prepend(`Not here: ${unknown.join(", ")}. `);
  }

  const finder = (event) => (event.target instanceof Element ? event.target.closest("form.finder") : null);
  for (const type of ["focusin", "input"])
    document.addEventListener(type, (event) => {
      const form = finder(event);
      if (form && (type === "input" || !opened || form.elements.role.length === 1)) answer(form);
    });

  document.addEventListener("submit", (event) => {
    if (!finder(event)) return;
    event.preventDefault();
    finder(event).querySelector("ol a")?.focus();
  });

  // Arrows go from the field through the answers and back; Escape empties the field.
  document.addEventListener("keydown", (event) => {
    const form = finder(event);
    if (!form || event.target.matches("select")) return;
    const stops = [form.elements.port, ...form.querySelectorAll("ol a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      stops[Math.min(Math.max(stops.indexOf(event.target) + step, 0), stops.length - 1)].focus();
    } else if (event.key === "Escape") {
      form.elements.port.value = "";
      form.elements.port.focus();
      show(form);
    }
  });

  // Ask what the address asks: `?port=2511&role=mds-server`, and `&release=product/release` for an older one.
  function start() {
    const form = document.querySelector("form.finder");
    const asked = new URLSearchParams(location.search);
    if (form && asked.has("port")) answer(form, asked);
  }

  if (globalThis.document$) document$.subscribe(start);
  else start();
})();
