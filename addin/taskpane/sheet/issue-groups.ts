import type { Issue } from '../../../bridge/contract/problem.js';
import { sheetKinds, type SheetKindId } from '../../../bridge/contract/sheets/index.js';
import { words } from '../words.js';

export interface IssueGroup {
  readonly code: string;
  /** What to do about all of them. */
  readonly fix: string;
  readonly issues: readonly Issue[];
}

/** A cell that someone else changed is listed once, with its values, as a conflict. */
const CONFLICT = 'changed-since-pull';

/** The issues without those that are listed as conflicts. */
export function issuesToMend(issues: readonly Issue[]): Issue[] {
  return issues.filter(({ code }) => code !== CONFLICT);
}

/** Issues of one kind together, the largest group first, each group in the order of the sheet. */
export function groupIssues(issues: readonly Issue[]): IssueGroup[] {
  const groups = new Map<string, { code: string; fix: string; issues: Issue[] }>();
  for (const issue of issues) {
    const key = `${issue.code}|${issue.fix}`;
    const group = groups.get(key) ?? { code: issue.code, fix: issue.fix, issues: [] };
    group.issues.push(issue);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.issues.length - a.issues.length);
}

/** The header of a column as the contract names it; the id itself for a column that this version does not know. */
export function headerOf(kind: SheetKindId, columnId: string): string {
  return sheetKinds[kind].columns.find(({ id }) => id === columnId)?.header ?? columnId;
}

/** Where an issue is, for the person: "Row 14, Reason". */
export function placeOf(kind: SheetKindId, sheetRow: number | null, columnId: string): string {
  const header = columnId === '' ? '' : headerOf(kind, columnId);
  return words.sheet.issueAt(sheetRow, header) || words.sheet.wholeSheet;
}
