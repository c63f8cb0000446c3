// The home page's question: what is set up. The answer is what its hosts need, before any other text.
"use strict";

(() => {
  const root = new URL("..", document.currentScript.src);
  const WAYS = { in: ["inbound", "from"], out: ["outbound", "to"] };
  const HEADS = ["Direction", "Ports", "Other end", "Purpose"];

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
      if (asked.has("product")) this.open(asked);
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
        release.replaceChildren(...found.map((each) => new Option(each.name, each.id)));
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
      const parts = [
        `${firm.filter((each) => each.way === "in").length} in`,
        `${firm.filter((each) => each.way === "out").length} out`,
        ...this.counted(found.ways.length - firm.length, "only under a condition"),
        ...this.counted(found.unknown, "not known well enough"),
        ...this.counted(found.closed, "not to be opened"),
      ];
      status.textContent = `${chosen.length ? "" : "All hosts: "}${parts.join(", ")}`;
      this.shown.replaceChildren(this.links(chosen), this.table(found.ways, chosen));
    }

    counted(count, words) {
      return count ? [`${count} ${words}`] : [];
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
        : [link("All ports", `${folder}ports.html`)];
      return element("p", {}, link("Firewall text for this", `firewall.html?${this.query()}`, "md-button--primary"), " ", ...pages.flatMap((each) => [each, " "]));
    }

    table(ways, chosen) {
      const rank = ({ row, way }) => (row.condition ? 2 : 0) + (way === "out");
      const heads = chosen.length === 1 ? HEADS : [...HEADS, "Host"];
      const rows = [...ways].sort((one, other) => rank(one) - rank(other)).map((each) => this.row(each, heads));
      const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col", textContent: text })));
      const caption = element("caption", { textContent: "What to open" });
      const table = element("table", { className: "ports" }, caption, element("thead", {}, head), element("tbody", {}, ...rows));
      return element("div", { className: "ports", role: "region", ariaLabel: "What to open", tabIndex: 0 }, table);
    }

    row({ row, way, hosts, peers }, heads) {
      const [direction, preposition] = WAYS[way];
      const ports = `${row.ports} ${row.transports.join(", ").toUpperCase()}`;
      const named = peers.size ? [...peers].join(", ") : element("strong", { className: "anywhere", textContent: "hosts not named" });
      const others = [element("em", { textContent: preposition }), " ", named];
      const purpose = element("td", { textContent: row.purpose });
      if (row.condition) purpose.append(" ", element("em", { className: "way-conditional", textContent: "Only if:" }), ` ${row.condition}`);
      const cells = [
        element("td", { className: `way-${direction}`, textContent: way }),
        element("th", { scope: "row" }, element("a", { href: new URL(row.address, root), textContent: ports })),
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
