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

  // Return the table's rows as objects, in the table's order, with what `find` asks of them all: their ranges one after
  // the other, each with the place of its row; the transports that they name, as bits; and their words in one text.
  function open(table) {
    const transports = new Map([["tcp", 1], ["udp", 2]]);
    const ends = new Uint16Array(table.rows.reduce((sum, row) => sum + row[4].length, 0));
    const owners = new Uint32Array(ends.length / 2);
    const spoken = new Uint32Array(table.rows.length);
    const offsets = new Uint32Array(table.rows.length + 1);
    const texts = [];
    let filled = 0;
    const rows = table.rows.map(
      ([release, role, page, id, own, named, direction, status, label, purpose, peers, names, assumed], at) => {
        const [folder, title, latest] = table.releases[release];
        const [roleId, roleName] = table.roles[role] ?? ["", "Without a role"];
        const direct = `${roleId} ${roleName} ${names}`.toLowerCase();
        const text = `${direct} ${label} ${purpose} ${peers} ${named} ${table.directions[direction]} ${id}`.toLowerCase();
        texts.push(text);
        offsets[at + 1] = offsets[at] + text.length + 1;
        ends.set(own, filled);
        owners.fill(at, filled / 2, (filled += own.length) / 2);
        const said = named ? named.split(" ") : [];
        for (const each of said) {
          if (!transports.has(each)) transports.set(each, 2 ** transports.size);
          spoken[at] |= transports.get(each);
        }
        return {
          id, purpose, peers, names, assumed, folder, title, latest, roleId, roleName, direct,
          transports: said,
          direction: table.directions[direction],
          status: table.statuses[status],
          ports: label || written(own),
          address: encodeURI(`${folder}${table.pages[page]}.html`) + encodeURI(`#${id}`),
        };
      },
    );
    return { rows, transports, ends, owners, spoken, text: texts.join("\n"), offsets };
  }

  // Each of these raises the distances of rows from a query: a number that is lower the better a row answers it, and
  // Infinity where it does not. They go through all rows in plain loops, which a browser is quick at from the first.
  const WORSE = LAST + 2;

  // How wide the narrowest of a row's ranges is that meets one of the query's; -1 where they are equal.
  function byRanges(far, { ends, owners }, ranges) {
    far.fill(Infinity);
    for (const [from, to] of ranges)
      for (let at = 0; at < owners.length; at += 1) {
        const start = ends[2 * at];
        const end = ends[2 * at + 1];
        if (start > to || from > end) continue;
        const width = start === from && end === to ? -1 : end - start;
        if (width < far[owners[at]]) far[owners[at]] = width;
      }
  }

  // A row must have the word; it is nearer where its role or its port's name has it.
  function byWord(far, { rows, text, offsets }, word) {
    let row = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, offsets[row])) {
      for (; offsets[row + 1] <= at; row += 1) far[row] = Infinity;
      if (!rows[row].direct.includes(word)) far[row] += WORSE;
      row += 1;
    }
    far.fill(Infinity, row);
  }

  // A row must have the transport, or state none.
  function byTransport(far, { spoken }, bit) {
    for (let at = 0; at < spoken.length; at += 1) if (!(spoken[at] & bit)) far[at] += spoken[at] ? Infinity : WORSE;
  }

  // Return { count, rows }: how many rows answer a query, and at most so many of them, the best first and else in the
  // table's order.
  function find(opened, asked, most, admitted = () => true) {
    const { rows, transports } = opened;
    const query = parse(asked, transports);
    if (!query.ranges.length && !query.transports.length && !query.words.length) return { count: 0, rows: [] };
    const far = new Float64Array(rows.length);
    if (query.ranges.length) byRanges(far, opened, query.ranges);
    for (const word of query.words) byWord(far, opened, word);
    for (const each of query.transports) byTransport(far, opened, transports.get(each));
    const best = []; // places of rows, the nearest first
    let count = 0;
    for (let at = 0; at < rows.length; at += 1) {
      if (far[at] === Infinity || !admitted(rows[at])) continue;
      count += 1;
      let to = best.length;
      if (to === most && far[best[to - 1]] <= far[at]) continue;
      while (to && far[best[to - 1]] > far[at]) to -= 1;
      best.splice(to, 0, at);
      if (best.length > most) best.pop();
    }
    return { count, rows: best.map((at) => rows[at]) };
  }

  return { parse, open, find };
})();
