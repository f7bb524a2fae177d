/** The layout that a database knows from the start, as a model to copy: a Radix handheld's. */
export const startingReadingLayouts = [
  {
    name: 'Radix',
    returned: {
      shape: 'fixed',
      encoding: 'latin1',
      names: false,
      lineLength: 36,
      headerLines: 0,
      trailerLines: 0,
      dateFormat: 'MMDDYY',
      timeFormat: 'HH:mm',
      blankReading: 'unread',
      noCode: [],
      columns: {
        route: { at: 4, length: 3 },
        account: { at: 7, length: 6 },
        reading: { at: 14, length: 7 },
        date: { at: 21, length: 6 },
        meter: { at: 27, length: 10 },
      },
    },
  },
];
