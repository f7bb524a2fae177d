import {
  noteCallsHandedOverPayloadSchema,
  type NoteCallsHandedOverPayload,
  type NoteCallsHandedOverReply,
} from '../../contract/commands/note-calls-handed-over.js';
import { CurbstopError } from '../../contract/problem.js';
import { callFiles, isReplaced, type KeptCallFile } from '../../queries/calls/call-files.js';
import type { Command } from '../command.js';
import { refuseCalledByAnother, writeCallsOut } from './note-call-send.js';
import { fileReplaced } from './sending-under-way.js';
import { refuseUnlessStanding } from './standing-run.js';

/**
 * Notes that a file was carried to the calling service by hand, so that its calls count as made and their results can be
 * read. It is a fact, so that no hours and no consent are asked for, nor whether another file was made since that went
 * nowhere. Throws `reason-missing`, `no-such-edition`,
 * `file-replaced`, `called-by-another-file` or `run-already-reversed`.
 */
export const noteCallsHandedOver: Command<NoteCallsHandedOverPayload, NoteCallsHandedOverReply> = {
  kind: 'note-calls-handed-over',
  roles: ['coordinator', 'supervisor'],
  payload: noteCallsHandedOverPayloadSchema,
  async execute(context, { billRunId, edition }) {
    const { trx, reason } = context;
    await refuseUnlessStanding(trx, billRunId);
    if (reason.trim() === '') throw reasonMissing();
    const files = await callFiles(trx, billRunId);
    const file = files.find((each) => each.edition === edition);
    if (file === undefined) throw noSuchEdition(billRunId, edition);
    const { fileName, calls, send } = file;
    if (send?.outcome === 'sent') return { outcome: 'unchanged', reply: { fileName, calls } };
    const wentSince = files.some((each) => each.edition > edition && isOut(each));
    if (wentSince && isReplaced(file, files)) throw fileReplaced(file);
    await refuseCalledByAnother(trx, file);
    const attempt = send?.attempt ?? '';
    await writeCallsOut(context, file, {
      billRunId,
      outcome: 'sent',
      attempt,
      target: 'by hand',
      detail: reason.trim(),
    });
    return { outcome: 'applied', reply: { fileName, calls } };
  },
};

function isOut({ send }: KeptCallFile): boolean {
  return send?.outcome === 'sent' || send?.outcome === 'sending';
}

function reasonMissing(): CurbstopError {
  return new CurbstopError({
    code: 'reason-missing',
    message: 'A file is noted as handed over only with a word on how.',
    fix: 'Say how the calling service got it, for the receipt.',
  });
}

function noSuchEdition(billRunId: string, edition: number): CurbstopError {
  return new CurbstopError({
    code: 'no-such-edition',
    status: 404,
    message: `The run ${billRunId} has no file of calls of edition ${edition}.`,
    fix: 'Look which files were made, and choose one of those.',
  });
}
