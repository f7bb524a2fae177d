import type { Span } from '../fixed-width.js';
import type { FileIssues } from './file-issues.js';
import { MVRS, MVRS_LENGTH, type MvrsLayout } from './mvrs-layout.js';
import { RecordFields } from './record-fields.js';

/** The fields of one MV-RS record. */
export class MvrsFields<Id extends keyof MvrsLayout> extends RecordFields<keyof MvrsLayout[Id] & string> {
  constructor(id: Id, content: string, line: number, issues: FileIssues) {
    super(
      { id, length: MVRS_LENGTH, fields: MVRS[id] as Record<keyof MvrsLayout[Id] & string, Span> },
      content,
      line,
      issues,
    );
  }
}
