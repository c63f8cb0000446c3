// What a reader types about ports, and which requirements it means. The port finder and the search worker share it.
"use strict";

globalThis.portspec = (() => {
  const LAST = 65535;

  // Return { ranges, transports, words } of a text such as `2511/tcp`, `tcp 2511`, `5700-6900` or `mds vnc`.
  function parse(text, transports) {
    const query = { ranges: [], transports: [], words: [] };
    const range = (start, end) => query.ranges.push([Math.min(start, end), Math.max(start, end)]);
    const joined = text.toLowerCase().replace(/[‐-―−]/g, "-").replace(/(\d)\s*-\s*(?=\d)/g, "$1-");
    for (const word of joined.split(/[\s,;:/()"'+]+/).map((each) => each.replace(/^-+|-+$/g, ""))) {
      const found = /^(\d+)(?:-(\d+))?$/.exec(word);
      const [start, end] = found ? [Number(found[1]), Number(found[2] ?? found[1])] : [];
      if (found && start <= LAST && end <= LAST) range(start, end);
      else if (transports.has(word)) query.transports.push(word);
      else if (word) query.words.push(word);
    }
    return query;
  }

  // Return ranges, each a start and an end, as they are read.
  const written = (ends) =>
    ends.flatMap((end, at) => (at % 2 ? [ends[at - 1] === end ? `${end}` : `${ends[at - 1]}-${end}`] : [])).join(", ");

  // Return the table's rows as objects, in the table's order, and the transports that they name.
  function open(table) {
    const transports = new Set(["tcp", "udp"]);
    const rows = table.rows.map(
      ([release, role, page, id, ends, spoken, direction, status, label, purpose, peers, names, assumed]) => {
        const [folder, title, latest] = table.releases[release];
        const [roleId, roleName] = table.roles[role] ?? ["", "Without a role"];
        const own = spoken ? spoken.split(" ") : [];
        own.forEach((each) => transports.add(each));
        const direct = `${roleId} ${roleName} ${names}`.toLowerCase();
        return {
          id, ends, purpose, peers, names, assumed, folder, title, latest, roleId, roleName, direct,
          transports: own,
          direction: table.directions[direction],
          status: table.statuses[status],
          ports: label || written(ends),
          address: encodeURI(`${folder}${table.pages[page]}.html`) + encodeURI(`#${id}`),
          text: `${direct} ${label} ${purpose} ${peers} ${spoken} ${table.directions[direction]} ${id}`.toLowerCase(),
        };
      },
    );
    return { rows, transports };
  }

  // Return how wide the narrowest of a row's ranges is that meets one of the query's; -1 where they are equal, 0 where
  // the query asks for none. Most rows are dismissed here, so a browser that has yet to optimise it must be quick, too.
  function width({ ends }, { ranges }) {
    if (!ranges.length) return 0;
    let narrowest = Infinity;
    for (let at = 0; at < ends.length; at += 2)
      for (let each = 0; each < ranges.length; each += 1) {
        const [from, to] = ranges[each];
        const start = ends[at];
        const end = ends[at + 1];
        if (start <= to && from <= end) narrowest = Math.min(narrowest, start === from && end === to ? -1 : end - start);
      }
    return narrowest;
  }

  // Return a number that is lower the better a row answers the query, and Infinity where it does not.
  function distance(row, query) {
    let far = width(row, query);
    if (far === Infinity) return far;
    for (const word of query.words) {
      if (!row.text.includes(word)) return Infinity;
      if (!row.direct.includes(word)) far += LAST + 2;
    }
    for (const each of query.transports)
      if (!row.transports.includes(each)) return row.transports.length ? Infinity : far + LAST + 2;
    return far;
  }

  // Return the rows that answer a query, the best first and else in the table's order.
  function find({ rows, transports }, text, admitted = () => true) {
    const query = parse(text, transports);
    if (!query.ranges.length && !query.transports.length && !query.words.length) return [];
    const found = new Map(); // by distance, since thousands of rows may be equally near
    for (const row of rows) {
      const far = admitted(row) ? distance(row, query) : Infinity;
      if (far === Infinity) continue;
      const near = found.get(far);
      if (near) near.push(row);
      else found.set(far, [row]);
    }
    return [...found].sort(([first], [second]) => first - second).flatMap(([, near]) => near);
  }

  return { parse, open, find };
})();
