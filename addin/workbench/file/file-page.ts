import { parseArea } from '../host/model/address.js';
import {
  FOOTER_PLACES,
  HEADER_PLACES,
  STARTING_PAGE,
  type PageLayout,
  type PagePlace,
  type PageZoom,
} from '../host/model/page-layout.js';
import type { FileSheet } from './file-types.js';

type FilePage = Pick<FileSheet, 'pageSetup' | 'headerFooter'>;

const PLACE_CODES = ['L', 'C', 'R'] as const;

/** How a sheet is printed, as a file has it. A number of pages that is left open is 0 there. */
export function filePage({ orientation, zoom, titleRows, text }: PageLayout): FilePage {
  const { scale, horizontalFitToPages: wide, verticalFitToPages: tall } = zoom;
  const isFitted = wide !== undefined || tall !== undefined;
  const [header, footer] = [joined(HEADER_PLACES, text), joined(FOOTER_PLACES, text)];
  return {
    pageSetup: {
      orientation: orientation === 'Landscape' ? 'landscape' : 'portrait',
      ...(isFitted ? { fitToPage: true, fitToWidth: wide ?? 0, fitToHeight: tall ?? 0 } : {}),
      ...(scale === undefined ? {} : { scale }),
      ...(titleRows === null ? {} : { printTitlesRow: `$${titleRows.row + 1}:$${titleRows.row + titleRows.rows}` }),
    },
    ...(header === '' && footer === ''
      ? {}
      : { headerFooter: { ...(header && { oddHeader: header }), ...(footer && { oddFooter: footer }) } }),
  };
}

function joined(places: readonly PagePlace[], text: PageLayout['text']): string {
  return places.map((place, index) => (text[place] === '' ? '' : `&${PLACE_CODES[index]}${text[place]}`)).join('');
}

/** How a sheet is printed, as its file says. */
export function modelPage({ pageSetup = {}, headerFooter = {} }: FilePage): PageLayout {
  const { orientation, printTitlesRow } = pageSetup;
  const area = parseArea(printTitlesRow ?? '');
  return {
    orientation: orientation === 'landscape' ? 'Landscape' : 'Portrait',
    zoom: zoomOf(pageSetup),
    titleRows: area === null ? null : { row: area.row, rows: area.rows },
    text: {
      ...STARTING_PAGE.text,
      ...parted(HEADER_PLACES, headerFooter.oddHeader ?? ''),
      ...parted(FOOTER_PLACES, headerFooter.oddFooter ?? ''),
    },
  };
}

function zoomOf({ fitToPage, fitToWidth = 1, fitToHeight = 1, scale }: NonNullable<FilePage['pageSetup']>): PageZoom {
  if (fitToPage !== true) return { scale: scale ?? 100 };
  return {
    ...(fitToWidth === 0 ? {} : { horizontalFitToPages: fitToWidth }),
    ...(fitToHeight === 0 ? {} : { verticalFitToPages: fitToHeight }),
  };
}

/** A text before the first place's code stands in the middle. */
function parted(places: readonly PagePlace[], text: string): Partial<Record<PagePlace, string>> {
  const found: Partial<Record<PagePlace, string>> = {};
  let place = places[1];
  for (const [piece] of text.matchAll(/&.|[^&]+/gs)) {
    const code = PLACE_CODES.findIndex((each) => piece === `&${each}`);
    if (code >= 0) place = places[code];
    else if (place !== undefined) found[place] = `${found[place] ?? ''}${piece}`;
  }
  return found;
}
