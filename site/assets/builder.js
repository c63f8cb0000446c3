// The firewall builder: a form that asks, a worker that answers as `portspec emit` does, and what is shown of it.
"use strict";

(() => {
  const root = new URL("..", document.currentScript.src);
  const PAIRS = { peer: "peers", bind: "binds", set: "sets", "allow-in": "allow_in", allow: "allow" };
  const say = (...said) => portspec.say(...said);
  const TEXTS = ["family", "zone", "table", "interface", "internal-interface"];
  const FLAGS = ["accept-assumptions", "limit-ssh", "published", "enforce-output", "log", "reject"];
  const field = (option) => option.replaceAll("-", "_");
  const NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252}[A-Za-z0-9_-])?$/; // of a host, as the command wants it
  const INVENTORY = "inventory.yml";
  const MANY = 200; // requirements, for which an answer takes about a second
  const LONG = 8000; // letters of an address that servers take
  const SOON = 250; // milliseconds without a key, after which a question is asked; what is clicked is asked at once

  const words = (text) => text.split(/[\s,]+/).filter(Boolean);

  // The networks in a file of the form of peers.schema.json: JSON, or YAML with one party or one network on a line.
  function networks(text) {
    const bare = (word) => word.replace(/^(["'])(.*)\1$/, "$2");
    const all = (list = "") => words(list.replace(/^\[|\]$/g, "")).map(bare);
    if (text.trim().startsWith("{")) return Object.entries(JSON.parse(text).peers).map(([name, given]) => [name, [given].flat()]);
    const found = [];
    for (const line of text.split(/\r?\n/)) {
      const said = line.replace(/(^|\s)#.*$/, "").trimEnd();
      const [, item] = said.match(/^\s+-\s+(.+)$/) ?? [];
      const [, name, list] = said.match(/^\s+(.+?):(?:\s+(.*))?$/) ?? [];
      if (item && found.length) found.at(-1)[1].push(...all(item));
      else if (name) found.push([bare(name), all(list)]);
      else if (!/^(peers:|---)?$/.test(said)) throw new Error(say("not understood here: {line}", { line }));
    }
    return found;
  }

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // A script may be loaded from a folder, where nothing else may.
  const load = (path) =>
    new Promise((resolve, reject) => {
      const src = new URL(path.split("/").map(encodeURIComponent).join("/"), root);
      const failed = () => reject(new Error(say("{file} cannot be loaded", { file: path })));
      document.head.append(element("script", { src, onload: resolve, onerror: failed }));
    });

  // Return the address of the worker's script; a page of a folder may start a worker from texts only.
  async function engineAddress() {
    if (location.protocol !== "file:") return new URL("assets/builder/engine.js", root);
    if (!portspec.engine) await load("assets/builder/engine.js");
    return URL.createObjectURL(new Blob(portspec.engine.flatMap((each) => [each, "\n;"])));
  }

  // Start the engine once; it says a first word when it is ready.
  async function start() {
    const worker = new Worker(await engineAddress());
    await new Promise((resolve, reject) => {
      worker.onmessage = resolve;
      worker.onerror = (event) => reject(new Error(event.message || say("the worker stopped")));
    });
    return worker;
  }

  // Return the answer to a question; one is asked at a time.
  const ask = (worker, question) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(JSON.parse(data));
      worker.onerror = (event) => reject(new Error(event.message || say("the worker stopped")));
      worker.postMessage(JSON.stringify(question));
    });

  let engine;
  const ready = () => (engine ??= start());

  class Builder {
    constructor(form, result) {
      this.form = form;
      this.missing = form.querySelector("[role=alert]");
      this.status = result.querySelector("[role=status]");
      this.shown = result.querySelector("#builder-shown");
      this.given = Object.fromEntries(Object.keys(PAIRS).map((name) => [name, {}]));
      this.roles = new Set();
      this.when = new Set();
      this.pause = 0;
      form.addEventListener("submit", (event) => event.preventDefault());
      // No link: the address has become another since the theme has read where its links lead.
      result.querySelector(".builder-state button").addEventListener("click", () => {
        this.shown.scrollIntoView();
        this.shown.focus();
      });
      form.addEventListener("input", (event) => this.changed(event.target));
      this.open(new URLSearchParams(location.search));
    }

    // Fill the form as the address says, and load what it needs.
    async open(asked) {
      const { form } = this;
      const releases = [...form.elements.release.options].map((each) => each.value);
      const wanted = ["product", "release"].filter((name) => asked.has(name)).map((name) => asked.get(name)).join("/");
      const found = releases.find((each) => `${each}/`.startsWith(`${wanted}/`));
      const latest = releases.find((each) => each.startsWith(`${asked.get("product")}/`));
      form.elements.release.value = found ?? latest ?? releases[0];
      for (const role of asked.getAll("role")) this.roles.add(role);
      form.elements.hosts.value = asked.getAll("host").join("\n");
      form.querySelector(".builder-hosts").open = asked.has("host");
      for (const id of asked.getAll("when")) this.when.add(id);
      const dialect = [...form.elements.dialect].find((each) => each.value === asked.get("dialect"));
      (dialect ?? form.elements.dialect[0]).checked = true;
      const unknown = [];
      if (wanted && !found) unknown.push(`${say("Release")} ${wanted}`);
      if (asked.has("dialect") && !dialect) unknown.push(`${say("Firewall")} ${asked.get("dialect")}`);
      for (const name of [...TEXTS, "others"]) form.elements[name].value = asked.get(name) ?? "";
      for (const name of [...FLAGS, "no-includes"]) form.elements[name].checked = asked.has(name);
      form.elements.enforce.value = asked.has("enforce") ? "enforce" : "";
      for (const name in PAIRS) for (const each of asked.getAll(name)) this.give(name, each);
      form.querySelector(".builder-more").open = ["set", "allow", "allow-in", "no-includes", ...FLAGS.slice(1), ...TEXTS].some((name) => asked.has(name));
      await this.release(unknown);
      form.hidden = false; // not before its fields are there: they would move what follows
    }

    give(name, pair) {
      const at = pair.indexOf("=");
      const [key, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
      this.given[name][key] = [this.given[name][key], value].filter(Boolean).join(" ");
    }

    // Load the chosen release, and say which roles it has not, after what else is `unknown`.
    async release(unknown = []) {
      const name = this.form.elements.release.value;
      this.status.textContent = say("Preparing…");
      try {
        if (!portspec.builder?.[name]) await load(`assets/builder/${name}.js`);
      } catch (error) {
        return this.fail(error);
      }
      this.data = portspec.builder[name];
      const known = new Set(this.data.roles.map(([id]) => id));
      const lost = [...this.roles].filter((id) => !known.has(id));
      for (const id of lost) this.roles.delete(id);
      this.tell([...unknown, ...lost.map((id) => `${say("Host")} ${id}`)]);
      const box = ([id, text]) =>
        element("label", {}, element("input", { type: "checkbox", name: "role", value: id, checked: this.roles.has(id) }), ` ${text}`);
      this.form.querySelector(".builder-roles").replaceChildren(...this.data.roles.map(box));
      const names = this.data.roles.map(([id]) => id).join(", ");
      this.form.querySelector(".builder-names").textContent = say("The roles here: {roles}.", { roles: names });
      this.update();
    }

    tell(unknown) {
      this.missing.hidden = unknown.length === 0;
      this.missing.textContent = unknown.length ? say("Not here: {what}.", { what: unknown.join(", ") }) : "";
    }

    // The hosts of a deployment, each a name, its roles and its addresses, as they are written line by line.
    hosts() {
      const known = new Set(this.data.roles.map(([id]) => id));
      const lines = this.form.elements.hosts.value.split("\n").map(words).filter((line) => line.length);
      const host = ([name, ...more]) => [name, more.filter((each) => known.has(each)).sort(), more.filter((each) => !known.has(each))];
      return lines.map(host).sort(([one], [other]) => (one < other ? -1 : 1));
    }

    // What is wrong with the hosts before anything is asked; an address is looked at by the program itself.
    mistaken() {
      const names = new Set();
      for (const [name, roles] of this.hosts()) {
        if (!NAME.test(name)) return say("{host} is no name that a folder can have.", { host: name });
        if (!roles.length) return say("{host} has no role.", { host: name });
        if (names.has(name)) return say("{host} stands there twice.", { host: name });
        names.add(name);
      }
      return "";
    }

    // The roles that are set up: those of all hosts, where there are some.
    asked() {
      const hosts = this.hosts();
      return hosts.length ? new Set(hosts.flatMap(([, roles]) => roles)) : this.roles;
    }

    // The chosen roles and those that come along.
    every() {
      const alone = this.form.elements["no-includes"].checked;
      const asked = this.asked();
      const chosen = this.data.roles.filter(([id]) => asked.has(id));
      return new Set(chosen.flatMap(([id, , every]) => (alone ? [id] : every)));
    }

    // Their rows.
    rows() {
      const all = this.every();
      return this.data.rows.filter(([parties]) => Object.keys(parties).some((role) => all.has(role)));
    }

    // Show the fields that the chosen roles and dialect have.
    update() {
      this.form.querySelector(".builder-roles").closest("fieldset").hidden = this.hosts().length > 0;
      const fields = { peer: new Map(), bind: new Map(), set: new Map() };
      const add = (name, key, ports) => key && fields[name].set(key, [...(fields[name].get(key) ?? []), ports]);
      const all = [...this.every()];
      for (const [parties, , ports, bind, set] of this.rows()) {
        for (const each of new Set(all.flatMap((role) => parties[role] ?? []))) add("peer", each, ports);
        add("bind", bind, ports);
        add("set", set, ports);
      }
      fields.peer = new Map([...fields.peer].sort(([one], [other]) => this.rank(one) - this.rank(other)));
      for (const { dataset } of this.form.querySelectorAll("[data-names]"))
        fields[dataset.fields] = new Map(dataset.names.split(" ").map((each) => [each, []]));
      for (const [name, keys] of Object.entries(fields)) this.fill(name, keys);
      this.conditions();
      const options = this.dialect()?.dataset.options.split(" ") ?? [];
      for (const each of this.form.querySelectorAll("[data-option]")) each.hidden = !options.includes(each.dataset.option);
      this.ask();
    }

    // Show a box for each row that is needed only under a condition; `all` in an address ticks them all.
    conditions() {
      const place = this.form.querySelector(".builder-when");
      const rows = this.rows().filter((row) => row[5].length);
      if (this.when.delete("all")) for (const row of rows) this.when.add(row[5][0]);
      const known = new Set(this.data.rows.filter((row) => row[5].length).map((row) => row[5][0]));
      const strangers = [...this.when].filter((id) => !known.has(id));
      const asked = [...rows.map((row) => [...row[5], row[2]]), ...strangers.map((id) => [id, "", ""])];
      place.closest("fieldset").hidden = asked.length === 0;
      place.replaceChildren(...asked.map(([id, condition, ports]) => this.box(id, condition, ports)));
    }

    box(id, condition, ports) {
      const box = element("input", { type: "checkbox", name: "when", value: id, checked: this.when.has(id) });
      const about = [ports, condition].filter(Boolean).join(": ");
      return element("label", {}, box, element("span", {}, about, element("small", { textContent: ` ${id}` })));
    }

    // Roles come before others that have a name, and those before ends without one.
    rank(party) {
      return this.data.roles.some(([id]) => id === party) ? 0 : party in this.data.parties ? 1 : 2;
    }

    dialect() {
      return this.form.querySelector("[name=dialect]:checked");
    }

    fill(name, keys) {
      const place = this.form.querySelector(`[data-fields=${name}]`);
      place.closest("fieldset").hidden = keys.size === 0;
      // What the address gives and no field is there for has a field of its own, so that nothing is lost silently.
      const strangers = Object.keys(this.given[name]).filter((key) => !keys.has(key) && !this.known(name, key));
      for (const key of strangers) keys.set(key, []);
      place.replaceChildren(...[...keys].map(([key, ports]) => this.input(name, key, ports)));
    }

    // Whether some role of the release has such a field.
    known(name, key) {
      const has = { peer: (row) => Object.values(row[0]).flat().includes(key), bind: (row) => row[3] === key, set: (row) => row[4] === key };
      return name in has && this.data.rows.some(has[name]);
    }

    input(name, key, ports) {
      const value = this.given[name][key] ?? "";
      const made = element("input", { name, value, autocomplete: "off", spellcheck: false });
      made.placeholder = { peer: this.placed(key) ? say("the hosts above") : say("any"), bind: say("left out"), set: say("as documented") }[name] ?? "";
      made.dataset.key = key;
      const about = [...new Set(ports)].join("; ").replace(`${key} `, "");
      const unnamed = name === "peer" && ports.length > 0 ? say("Who uses {ports}", { ports: about }) : key;
      const named = this.data.parties[key];
      const small = element("span", { textContent: named ? about : unnamed === key ? about : say("the documentation names nobody") });
      return element("label", {}, named ?? unnamed, small, made);
    }

    // Whether the hosts of a deployment say where a party is.
    placed(party) {
      return this.hosts().length > 0 && this.data.roles.some(([id]) => id === party);
    }

    changed(target) {
      this.tell([]);
      this.pause = ["text", "textarea"].includes(target.type) ? SOON : 0;
      if (target.name === "release") return this.release();
      if (target.name === "networks") return this.read(target.files[0]);
      if (target.name === "role") this.roles[target.checked ? "add" : "delete"](target.value);
      if (target.name === "when") this.when[target.checked ? "add" : "delete"](target.value);
      if (target.name in PAIRS) this.given[target.name][target.dataset.key] = target.value;
      if (["role", "hosts", "dialect", "no-includes"].includes(target.name)) return this.update();
      this.ask();
    }

    // Take over the networks of a file, which stays here as all else does.
    async read(file) {
      try {
        for (const [name, given] of networks(await file.text()))
          this.given.peer[name.toLowerCase().trim().split(/\s+/).join("-")] = given.join(" ");
        this.update();
      } catch (error) {
        this.missing.hidden = false;
        this.missing.textContent = say("{file} cannot be read: {why}", { file: file.name, why: error.message });
      }
    }

    // The choice as words of an address, which are those of the command.
    query() {
      const { elements } = this.form;
      const [product, release] = elements.release.value.split("/");
      const made = new URLSearchParams({ product, release });
      if (elements.others.value.trim()) made.set("others", elements.others.value.trim());
      const hosts = this.hosts();
      for (const [name, roles, addresses] of hosts) made.append("host", [name, ...roles, ...addresses].join(" "));
      for (const id of hosts.length ? [] : this.roles) made.append("role", id);
      if (this.dialect()) made.set("dialect", this.dialect().value);
      const options = this.options();
      for (const name in PAIRS)
        for (const [key, values] of Object.entries(this.pairs(name))) made.append(name, `${key}=${values.join(",")}`);
      for (const id of options.when) made.append("when", id);
      for (const name of TEXTS) if (options[field(name)]) made.set(name, options[field(name)]);
      for (const name of [...FLAGS, "enforce"]) if (options[field(name)]) made.set(name, "");
      if (!options.includes) made.set("no-includes", "");
      return made;
    }

    // The options as the writers have them; what the dialect does not have has no visible field and is not asked.
    options() {
      const { elements } = this.form;
      const has = (name) => !elements[name].closest("[data-option]")?.hidden;
      const made = { roles: this.hosts().length ? [] : [...this.roles], includes: !elements["no-includes"].checked };
      for (const [name, to] of Object.entries(PAIRS)) made[to] = this.pairs(name);
      const others = words(elements.others.value);
      for (const { dataset } of others.length ? this.inputs("peer") : [])
        if (!this.placed(dataset.key)) made.peers[dataset.key] ??= others;
      made.when = [...this.form.querySelectorAll("[name=when]:checked")].map((each) => each.value);
      for (const name of TEXTS) made[field(name)] = (has(name) && elements[name].value.trim()) || null;
      made.enforce = !this.form.querySelector("fieldset[data-option=enforce]").hidden && elements.enforce.value !== "";
      for (const name of FLAGS) made[field(name)] = has(name) && elements[name].checked;
      return made;
    }

    pairs(name) {
      const place = this.form.querySelector(`[data-fields=${name}]`);
      if (place.closest("[data-option]")?.hidden) return {};
      const filled = this.inputs(name).filter((each) => words(each.value).length);
      return Object.fromEntries(filled.map((each) => [each.dataset.key, words(each.value)]));
    }

    inputs(name) {
      return [...this.form.querySelectorAll(`[data-fields=${name}] input`)];
    }

    prepare() {
      ready().catch((error) => this.fail(error));
    }

    // Ask once the reader pauses to type; while the engine works, only the last question waits.
    ask() {
      const address = `?${this.query()}`;
      this.form.querySelector("a.builder-link").href = address;
      // What is chosen is still there when the page is loaded again; a browser takes some thousand letters.
      if (address.length < LONG) history.replaceState(history.state, "", address);
      clearTimeout(this.timer);
      const { size } = this.asked();
      const mistaken = this.mistaken();
      if (mistaken || this.form.elements.hosts.ariaInvalid === "true") this.mark([]);
      if (mistaken) this.flag(this.form.elements.hosts, "builder-error-hosts", { textContent: mistaken });
      if (size === 0 || !this.dialect() || mistaken) {
        this.status.textContent = mistaken ? say("No text: these options cannot be met.") : size ? say("Choose a firewall.") : say("Choose what the host is.");
        this.shown.replaceChildren();
        return;
      }
      this.shown.setAttribute("aria-busy", "true");
      this.timer = setTimeout(() => this.answer(), this.pause);
    }

    async answer() {
      if (this.working) return void (this.again = true);
      this.working = true;
      try {
        this.status.textContent = say("Preparing…");
        const worker = await ready();
        const hosts = this.hosts();
        if (hosts.length && !portspec.zip) await load("assets/zip.js");
        const rows = (hosts.length ? this.data.rows : this.rows()).map((row) => row[1]);
        this.status.textContent = rows.length > MANY ? say("Working on {count} requirements…", { count: rows.length }) : say("Working…");
        const question = { spec: this.data.spec, digest: this.data.digest, rows, hosts, options: this.options() };
        const dialect = this.dialect().value;
        const found = await ask(worker, { ...question, dialect });
        if (found.failure) throw new Error(found.failure);
        if (!this.again) this.show(found, dialect);
      } catch (error) {
        this.fail(error);
      }
      this.working = false;
      if (this.again) {
        this.again = false;
        this.answer();
      }
    }

    fail(error) {
      engine?.then((worker) => worker.terminate()).catch(() => {}); // its own error is told already
      engine = undefined;
      this.shown.replaceChildren();
      this.shown.removeAttribute("aria-busy");
      this.status.textContent = say("The text cannot be made here: {why}. The command portspec emit makes it.", { why: error.message });
    }

    show({ files, findings, words, snippet, opens = [], inventory }, dialect) {
      const count = files.length === 1 ? say("1 file") : say("{count} files", { count: files.length });
      const wrong = findings.some(([severity]) => severity === "error");
      this.status.textContent = wrong ? say("No text: these options cannot be met.") : files.length ? count : say("Nothing is left to open.");
      const [product, release] = this.form.elements.release.value.split("/");
      const host = [dialect, `--product ${product} --release ${release}`, ...words].join(" ");
      for (const each of this.shown.querySelectorAll("a[download]")) URL.revokeObjectURL(each.href);
      const parts = [...this.opening(opens), ...this.findings(this.mark(findings))];
      if (files.length && inventory) parts.push(...this.deployment([...files, [INVENTORY, inventory]], `${host} --inventory ${INVENTORY}`));
      else if (files.length) parts.push(...files.map((each) => this.file(each)), ...this.proof(snippet, host), ...this.command(host));
      this.shown.replaceChildren(...parts);
      this.shown.removeAttribute("aria-busy");
    }

    // What the text opens, before the text: the ways in first, and what is open to all marked as such.
    opening(opens) {
      const row = ([way, ports, networks]) => {
        const where = networks ? networks.join(", ") : say("ANYWHERE");
        const other = (way === "in" ? say("from {networks}") : say("to {networks}")).replace("{networks}", where);
        return element(
          "tr",
          {},
          element("td", { className: `way-${way}bound`, textContent: way === "in" ? say("in") : say("out") }),
          element("th", { scope: "row", textContent: ports.join(", ") }),
          element("td", { className: networks ? "" : "anywhere", textContent: other }),
        );
      };
      const heads = [say("Direction"), say("Ports"), say("Other end")].map((textContent) => element("th", { scope: "col", textContent }));
      const caption = element("caption", { textContent: say("This opens") });
      const table = element("table", { className: "ports" }, caption, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...opens.map(row)));
      const region = element("div", { className: "ports", role: "region", ariaLabel: say("This opens"), tabIndex: 0 }, table);
      return opens.length ? [region] : [];
    }

    // All files of a deployment: as one to keep, and each to look at.
    deployment(files, host) {
      const [product, release] = this.form.elements.release.value.split("/");
      const link = this.link(`${product}-${release}.zip`, portspec.zip(files));
      const folded = files.map(([path, text]) => element("details", {}, element("summary", { textContent: path }), this.file([path, text])));
      return [element("p", {}, link), ...this.command(host), ...folded];
    }

    link(name, blob) {
      const href = URL.createObjectURL(blob);
      return element("a", { href, download: name, className: "md-button", textContent: say("Download {file}", { file: name }) });
    }

    // Say at its field what is wrong with it, and return the findings that have no field.
    mark(findings) {
      const fields = [...this.form.querySelectorAll("input:not([type]), textarea")];
      const hosts = new Set(this.hosts().map(([name]) => name));
      for (const each of fields) {
        each.removeAttribute("aria-invalid");
        if (each.name !== "hosts") each.removeAttribute("aria-describedby");
      }
      for (const each of this.form.querySelectorAll(".builder-error")) each.remove();
      return findings.filter(([severity, message, help], at) => {
        const [, name, rest] = /^--([a-z-]+) (.*)$/s.exec(message) ?? (hosts.has(message.split(/[ :]/)[0]) ? ["", "hosts", message] : []);
        const here = severity === "error" && fields.find((each) => each.name === name && (name === "hosts" || this.means(each, rest)));
        if (!here) return true;
        const field = !this.given[name]?.[here.dataset.key] && name === "peer" ? this.form.elements.others : here;
        if (field.ariaInvalid === "true") return name === "hosts";
        const text = name === "hosts" ? rest : rest.slice(rest.indexOf(":") + 1).trim() || rest;
        this.flag(field, `builder-error-${at}`, { lang: "en", textContent: `${text}. ${help}` });
        return false;
      });
    }

    flag(field, id, said) {
      field.after(element("span", { id, className: "builder-error", ...said }));
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", `${field.name === "hosts" ? "builder-hosts " : ""}${id}`);
    }

    // Whether what is said of an option is said of this field.
    means({ dataset, value }, rest) {
      return dataset.key === undefined ? rest.startsWith(value.trim()) : /^[:= ]/.test(rest.slice(dataset.key.length)) && rest.startsWith(dataset.key);
    }

    findings(findings) {
      const item = ([severity, message, help]) =>
        element("li", { className: severity, lang: "en" }, `${severity}: ${message}. ${help}`);
      const wrong = findings.some(([severity]) => severity === "error");
      const count = element("summary", { textContent: findings.length === 1 ? say("1 remark, such as what is left out") : say("{count} remarks, such as what is left out", { count: findings.length }) });
      const list = element("ul", {}, ...findings.map(item));
      return findings.length ? [wrong ? list : element("details", {}, count, list)] : [];
    }

    proof(snippet, host) {
      const how = this.data.proofs[snippet];
      if (how) return [element("p", { textContent: say("Proven by {how}.", { how }) })];
      const told = say("No record proves this very text. Where its dialect can be proven, this does it, as root:");
      return [element("p", {}, `${told} `, element("code", { textContent: `portspec verify ${host}` }))];
    }

    command(host) {
      const code = element("code", { textContent: `portspec emit ${host} -o firewall`, tabIndex: 0 });
      return [element("p", { textContent: say("This command writes the same:") }), element("pre", { className: "command" }, code)];
    }

    file([path, text]) {
      const name = path.split("/").pop();
      const copy = element("button", { type: "button", className: "md-button", textContent: say("Copy {file}", { file: name }) });
      copy.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text);
          this.status.textContent = say("{file} is copied.", { file: name });
        } catch {
          this.status.textContent = say("The browser does not allow to copy here: download the file instead.");
        }
      });
      const link = this.link(name, new Blob([text], { type: "text/plain;charset=utf-8" }));
      const code = element("code", { textContent: text, tabIndex: 0 });
      const heading = element("h2", { textContent: path });
      return element("section", { ariaLabel: path }, heading, element("p", {}, copy, link), element("pre", {}, code));
    }
  }

  function open() {
    const form = document.querySelector("form.builder[hidden]");
    if (!form) return;
    const builder = new Builder(form, document.querySelector(".builder-result"));
    builder.prepare();
  }

  ready().catch(() => {}); // beside all else that the page needs; who opens the form tells what is wrong
  // The site's other scripts come after this one, unless the page is opened from within the site.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", open);
  else open();
})();
