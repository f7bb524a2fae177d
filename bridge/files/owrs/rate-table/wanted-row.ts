/** A row as the person wants it, in the order of their sheet. Values are as in the rate table; null is an empty cell. */
export interface WantedRow {
  /** The key of the row as pulled, or that of a row which the person typed. */
  readonly key: string;
  /** The row's number in the worksheet. */
  readonly sheetRow: number;
  readonly className: string | null;
  readonly component: string | null;
  readonly from: string | null;
  readonly price: string | null;
}
