/** What statements say until the utility says otherwise; migration 0030 writes it. */
export const startingStatement = {
  name: null,
  address: [],
  contact: [],
  remitTo: [],
  messages: [],
  forwardMessage: 'This bill includes a balance from before it. If you have paid that meanwhile, thank you.',
  // Account, due date, rate, gross and net: the layout that lockboxes take most.
  scanLine: [
    { field: 'account', length: 11 },
    { field: 'due-date' },
    { field: 'text', digits: '0000' },
    { field: 'amount-after-due', length: 10 },
    { field: 'amount-due', length: 10 },
  ],
} as const;

/** Alabaster's published penalty: ten percent of the bill. */
export const startingLateCharge = { percent: '10', on: 'current-charges' } as const;
