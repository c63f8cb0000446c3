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

  // Return the table's rows as objects, in the table's order, and the transports that they name.
  function open(table) {
    const transports = new Set(["tcp", "udp"]);
    const rows = table.rows.map(
      ([release, role, page, id, ends, spoken, direction, status, label, purpose, peers, names, assumed]) => {
        const [folder, title, latest] = table.releases[release];
        const [roleId, roleName] = table.roles[role] ?? ["", "Without a role"];
        const ranges = [];
        for (let at = 0; at < ends.length; at += 2) ranges.push([ends[at], ends[at + 1]]);
        const own = spoken ? spoken.split(" ") : [];
        own.forEach((each) => transports.add(each));
        const direct = `${roleId} ${roleName} ${names}`.toLowerCase();
        return {
          id, ranges, purpose, peers, names, assumed, folder, title, latest, roleId, roleName, direct,
          transports: own,
          direction: table.directions[direction],
          status: table.statuses[status],
          ports: label || ranges.map(([start, end]) => (start === end ? `${start}` : `${start}-${end}`)).join(", "),
          address: encodeURI(`${folder}${table.pages[page]}.html`) + encodeURI(`#${id}`),
          text: `${direct} ${label} ${purpose} ${peers} ${spoken} ${table.directions[direction]} ${id}`.toLowerCase(),
        };
      },
    );
    return { rows, transports };
  }

  // Return how wide the narrowest of a row's ranges is that meets one of the query's; -1 where they are equal.
  function width(row, query) {
    let narrowest = Infinity;
    for (const [start, end] of row.ranges)
      for (const [from, to] of query.ranges)
        if (start <= to && from <= end) narrowest = Math.min(narrowest, start === from && end === to ? -1 : end - start);
    return narrowest;
  }

  // Return a number that is lower the better a row answers the query, and Infinity where it does not.
  function distance(row, query) {
    const stated = query.transports.every((each) => row.transports.includes(each));
    if (!stated && row.transports.length) return Infinity;
    if (!query.words.every((word) => row.text.includes(word))) return Infinity;
    const beside = query.words.filter((word) => !row.direct.includes(word)).length;
    return (query.ranges.length ? width(row, query) : 0) + (LAST + 2) * (beside + (stated ? 0 : 1));
  }

  // Return the rows that answer a query, the best first and else in the table's order.
  function find({ rows, transports }, text, admitted = () => true) {
    const query = parse(text, transports);
    if (!query.ranges.length && !query.transports.length && !query.words.length) return [];
    const found = [];
    for (const row of rows) {
      const far = admitted(row) ? distance(row, query) : Infinity;
      if (far < Infinity) found.push([far, row]);
    }
    return found.sort(([first], [second]) => first - second).map(([, row]) => row);
  }

  return { parse, open, find };
})();
