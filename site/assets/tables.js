// Tables that sort by a column and show only some rows; without scripts they are plain tables.
"use strict";

(() => {
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

  // Fill the lists that stand before the table.
  function filterable(table, bar) {
    const rows = [...table.tBodies].flatMap((body) => [...body.rows].filter((row) => !row.classList.contains("group")));
    const headers = [...table.tHead.rows[0].cells].filter((each) => "filter" in each.dataset);
    const lists = headers.map((header, at) => [header, bar.querySelectorAll("select")[at]]);
    for (const [header, list] of lists) {
      const found = [...new Set(rows.flatMap((row) => values(row, header)))].sort(order.compare);
      list.append(...found.map((value) => new Option(value)));
    }
    bar.addEventListener("change", () => {
      const shown = (row) => lists.every(([header, { value }]) => !value || values(row, header).includes(value));
      for (const row of rows) row.hidden = !shown(row);
      for (const body of table.tBodies)
        body.hidden = [...body.rows].every((row) => row.hidden || row.classList.contains("group"));
      bar.querySelector("[role=status]").textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
    });
  }

  function start() {
    for (const table of document.querySelectorAll("table.ports:not([data-ready])")) {
      table.dataset.ready = "";
      const before = table.parentElement.previousElementSibling;
      if (before?.matches(".filters")) filterable(table, before);
      if (!table.querySelector("tbody [rowspan]") && table.querySelectorAll("tbody tr").length > 2) sortable(table);
    }
  }

  if (globalThis.document$) document$.subscribe(start);
  else start();
})();
