import type { Issue } from '../../contract/problem.js';

/** What is wrong at a place in a setting, such as services.sewer.due. */
export function settingIssue(code: string, path: string, trouble: string, fix: string): Issue {
  return { code, rowKey: '', column: path, message: path === '' ? trouble : `${path}: ${trouble}`, fix };
}
