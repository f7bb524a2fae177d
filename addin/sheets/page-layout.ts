import { HEADER_ROW } from './sheet-layout.js';

/** Excel takes 255 characters as a header, with its codes and with each ampersand twice. */
const HEADER_TEXT_LENGTH_MAX = 120;

/** Queues how a sheet is printed: landscape, as wide as a page, the headings on each page. The paper is the person's own. */
export function layOutPages({ pageLayout }: Excel.Worksheet): void {
  pageLayout.orientation = 'Landscape';
  pageLayout.zoom = { horizontalFitToPages: 1 };
  pageLayout.setPrintTitleRows(`$${HEADER_ROW}:$${HEADER_ROW}`);
}

/** Queues what each printed page says: what was pulled, which page of how many it is, and the day it was printed. */
export function namePages({ pageLayout }: Excel.Worksheet, title: string, subject: string): void {
  const pages = pageLayout.headersFooters.defaultForAllPages;
  pages.leftHeader = headerText(title, subject);
  pages.leftFooter = 'Printed &D';
  pages.rightFooter = 'Page &P of &N';
}

/** A subject that begins with the title says it already. An ampersand begins a code, and two of them are one. */
function headerText(title: string, subject: string): string {
  const text = subject.startsWith(title) ? subject : `${title}: ${subject}`;
  const shown = text.length > HEADER_TEXT_LENGTH_MAX ? `${text.slice(0, HEADER_TEXT_LENGTH_MAX - 1).trimEnd()}…` : text;
  return shown.replaceAll('&', '&&');
}
