/** The places of a page's header and footer, in the order in which a file has them. */
export const HEADER_PLACES = ['leftHeader', 'centerHeader', 'rightHeader'] as const;
export const FOOTER_PLACES = ['leftFooter', 'centerFooter', 'rightFooter'] as const;
export type PagePlace = (typeof HEADER_PLACES)[number] | (typeof FOOTER_PLACES)[number];

export type Orientation = 'Portrait' | 'Landscape';

/** In percent, or by how many pages it may take; a number of pages that is not there is as many as it needs. */
export interface PageZoom {
  readonly scale?: number;
  readonly horizontalFitToPages?: number;
  readonly verticalFitToPages?: number;
}

/** How a sheet is printed. */
export interface PageLayout {
  readonly orientation: Orientation;
  readonly zoom: PageZoom;
  /** The rows that each page repeats, counted from 0; null for none. */
  readonly titleRows: { readonly row: number; readonly rows: number } | null;
  /** What stands above and below each page, in Excel's codes (&P is the page's number). */
  readonly text: Readonly<Record<PagePlace, string>>;
}

/** The layout of a new sheet. */
export const STARTING_PAGE: PageLayout = {
  orientation: 'Portrait',
  zoom: { scale: 100 },
  titleRows: null,
  text: { leftHeader: '', centerHeader: '', rightHeader: '', leftFooter: '', centerFooter: '', rightFooter: '' },
};
