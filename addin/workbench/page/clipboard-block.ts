/** The rows and cells of copied text, as spreadsheets put it on the clipboard: tabs between cells, quotes around line breaks. */
export function clipboardBlock(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cells = /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r\n|\n|\r|$)/gy;
  for (let match = cells.exec(text); match !== null; match = cells.exec(text)) {
    const [whole, cell = '', end] = match;
    row.push(/^".*[\t\n\r"].*"$/s.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== '\t') {
      rows.push(row);
      row = [];
    }
    if (whole === '' || cells.lastIndex >= text.length) break;
  }
  return rows;
}
