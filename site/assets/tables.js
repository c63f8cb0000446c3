// Tables that sort by a column, show only some rows, and give away what they show; without scripts they are plain tables.
"use strict";

(() => {
  const order = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
  // What a spreadsheet would run as a formula, or take for a date or a decimal that it is not (OWASP, CSV Injection).
  const GUARDED = /^(?:['=+\-@\t\r\n＝＋－＠]|\d{1,2}-\d{1,4}$|(?!(?:0|[1-9]\d{0,14})$|\d{3,}-\d{3,}$)[\d.][\d\s.,:/e+-]*$)/i;
  const FORMS = { csv: "text/csv", json: "application/json" };

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const cell = (row, at) => row.cells[at]?.textContent.trim() ?? "";
  const rowsOf = (body) => [...body.rows].filter((row) => !row.classList.contains("group"));

  // Return the values of a cell without the mark beside them; some cells hold several, such as `TCP, UDP`.
  function values(row, header) {
    const nodes = [...row.cells[header.cellIndex].childNodes].filter((node) => !node.classList?.contains("mark"));
    const text = nodes.map((node) => node.textContent).join("").trim();
    return header.dataset.filter === "several" ? text.split(/, | and /) : [text];
  }

  // Return a cell on one line, with its marks in brackets.
  function said(cell) {
    const copy = cell.cloneNode(true);
    for (const mark of copy.querySelectorAll(".mark")) mark.replaceWith(` (${mark.textContent})`);
    for (const end of copy.querySelectorAll("br")) end.replaceWith("; ");
    return copy.textContent.trim().replace(/\s+/g, " ");
  }

  // Sort the rows of each group; the group's own header stays first.
  function sort(table, header, down) {
    table.querySelectorAll("[aria-sort]").forEach((each) => each.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const at = header.cellIndex;
    const compare = (first, second) => order.compare(cell(first, at), cell(second, at));
    for (const body of table.tBodies) {
      const rows = rowsOf(body).sort(compare);
      body.append(...(down ? rows.reverse() : rows));
    }
  }

  function sortable(table) {
    for (const header of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      button.addEventListener("click", () => {
        sort(table, header, header.getAttribute("aria-sort") === "ascending");
        table.dispatchEvent(new Event("sorted"));
      });
      header.append(button);
    }
  }

  // What a table shows, as an array of its header's cells and one for each row; a group is named in a last column.
  function shown(table, group) {
    const heads = [...table.tHead.rows[0].cells].map((each) => each.textContent.trim());
    const found = [...table.tBodies].flatMap((body) => {
      const of = body.querySelector(".group")?.textContent.trim();
      return rowsOf(body)
        .filter((row) => !row.hidden)
        .map((row) => [...[...row.cells].map(said), ...(of ? [of] : [])]);
    });
    return [found.some((row) => row.length > heads.length) ? [...heads, group] : heads, ...found];
  }

  const field = (text) => `"${(GUARDED.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const WRITE = {
    csv: (rows) => rows.map((row) => `${row.map(field).join(",")}\r\n`).join(""), // RFC 4180
    json: ([heads, ...rows]) =>
      `${JSON.stringify(rows.map((row) => Object.fromEntries(row.map((text, at) => [heads[at], text]))), null, 2)}\n`,
  };

  function save(table, form, group) {
    const href = URL.createObjectURL(new Blob([WRITE[form](shown(table, group))], { type: `${FORMS[form]};charset=utf-8` }));
    const words = document.querySelector("h1").firstChild.textContent.trim().split(/[^\p{L}\p{N}]+/u);
    Object.assign(document.createElement("a"), { href, download: `${words.filter(Boolean).join("-").toLowerCase()}.${form}` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  // A bar before a table: its fields say what is shown, and the address keeps what they say.
  class Bar {
    constructor(table, bar, at) {
      this.table = table;
      this.bar = bar;
      this.name = (name) => (at ? `${name}-${at + 1}` : name);
      this.rows = [...table.tBodies].flatMap(rowsOf);
      this.text = new Map(this.rows.map((row) => [row, fold(row.textContent)]));
      const headers = [...table.tHead.rows[0].cells].filter((each) => "filter" in each.dataset);
      this.lists = headers.map((header, at) => [header, bar.querySelectorAll("select")[at]]).filter(([, list]) => list);
      for (const [header, list] of this.lists) {
        const found = [...new Set(this.rows.flatMap((row) => values(row, header)))].sort(order.compare);
        list.append(...found.map((value) => new Option(value)));
      }
      this.fields = [...bar.querySelectorAll("select, input")];
      this.restore(new URLSearchParams(location.search));
      bar.addEventListener("input", () => this.changed());
      table.addEventListener("sorted", () => this.keep());
      for (const each of bar.querySelectorAll("[data-form]"))
        each.addEventListener("click", () => save(table, each.dataset.form, bar.dataset.group));
    }

    restore(asked) {
      for (const each of this.fields) each.value = asked.get(this.name(each.name)) ?? "";
      for (const [, list] of this.lists) if (list.selectedIndex < 0) list.selectedIndex = 0;
      const [, down, at] = /^(-?)(\d+)$/.exec(asked.get(this.name("sort"))) ?? [];
      const header = this.table.querySelector("thead button") && this.table.tHead.rows[0].cells[at - 1];
      if (header) sort(this.table, header, Boolean(down));
      if (this.fields.some((each) => each.value)) this.show();
    }

    changed() {
      this.show();
      this.keep();
    }

    show() {
      const { rows, table, bar } = this;
      const asked = fold(bar.querySelector("input")?.value ?? "").split(/\s+/).filter(Boolean);
      const listed = (row) => this.lists.every(([header, { value }]) => !value || values(row, header).includes(value));
      for (const row of rows) row.hidden = !listed(row) || !asked.every((word) => this.text.get(row).includes(word));
      for (const body of table.tBodies) body.hidden = rowsOf(body).every((row) => row.hidden);
      const status = bar.querySelector("[role=status]");
      status.textContent = status.dataset.words.replace("{shown}", rows.filter((row) => !row.hidden).length).replace("{all}", rows.length);
    }

    keep() {
      const asked = new URLSearchParams(location.search);
      const set = (name, value) => (value ? asked.set(this.name(name), value) : asked.delete(this.name(name)));
      for (const each of this.fields) set(each.name, each.value.trim());
      const sorted = this.table.querySelector("[aria-sort]");
      set("sort", sorted && `${sorted.ariaSort === "descending" ? "-" : ""}${sorted.cellIndex + 1}`);
      history.replaceState(history.state, "", `${location.pathname}${asked.size ? `?${asked}` : ""}${location.hash}`);
    }
  }

  // A table that fits its place leaves its head where a reader scrolls; a wider one scrolls on its own.
  const fit = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      const fits = target.scrollWidth <= target.clientWidth;
      target.classList.toggle("fits", fits);
      target.classList.toggle("wide", !fits);
    }
  });

  function start() {
    let bars = 0;
    for (const table of document.querySelectorAll("table.ports:not([data-ready])")) {
      table.dataset.ready = "";
      const region = table.parentElement;
      if (!table.querySelector("tbody [rowspan]") && table.querySelectorAll("tbody tr").length > 2) sortable(table);
      if (region.previousElementSibling?.matches(".filters")) new Bar(table, region.previousElementSibling, bars++);
      if (region.matches("div.ports")) fit.observe(region);
    }
    if (!document.querySelector("form.task")) document.documentElement.classList.remove("asked");
  }

  if (globalThis.document$) document$.subscribe(start);
  else start();
})();
