type Row = readonly [
  kind: 'skip' | 'trouble' | 'read',
  code: string,
  words: string,
  severity: 'stop' | 'warning' | 'info',
  action: 'accept' | 'reread' | 'estimate' | 'hold',
  means?: 'unread' | 'estimated',
];

/** MV-RS numbers are the utility's own: these are a usual set, to be set as the handhelds have them. */
const mvrs: readonly Row[] = [
  ['skip', '001', 'no access: gate locked', 'stop', 'estimate'],
  ['skip', '002', 'meter box under water', 'stop', 'reread'],
  ['skip', '003', 'meter not found', 'stop', 'reread'],
  ['skip', '004', 'dog in yard', 'stop', 'estimate'],
  ['skip', '005', 'car parked over the meter', 'stop', 'reread'],
  ['skip', '006', 'register can not be read', 'stop', 'estimate'],
  ['skip', '007', 'snow or ice', 'stop', 'estimate'],
  ['skip', '008', 'meter removed', 'stop', 'hold'],
  ['trouble', '010', 'leak at the meter', 'warning', 'accept'],
  ['trouble', '011', 'broken glass', 'info', 'accept'],
  ['trouble', '012', 'lid broken or missing', 'info', 'accept'],
  ['trouble', '013', 'meter stopped', 'warning', 'reread'],
  ['trouble', '014', 'meter turned around', 'warning', 'reread'],
  ['trouble', '015', 'unauthorised use', 'warning', 'hold'],
  ['trouble', '016', 'radio does not answer', 'info', 'accept'],
  ['trouble', '017', 'vacant', 'info', 'accept'],
  ['trouble', '018', 'water runs backwards', 'stop', 'reread'],
  ['read', 'N', 'read', 'info', 'accept'],
  ['read', 'S', 'skipped', 'info', 'accept', 'unread'],
  ['read', 'E', 'estimated by the reader', 'warning', 'accept', 'estimated'],
];

/** Read types of Badger ReadCenter; in lower case, the reader asked something. */
const beacon: readonly Row[] = [
  ['trouble', '07', 'no access', 'info', 'accept'],
  ['trouble', '10', 'leak at the meter', 'warning', 'accept'],
  ['trouble', '12', 'lid broken or missing', 'info', 'accept'],
  ['trouble', '18', 'water runs backwards', 'stop', 'reread'],
  ...(['', 'with inquiry'] as const).flatMap((inquiry): Row[] => {
    const said = (code: string, words: string) =>
      inquiry === '' ? ([code, words] as const) : ([code.toLowerCase(), `${words}, ${inquiry}`] as const);
    return [
      ['read', ...said('N', 'not read'), 'info', 'accept', 'unread'],
      ['read', ...said('D', 'not read, to be deferred'), 'info', 'accept', 'unread'],
      ['read', ...said('R', 'read'), 'info', 'accept'],
      ['read', ...said('H', 'above the high limit, confirmed by the reader'), 'info', 'accept'],
      ['read', ...said('L', 'below the low limit, confirmed by the reader'), 'info', 'accept'],
    ];
  }),
];

/** The two figures of a Neptune read code. */
const neptune: readonly Row[] = [
  ['read', '00', 'read', 'info', 'accept'],
  ['read', '01', 'keyed', 'info', 'accept'],
  ['read', '02', 'estimated by the reader', 'warning', 'accept', 'estimated'],
  ['skip', '01', 'no access', 'stop', 'estimate'],
  ['skip', '02', 'dog in yard', 'stop', 'estimate'],
  ['skip', '03', 'meter not found', 'stop', 'reread'],
];

/** Note numbers of AutoRead, which are the utility's own. */
const autoread: readonly Row[] = [
  ['trouble', '0001', 'no access', 'info', 'accept'],
  ['trouble', '0002', 'dog in yard', 'info', 'accept'],
  ['trouble', '0003', 'leak at the meter', 'warning', 'accept'],
  ['trouble', '0004', 'meter stopped', 'warning', 'reread'],
  ['trouble', '0005', 'lid broken or missing', 'info', 'accept'],
];

const any: readonly Row[] = [
  ['skip', 'NA', 'no access', 'stop', 'estimate'],
  ['read', 'EST', 'estimated', 'warning', 'accept', 'estimated'],
];

/** What codes mean from the start: a usual set for each maker, to be changed to the utility's own. */
export const startingReadingCodes = Object.entries({
  any,
  'beacon-csv': beacon,
  'mvrs-upload': mvrs,
  neptune,
  autoread,
}).flatMap(([format, rows]) =>
  rows.map(([kind, code, words, severity, action, means]) => {
    return { format, kind, code, words, severity, action, means: means ?? 'nothing' };
  }),
);
