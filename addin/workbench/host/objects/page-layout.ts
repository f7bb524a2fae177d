import { ModelError } from '../model/model-error.js';
import { FOOTER_PLACES, HEADER_PLACES, type PagePlace, type PageZoom } from '../model/page-layout.js';
import { RangeTarget } from '../model/range-target.js';
import type { Sheet } from '../model/sheet.js';
import { asInteger, asOneOf, asRecord, asText } from '../protocol/arguments.js';
import { objectType, type Property } from '../protocol/object-type.js';
import { asRangeTarget } from './range-argument.js';

const COLUMNS_MAX = 16_384;
/** What Excel takes as a header or a footer, the codes of its places included. */
const TEXT_LENGTH_MAX = 255;
const PLACE_CODE_LENGTH = 2;
const ZOOM_LIMITS: Readonly<Record<keyof PageZoom, readonly [least: number, most: number]>> = {
  scale: [10, 400],
  horizontalFitToPages: [1, 32_767],
  verticalFitToPages: [1, 32_767],
};

/** PageLayout: what the project prints by; margins, paper and print areas are not known here. */
export const pageLayoutType = objectType<Sheet>({
  name: 'PageLayout',
  properties: {
    Orientation: {
      get: ({ page }) => page.orientation,
      set: (sheet, value) => {
        sheet.page = { ...sheet.page, orientation: asOneOf(value, ['Portrait', 'Landscape']) };
      },
    },
    Zoom: {
      get: ({ page }) => page.zoom,
      set: (sheet, value) => {
        sheet.page = { ...sheet.page, zoom: asZoom(value) };
      },
    },
  },
  children: { HeadersFooters: (sheet, services) => services.bind('HeaderFooterGroup', sheet) },
  methods: {
    SetPrintTitleRows: (sheet, [rows], services) => {
      const { sheet: home, area } = asRangeTarget(rows, sheet, services);
      if (home !== sheet) throw new ModelError('InvalidArgument');
      sheet.page = { ...sheet.page, titleRows: { row: area.row, rows: area.rows } };
    },
    GetPrintTitleRows: (sheet, _, services) => {
      const { titleRows } = sheet.page;
      if (titleRows === null) throw new ModelError('ItemNotFound');
      return services.bind('Range', new RangeTarget(sheet, { ...titleRows, column: 0, columns: COLUMNS_MAX }));
    },
  },
});

function asZoom(value: unknown): PageZoom {
  const given = Object.entries(asRecord(value)).filter(([, number]) => number !== undefined && number !== null);
  return Object.fromEntries(
    given.map(([key, number]) => {
      const [least, most] = ZOOM_LIMITS[asOneOf(key, ['scale', 'horizontalFitToPages', 'verticalFitToPages'])];
      const whole = asInteger(number);
      if (whole < least || whole > most) throw new ModelError('InvalidArgument');
      return [key, whole];
    }),
  );
}

/** HeaderFooterGroup: all pages have the same. */
export const headerFooterGroupType = objectType<Sheet>({
  name: 'HeaderFooterGroup',
  properties: { State: { get: () => 'Default' } },
  children: { DefaultForAllPages: (sheet, services) => services.bind('HeaderFooter', sheet) },
});

/** HeaderFooter. */
export const headerFooterType = objectType<Sheet>({
  name: 'HeaderFooter',
  properties: {
    LeftHeader: textAt('leftHeader'),
    CenterHeader: textAt('centerHeader'),
    RightHeader: textAt('rightHeader'),
    LeftFooter: textAt('leftFooter'),
    CenterFooter: textAt('centerFooter'),
    RightFooter: textAt('rightFooter'),
  },
});

function textAt(place: PagePlace): Property<Sheet> {
  return {
    get: ({ page }) => page.text[place],
    set: (sheet, value) => {
      const text = { ...sheet.page.text, [place]: asText(value) };
      for (const places of [HEADER_PLACES, FOOTER_PLACES]) {
        const used = places.filter((each) => text[each] !== '');
        const length = used.reduce((sum, each) => sum + PLACE_CODE_LENGTH + text[each].length, 0);
        if (length > TEXT_LENGTH_MAX) throw new ModelError('InvalidArgument');
      }
      sheet.page = { ...sheet.page, text };
    },
  };
}
