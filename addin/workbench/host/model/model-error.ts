/** Why Excel refuses something, in the codes of office.js. */
export type ModelErrorCode =
  | 'InvalidArgument'
  | 'InvalidReference'
  | 'InvalidOperation'
  | 'ItemNotFound'
  | 'ItemAlreadyExists'
  | 'InsertDeleteConflict'
  | 'RangeExceedsLimit';

const MESSAGES: Readonly<Record<ModelErrorCode, string>> = {
  InvalidArgument: 'The argument is invalid or missing or has an incorrect format.',
  InvalidReference: 'This reference is not valid for the current operation.',
  InvalidOperation: 'The operation attempted is invalid on the object.',
  ItemNotFound: "The requested resource doesn't exist.",
  ItemAlreadyExists: 'The resource being created already exists.',
  InsertDeleteConflict: 'The insert or delete operation attempted resulted in a conflict.',
  RangeExceedsLimit: 'The cell count in the range has exceeded the maximum supported number.',
};

/** The workbook refuses an operation, with the code and message that Excel gives. */
export class ModelError extends Error {
  constructor(
    readonly code: ModelErrorCode,
    message: string = MESSAGES[code],
  ) {
    super(message);
  }
}
