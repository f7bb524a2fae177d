import { isReplaced, mailingFiles, type KeptMailingFile } from '../../queries/mailing/mailing-files.js';
import { writeMailingSend } from '../../store/mailing.js';
import type { Command } from '../command.js';
import {
  fileReplaced,
  isNews,
  noteSendPayloadSchema,
  refuseUnderWay,
  type NoteSendPayload,
} from './sending-under-way.js';
import { refuseSentAgainMeanwhile } from './sent-again-meanwhile.js';
import { refuseUnlessStanding } from './standing-run.js';

/**
 * Notes what came of sending a file; once it is sent nothing more is noted. Only one of those who send at once gets to
 * name the file: throws `sending-under-way` for any other, `file-replaced`, or `run-already-reversed`.
 */
export const noteMailingSend: Command<NoteSendPayload, null> = {
  kind: 'note-mailing-send',
  roles: ['coordinator', 'supervisor'],
  payload: noteSendPayloadSchema,
  async execute({ trx, commandNumber }, { billRunId, edition, outcome, attempt, target, detail }) {
    const files = await mailingFiles(trx, billRunId);
    const file = files.find((each) => each.edition === edition);
    if (file === undefined) throw new RangeError(`The run ${billRunId} has no file of edition ${edition}.`);
    const { fileNumber, send } = file;
    if (outcome === 'sending') {
      await refuseUnlessStanding(trx, billRunId);
      refuseUnderWay(file, attempt);
      if (isReplaced(file, files)) throw fileReplaced(file);
      const isOther = (each: KeptMailingFile) =>
        each !== file && each.purpose !== 'run' && each.purpose === file.purpose;
      refuseSentAgainMeanwhile(files.filter(isOther), new Date(file.madeAt));
    }
    if (!isNews(send, { outcome, attempt })) return { outcome: 'unchanged', reply: null };
    await writeMailingSend(trx, { fileNumber, target, outcome, attempt, detail }, commandNumber);
    return { outcome: 'applied', reply: null };
  },
};
