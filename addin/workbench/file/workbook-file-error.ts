/** A file that the workbench can't open. The message says what is wrong with it and what to do. */
export class WorkbookFileError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
