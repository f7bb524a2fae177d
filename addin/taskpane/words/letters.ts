export const lettersWords = {
  make: 'Write letters',
  makeNamed: (receiptNumber: number) => `Write the letters of receipt ${receiptNumber}`,
  failed: 'The letters were not written',
} as const;
