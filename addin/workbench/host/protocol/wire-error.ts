import { ModelError } from '../model/model-error.js';

/** The error part of a Rich API reply. */
export interface WireError {
  readonly ActionIndex: number;
  readonly Code: string;
  readonly HttpStatusCode: number;
  readonly Location: string;
  readonly Message: string;
}

/** A member that the host lacks. It is counted, and answered as an error. */
export class UnknownMember extends Error {
  constructor(readonly member: string) {
    super(`The workbench has no ${member}. Add it to the member table of its type in addin/workbench/host/objects.`);
  }
}

const STATUS: Readonly<Record<string, number>> = {
  ItemNotFound: 404,
  ItemAlreadyExists: 409,
  InsertDeleteConflict: 409,
};

/** The reply to an action that failed. Errors that are nobody's doing but the host's are thrown on. */
export function wireError(error: unknown, actionIndex: number, location: string): WireError {
  if (error instanceof UnknownMember) {
    return {
      ActionIndex: actionIndex,
      Code: 'NotImplemented',
      HttpStatusCode: 501,
      Location: location,
      Message: error.message,
    };
  }
  if (error instanceof ModelError) {
    const status = STATUS[error.code] ?? 400;
    return {
      ActionIndex: actionIndex,
      Code: error.code,
      HttpStatusCode: status,
      Location: location,
      Message: error.message,
    };
  }
  throw error;
}
