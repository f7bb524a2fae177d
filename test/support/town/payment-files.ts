/** A line of the sample lockbox layout. */
export interface LockboxLine {
  readonly account: string;
  readonly cents: number;
  /** MMDDYY */
  readonly date: string;
  /** HHMMSS, or nothing. */
  readonly time: string;
  readonly reference: string;
  readonly payer?: string;
}

/** A lockbox file as the bank writes it, its trailer right. */
export function lockboxFile(lines: readonly LockboxLine[]): string {
  const total = lines.reduce((sum, { cents }) => sum + cents, 0);
  return [
    'H,FIRST BANK,112326',
    ...lines.map(({ account, cents, date, time, reference, payer = '' }) =>
      ['D', account, cents, date, time, reference, payer].join(','),
    ),
    `T,${lines.length},${total}`,
    '',
  ].join('\r\n');
}
