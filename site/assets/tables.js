// Tables that sort by a column and show only some rows; without scripts they are plain tables.
"use strict";

(() => {
  const FEW = 6; // rows that are seen at a glance need no filters
  const order = new Intl.Collator("en", { numeric: true });
  const cell = (row, at) => row.cells[at]?.textContent.trim() ?? "";

  // Return the values of a cell without the mark beside them; some cells hold several, such as `TCP, UDP`.
  function values(row, header) {
    const nodes = [...row.cells[header.cellIndex].childNodes].filter((node) => !node.classList?.contains("mark"));
    const text = nodes.map((node) => node.textContent).join("").trim();
    return header.dataset.filter === "several" ? text.split(/, | and /) : [text];
  }

  // Sort the rows of each group; the group's own header stays first.
  function sort(table, header) {
    const down = header.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("[aria-sort]").forEach((each) => each.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const at = header.cellIndex;
    const compare = (first, second) => order.compare(cell(first, at), cell(second, at));
    for (const body of table.tBodies) {
      const rows = [...body.rows].filter((row) => !row.classList.contains("group")).sort(compare);
      body.append(...(down ? rows.reverse() : rows));
    }
  }

  function sortable(table) {
    for (const header of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      button.addEventListener("click", () => sort(table, header));
      header.append(button);
    }
  }

  function filterable(table, headers) {
    const rows = [...table.tBodies].flatMap((body) => [...body.rows].filter((row) => !row.classList.contains("group")));
    if (rows.length <= FEW) return;
    const bar = Object.assign(document.createElement("div"), { className: "filters" });
    const count = document.createElement("p");
    count.setAttribute("role", "status");
    const lists = headers.map((header) => [header, list(bar, header, rows)]);
    bar.addEventListener("change", () => {
      const shown = (row) => lists.every(([header, { value }]) => !value || values(row, header).includes(value));
      for (const row of rows) row.hidden = !shown(row);
      for (const body of table.tBodies)
        body.hidden = [...body.rows].every((row) => row.hidden || row.classList.contains("group"));
      count.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
    });
    bar.append(count);
    table.parentElement.before(bar);
    bar.dispatchEvent(new Event("change"));
  }

  // Put a list of a column's values into the bar, and return it.
  function list(bar, header, rows) {
    const name = header.textContent.trim();
    const label = Object.assign(document.createElement("label"), { textContent: name });
    const select = document.createElement("select");
    const found = [...new Set(rows.flatMap((row) => values(row, header)))].sort(order.compare);
    select.append(new Option("any", ""), ...found.map((value) => new Option(value)));
    label.append(select);
    bar.append(label);
    return select;
  }

  function start() {
    for (const table of document.querySelectorAll("table.ports:not([data-ready])")) {
      table.dataset.ready = "";
      const headers = [...table.tHead.rows[0].cells].filter((each) => "filter" in each.dataset);
      if (headers.length) filterable(table, headers);
      if (!table.querySelector("tbody [rowspan]")) sortable(table);
    }
  }

  if (globalThis.document$) document$.subscribe(start);
  else start();
})();
