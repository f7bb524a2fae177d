import { formatArea, parseArea } from '../host/model/address.js';
import { type Sheet, Table } from '../host/model/sheet.js';
import { filterXml, modelFilter } from './file-filter.js';
import { fileText, modelText } from './file-text.js';
import { element, elements } from './package-parts.js';

/** Attributes that let a part carry the lasting ids of Excel. */
export const REVISION_NAMESPACES = {
  'xmlns:mc': 'http://schemas.openxmlformats.org/markup-compatibility/2006',
  'mc:Ignorable': 'xr',
  'xmlns:xr': 'http://schemas.microsoft.com/office/spreadsheetml/2014/revision',
};

function styleXml(table: Table): string {
  const flag = (shown: boolean): number => (shown ? 1 : 0);
  return element('tableStyleInfo', {
    name: table.style === '' ? undefined : table.style,
    showFirstColumn: flag(table.highlightFirstColumn),
    showLastColumn: flag(table.highlightLastColumn),
    showRowStripes: flag(table.showBandedRows),
    showColumnStripes: flag(table.showBandedColumns),
  });
}

function tableFilterXml(table: Table): string {
  const { header, totals, area } = table;
  if (header === null || !table.showFilterButton) return '';
  const filtered = { ...area, rows: area.rows - (totals === null ? 0 : 1) };
  const criteria = table.columns.flatMap(({ filter }, index) => (filter === null ? [] : [[index, filter] as const]));
  return filterXml(formatArea(filtered), criteria);
}

/**
 * A table as its part of the file, with the ids of the table and of its columns.
 * @param id its number in the file, from 1
 */
export function tableXml(table: Table, id: number): string {
  const columns = table.columns.map((column) => element('tableColumn', { id: column.id, name: fileText(column.name) }));
  const attributes = {
    xmlns: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
    ...REVISION_NAMESPACES,
    id,
    'xr:uid': table.id,
    name: table.name,
    displayName: table.name,
    ref: formatArea(table.area),
    headerRowCount: table.showHeaders ? undefined : 0,
    totalsRowCount: table.showTotals ? 1 : undefined,
    totalsRowShown: table.showTotals ? undefined : 0,
  };
  const content = [
    tableFilterXml(table),
    element('tableColumns', { count: columns.length }, columns.join('')),
    styleXml(table),
  ];
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${element('table', attributes, content.join(''))}`;
}

/**
 * Puts the table of a part on its sheet.
 * @param freshId gives an id to a table that has none
 */
export function putTable(xml: string, sheet: Sheet, freshId: () => string): void {
  const [root = {}] = elements(xml, 'table');
  const area = parseArea(root.ref ?? '');
  const columns = elements(xml, 'tableColumn');
  if (area === null || columns.length !== area.columns) {
    throw new Error(`the table ${root.displayName ?? ''} names no cells or other columns than it has`);
  }
  const table = new Table(root['xr:uid'] ?? freshId(), root.displayName ?? root.name ?? '', sheet, area);
  table.showHeaders = root.headerRowCount !== '0';
  table.showTotals = Number(root.totalsRowCount ?? 0) > 0;
  table.showFilterButton = elements(xml, 'autoFilter').length > 0;
  for (const { id = '', name = '' } of columns) table.takeColumn(Number(id), modelText(name));
  for (const [index, filter] of modelFilter(xml)) {
    const column = table.columns[index];
    if (column !== undefined) column.filter = filter;
  }
  const [style = {}] = elements(xml, 'tableStyleInfo');
  const shown = (value: string | undefined): boolean => value === '1' || value === 'true';
  table.style = style.name ?? '';
  table.highlightFirstColumn = shown(style.showFirstColumn);
  table.highlightLastColumn = shown(style.showLastColumn);
  table.showBandedRows = shown(style.showRowStripes);
  table.showBandedColumns = shown(style.showColumnStripes);
  sheet.tables.push(table);
}
