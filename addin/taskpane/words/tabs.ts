export const tabsWords = { home: 'Home', sheet: 'Sheet', receipts: 'Receipts', settings: 'Settings' } as const;
