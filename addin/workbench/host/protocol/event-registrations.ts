/** The event types of the Rich API. */
export const EVENT_TYPES = {
  worksheetChanged: 10,
  worksheetActivated: 11,
  worksheetDeactivated: 12,
  worksheetAdded: 13,
  worksheetSelectionChanged: 14,
  worksheetDeleted: 15,
  worksheetRowSorted: 19,
  worksheetColumnSorted: 20,
  worksheetNameChanged: 25,
  worksheetMoved: 27,
  tableSelectionChanged: 100,
  tableChanged: 101,
  tableAdded: 102,
  tableDeleted: 103,
  worksheetCalculated: 16,
  worksheetFormatChanged: 18,
  worksheetSingleClicked: 21,
  worksheetRowHiddenChanged: 22,
} as const;

/** The target of events of the whole workbook. */
export const WHOLE_WORKBOOK = 'Workbook';

/** Which events the add-in asked for. */
export class EventRegistrations {
  private readonly counts = new Map<string, number>();

  add(type: number, target: string): void {
    const key = `${type}:${target}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  remove(type: number, target: string): void {
    const key = `${type}:${target}`;
    const count = (this.counts.get(key) ?? 0) - 1;
    if (count > 0) this.counts.set(key, count);
    else this.counts.delete(key);
  }

  has(type: number, target: string): boolean {
    return this.counts.has(`${type}:${target}`);
  }

  /** Forgets all, as when the add-in is reloaded. */
  clear(): void {
    this.counts.clear();
  }
}
