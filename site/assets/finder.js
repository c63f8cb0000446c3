// The port finder on every page: requirements for a number, a range, a transport or a word, and links to them.
"use strict";

(() => {
  const SHOWN = 30;
  const say = (...said) => portspec.say(...said);
  const root = new URL("..", document.currentScript.src);
  let loading, opened, number;

  // Load the table once, when it is first needed; a script may be loaded from a folder too.
  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("assets/ports.js", root);
      script.onload = () => {
        number = new Intl.NumberFormat(document.documentElement.lang); // takes longer than an answer, so it is made before the first one
        resolve((opened = portspec.open(portspec.table)));
      };
      script.onerror = () => {
        script.remove();
        loading = undefined; // so that it is tried again
        reject(new Error(say("{file} cannot be loaded", { file: "assets/ports.js" })));
      };
      document.head.append(script);
    });
    return loading;
  }
  portspec.load = load;

  const element = (name, text = "", properties = {}) =>
    Object.assign(document.createElement(name), { textContent: text }, properties);

  // Put the roles and releases into the form's lists; a page of an older release asks about that release, until another
  // page is opened without loading anew.
  function fill(form) {
    const { role, release } = form.elements;
    if (role.length === 1) {
      role.append(...portspec.table.roles.map(([id, name]) => new Option(name, id)));
      release.append(...portspec.table.releases.map(([folder, title]) => new Option(title, folder.slice(0, -1))));
    }
    if (form.dataset.page === location.pathname) return;
    form.dataset.page = location.pathname;
    const older = portspec.table.releases.find(
      ([folder, , latest]) => !latest && location.href.startsWith(new URL(encodeURI(folder), root)),
    );
    release.value = older ? older[0].slice(0, -1) : "";
  }

  const sentence = (text) => (/[.!?。]$/.test(text) ? text : `${text}.`);

  function item(row, roleId) {
    const made = element("li");
    const name = `${row.ports} ${row.transports.join(", ").toUpperCase() || say("transport unstated")}`;
    const inherited = roleId && row.roleId !== roleId ? say("inherited from {host}", { host: row.roleName }) : row.roleName;
    const direction = row.direction === opened.directions.at(-1) ? say("direction unstated") : row.direction;
    made.append(element("a", name, { href: new URL(row.address, root) }), ` ${direction}, ${inherited}`);
    if (row.status !== opened.statuses[0]) made.append(", ", element("strong", row.status));
    const others = [
      ["", row.purpose],
      [say("Other end"), row.peers],
      [say("Condition:").replace(/[:：]$/, ""), row.condition],
      [say("Assumed"), row.assumed],
      ["IANA", row.names],
      [say("Release"), row.title],
    ];
    const said = others.filter(([, text]) => text);
    made.append(element("p", said.map(([name, text]) => sentence(name ? `${name}: ${text}` : text)).join(" ")));
    return made;
  }

  // Return the address of this page with the form's question.
  function link(form) {
    const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    if (!asked.has("port")) asked.set("port", "");
    return `${location.pathname}?${asked}`;
  }

  const requirements = (count) => (count === 1 ? say("1 requirement") : say("{count} requirements", { count: number.format(count) }));

  function told({ count, older }, folder) {
    const parts = [requirements(count)];
    if (older && !folder)
      parts.push(older < count ? say("{count} only in other releases", { count: number.format(older) }) : say("all in other releases"));
    if (count > SHOWN) parts.push(say("the first {count} shown", { count: SHOWN }));
    return parts.join(", ");
  }

  // Say why nothing answers. What is documented for another host, another release or over another transport is not to be
  // denied: it is shown.
  function denied(asked, admitted) {
    const [high] = portspec.beyond(opened, asked);
    if (high && !portspec.find(opened, asked, 1).count) return { said: say("{number} is no port, the last is 65,535", { number: high }) };
    const elsewhere = admitted && portspec.find(opened, asked, SHOWN);
    if (elsewhere?.count) return { ...elsewhere, said: say("nothing for this host and release, {rows} elsewhere", { rows: requirements(elsewhere.count) }) };
    const other = portspec.find(opened, portspec.anyTransport(opened, asked), SHOWN);
    if (other.count) return { ...other, said: say("nothing over this transport, {rows} over another", { rows: requirements(other.count) }) };
    return { said: say("nothing is documented"), meant: portspec.meant(opened, asked) };
  }

  function show(form) {
    const { port, role, release } = form.elements;
    const roleId = role.value;
    const folder = release.value && `${release.value}/`;
    const admits = (row) => (!roleId || portspec.belongs(row, roleId)) && (!folder || row.folder === folder);
    const admitted = roleId || folder ? admits : undefined;
    const asked = port.value.trim();
    let answer = portspec.find(opened, asked, SHOWN, admitted);
    if (answer.count) answer.said = told(answer, folder);
    else if (asked) answer = { rows: [], ...denied(asked, admitted) };
    form.querySelector("ol").replaceChildren(...answer.rows.map((row) => item(row, roleId)));
    const about = asked || (roleId && role.selectedOptions[0].text) || (folder && release.selectedOptions[0].text);
    const status = form.querySelector("[role=status]");
    status.textContent = about ? `${about}: ${answer.said}` : "";
    if (answer.meant) {
      const [before, after] = say("Did you mean {query}?").split("{query}");
      status.append(". ", before, element("button", answer.meant, { type: "button", name: "meant" }), after);
    }
    const here = form.querySelector("a.finder-link");
    here.hidden = !about;
    here.href = link(form);
  }

  // The answers lie over the page and need no room in it.
  function shut(form, open = false) {
    form.querySelector(".finder-panel").hidden = !open;
    form.closest(".finder-line").classList.toggle("finder-used", open);
    document.querySelector(".finder-open").ariaExpanded = open;
  }

  function use(form) {
    shut(form, true);
    form.elements.port.focus();
    form.elements.port.select();
  }

  // Take over what an address asks, and return what of it is not in the form's lists.
  function take(form, asked) {
    const unknown = [];
    for (const [name, text] of [["port"], ["role", "Host"], ["release", "Release"]]) {
      const field = form.elements[name];
      if (asked.has(name)) field.value = asked.get(name);
      if (field.selectedIndex !== -1) continue;
      unknown.push(`${say(text)} ${asked.get(name)}`);
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
    if (unknown.length) status.prepend(`${say("Not here: {what}.", { what: unknown.join(", ") })} `);
  }

  const finder = (event) => (event.target instanceof Element ? event.target.closest("form.finder") : null);
  for (const type of ["focusin", "input"])
    document.addEventListener(type, (event) => {
      const form = finder(event);
      if (!form) return;
      shut(form, true);
      if (type === "input" || !opened || form.dataset.page !== location.pathname) answer(form);
    });

  document.addEventListener("submit", (event) => {
    if (!finder(event)) return;
    event.preventDefault();
    finder(event).querySelector("ol a")?.focus();
  });

  // What is pressed elsewhere, and a link that is followed, closes the answers.
  document.addEventListener("click", (event) => {
    const form = document.querySelector("form.finder");
    if (event.target.closest(".finder-open")) use(form);
    else if (event.target.name === "meant") {
      form.elements.port.value = event.target.textContent;
      form.elements.port.focus();
      show(form);
    } else if (!finder(event) || event.target.closest("ol a")) shut(form);
  });
  document.addEventListener("focusout", (event) => {
    const form = finder(event);
    if (form && event.relatedTarget && !form.contains(event.relatedTarget)) shut(form);
  });

  // The key `/` opens it, wherever nothing is being written; the theme would open its own search.
  function slash(event) {
    const written = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || written) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    use(document.querySelector("form.finder"));
  }
  addEventListener("keydown", slash, true);

  // Arrows go from the field through the answers and back; Escape empties the field, and then closes.
  document.addEventListener("keydown", (event) => {
    const form = finder(event);
    if (!form || event.target.matches("select")) return;
    const { port } = form.elements;
    const stops = [port, ...form.querySelectorAll("ol a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      stops[Math.min(Math.max(stops.indexOf(event.target) + step, 0), stops.length - 1)].focus();
    } else if (event.key === "Escape" && port.value) {
      port.value = "";
      port.focus();
      show(form);
    } else if (event.key === "Escape") {
      port.blur();
      shut(form);
    }
  });

  // Ask what the address asks: `?port=2511&role=mds-server`, and `&release=product/release` for an older one.
  function start() {
    const form = document.querySelector("form.finder");
    const asked = new URLSearchParams(location.search);
    if (!form || !asked.has("port")) return;
    shut(form, true);
    answer(form, asked);
  }

  if (globalThis.document$) document$.subscribe(start);
  else start();
})();
