// The home page's question: what is set up. The answer is what its hosts need, before any other text.
"use strict";

(() => {
  const root = new URL("..", document.currentScript.src);
  const say = (...said) => portspec.say(...said);
  const CLASSES = { in: "way-inbound", out: "way-outbound" };

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  class Task {
    constructor(form) {
      this.form = form;
      this.shown = document.querySelector(".task-answer");
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("change", ({ target }) => this.changed(target.name));
      const asked = new URLSearchParams(location.search);
      const opened = asked.has("product") ? this.open(asked) : Promise.resolve();
      opened.then(() => document.documentElement.classList.remove("asked"));
    }

    // Take over what an address asks: `?product=a&release=1&role=b&role=c`.
    async open(asked) {
      const { product } = this.form.elements;
      product.value = asked.get("product");
      await this.changed("product", asked);
    }

    async changed(name, asked = new URLSearchParams()) {
      const { product, release } = this.form.elements;
      const status = this.form.querySelector("[role=status]");
      try {
        this.opened = await portspec.load();
      } catch (error) {
        status.textContent = `${error.message}.`;
        return;
      }
      if (name === "product") {
        const found = this.opened.releases.filter((each) => each.product === product.value);
        // A site of one product has them printed, with its name.
        if (product.type !== "hidden") release.replaceChildren(...found.map((each) => new Option(each.name, each.id)));
        release.disabled = found.length === 0;
        if (found.some((each) => each.id === asked.get("release"))) release.value = asked.get("release");
      }
      if (name !== "role") this.hosts(asked.getAll("role"));
      this.show();
    }

    // Offer the hosts of the chosen release; those that were chosen stay so.
    hosts(more) {
      const chosen = new Set([...this.chosen(), ...more]);
      const box = ([id, text]) =>
        element("label", {}, element("input", { type: "checkbox", name: "role", value: id, checked: chosen.has(id) }), ` ${text}`);
      this.form.querySelector(".task-hosts").replaceChildren(...this.opened.hosts(this.folder()).map(box));
    }

    folder() {
      const { product, release } = this.form.elements;
      return `${product.value}/${release.value}/`;
    }

    chosen() {
      return [...this.form.querySelectorAll("[name=role]:checked")].map((each) => each.value);
    }

    show() {
      const { product } = this.form.elements;
      const chosen = this.chosen();
      const status = this.form.querySelector("[role=status]");
      this.shown.hidden = !product.value;
      history.replaceState(history.state, "", product.value ? `?${this.query()}` : location.pathname);
      if (!product.value) return void (status.textContent = "");
      const found = portspec.needs(this.opened, this.folder(), chosen);
      const firm = found.ways.filter((each) => !each.row.condition);
      const counts = [
        [say("<b>{count}</b> in"), firm.filter((each) => each.way === "in").length],
        [say("<b>{count}</b> out"), firm.filter((each) => each.way === "out").length],
        [say("<b>{count}</b> only under a condition"), found.ways.length - firm.length],
        [say("<b>{count}</b> not known well enough"), found.unknown.length],
        [say("<b>{count}</b> not to be opened"), found.closed],
      ].filter(([, count], at) => at < 2 || count);
      const told = counts.map(([phrase, count]) => phrase.replace(/<\/?b>/g, "").replace("{count}", count)).join(", ");
      status.textContent = chosen.length ? told : say("All hosts: {needs}", { needs: told });
      this.shown.replaceChildren(this.links(chosen), ...this.ways(found.ways, chosen), ...this.unknown(found.unknown));
    }

    query() {
      const { product, release } = this.form.elements;
      const made = new URLSearchParams({ product: product.value, release: release.value });
      for (const each of this.chosen()) made.append("role", each);
      return made;
    }

    links(chosen) {
      const link = (text, href, more = "") => element("a", { textContent: text, href: new URL(href, root), className: `md-button ${more}` });
      const folder = this.folder();
      const names = new Map(this.opened.hosts(folder));
      const pages = chosen.length
        ? chosen.map((id) => link(names.get(id), `${folder}roles/${encodeURIComponent(id)}.html`))
        : [link(say("All ports"), `${folder}ports.html`)];
      pages.push(link(say("Who connects to whom"), `${folder}flows.html`));
      const { value } = this.form.elements.product;
      if (this.opened.releases.filter((each) => each.product === value).length > 1) pages.push(link(say("Releases side by side"), `${value}/releases.html`));
      return element("p", {}, link(say("Firewall text for this"), `firewall.html?${this.query()}`, "md-button--primary"), " ", ...pages.flatMap((each) => [each, " "]));
    }

    ways(ways, chosen) {
      if (!ways.length) return [element("p", { textContent: say("No port here is known well enough to be opened.") })];
      const rank = ({ row, way }) => (row.condition ? 2 : 0) + (way === "out");
      const every = [say("Direction"), say("Ports"), say("Other end"), say("Purpose"), say("Host")];
      const heads = chosen.length === 1 ? every.slice(0, -1) : every;
      const rows = [...ways].sort((one, other) => rank(one) - rank(other)).map((each) => this.row(each, heads));
      return [this.table(say("What to open"), heads, rows)];
    }

    // What a host needs and no firewall text can open; its link leads to what is missing.
    unknown(rows) {
      const name = say("Not known well enough to open");
      const heads = [say("Direction"), say("Ports"), say("Host"), say("Purpose")];
      const cells = (row) => [
        element("td", { className: "way-unstated", textContent: row.direction }),
        this.ports(row),
        element("td", { textContent: row.roleName }),
        element("td", { textContent: row.purpose }),
      ];
      const made = rows.map((row) => element("tr", {}, ...cells(row)));
      return rows.length ? [element("h2", { textContent: name }), this.table(name, heads, made)] : [];
    }

    table(name, heads, rows) {
      const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col", textContent: text })));
      const caption = element("caption", { textContent: name });
      const table = element("table", { className: "ports rows" }, caption, element("thead", {}, head), element("tbody", {}, ...rows));
      return element("div", { className: "ports", role: "region", ariaLabel: name, tabIndex: 0 }, table);
    }

    ports(row) {
      const text = `${row.ports} ${row.transports.join(", ").toUpperCase()}`.trim();
      return element("th", { scope: "row" }, element("a", { href: new URL(row.address, root), textContent: text }));
    }

    // Return the parts of a phrase that names the other end: texts, words with emphasis, and who is there.
    end(phrase, named) {
      return phrase.split(/(<em>.*?<\/em>|\{peers\})/).map((part) => {
        if (part === "{peers}") return named;
        return part.startsWith("<em>") ? element("em", { textContent: part.slice(4, -5) }) : part;
      });
    }

    row({ row, way, hosts, peers }, heads) {
      const named = peers.size ? [...peers].join(", ") : element("strong", { className: "anywhere", textContent: say("hosts not named") });
      const others = this.end(way === "in" ? say("<em>from</em> {peers}") : say("<em>to</em> {peers}"), named);
      const purpose = element("td", { textContent: row.purpose });
      const remark = (title, text) => purpose.append(" ", element("em", { className: "way-conditional", textContent: title }), ` ${text}`);
      if (row.condition) remark(say("Condition:"), row.condition);
      if (row.assumed.split(", ").includes(say("Direction")))
        remark(say("Assumption:"), say("its direction. Firewall texts leave it out until you give a network for the other end or accept the assumption."));
      const cells = [
        element("td", { className: CLASSES[way], textContent: way === "in" ? say("in") : say("out") }),
        this.ports(row),
        element("td", {}, ...others),
        purpose,
        element("td", { textContent: [...hosts].join(", ") }),
      ];
      return element("tr", {}, ...cells.slice(0, heads.length));
    }
  }

  function start() {
    const form = document.querySelector("form.task:not([data-ready])");
    if (!form) return;
    form.dataset.ready = "";
    new Task(form);
  }

  // The site's other scripts come after this one, unless the page is opened from within the site.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
