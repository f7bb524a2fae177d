/** The colours of a statement: calm on paper, and dark enough for small type where they carry text. */
export const colours = {
  ink: '#14273a',
  body: '#2f4357',
  muted: '#566879',
  accent: '#0b5c86',
  tint: '#eaf3f8',
  rule: '#c3d2dc',
  bar: '#9cc3d9',
  alert: '#94380f',
} as const;

/** How a text is set; sizes are in points. */
export interface TextStyle {
  readonly size: number;
  readonly weight?: 'regular' | 'semibold';
  readonly colour?: string;
}

/** Letter paper, in points from its upper left corner. */
export const PAGE = { width: 612, height: 792, left: 42, right: 570 } as const;

/**
 * Where the page may be cut and what windows show. Folded in three, the upper part stands in a #10 envelope and the stub in
 * a #9; the windows are 4 1/2 by 1 1/8 inches, 7/8 from the left and 1/2 from the bottom. A folded part has play in its
 * envelope, so that an address keeps within what shows wherever it slides, and nothing else comes into what may show.
 */
export const MAILING = {
  address: { left: 68, top: 181, width: 246, height: 47 },
  mayShow: { right: 388, top: 146, bottom: 262 },
  perforation: 540,
  remitTo: { left: 68, top: 704, width: 290, height: 50 },
  /** Within two inches of the lower edge, and above what shows through the window of the return envelope. */
  scanLineBaseline: 664,
} as const;
