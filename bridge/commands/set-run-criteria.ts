import {
  setRunCriteriaPayloadSchema,
  type SetRunCriteriaPayload,
  type SetRunCriteriaReply,
} from '../contract/commands/set-run-criteria.js';
import { CurbstopError } from '../contract/problem.js';
import { criteriaIssues } from '../domain/billing/run-criteria.js';
import { billedBeforeIssue } from '../queries/billed-before.js';
import { refuseClosedPeriod } from '../queries/ledger-settings.js';
import { refusePosted } from '../queries/open-bill-run.js';
import { billRun } from '../queries/run-facts.js';
import { setCriteria } from '../store/bill-runs.js';
import type { Command } from './command.js';

/**
 * Sets the bill date, the due date and the message of an open run. What is billed in advance is priced by the rates of the
 * bill date, so that bills may change by it; an approval of the run is then void. Throws `unknown-bill-run`,
 * `run-already-posted`, `closed-period` or `criteria-wrong` with an issue for each date that can't be.
 */
export const setRunCriteria: Command<SetRunCriteriaPayload, SetRunCriteriaReply> = {
  kind: 'set-run-criteria',
  roles: ['coordinator', 'supervisor'],
  payload: setRunCriteriaPayloadSchema,
  async execute({ trx }, payload) {
    const run = await billRun(trx, payload.billRunId);
    refusePosted(run);
    const billedBefore = await billedBeforeIssue(trx, { ...run, billedOn: payload.billedOn });
    const issues = [
      ...criteriaIssues({ ...payload, periodTo: run.periodTo }),
      ...(billedBefore === null ? [] : [billedBefore]),
    ];
    if (issues.length > 0) {
      throw new CurbstopError({
        code: 'criteria-wrong',
        message: issues.map(({ message }) => message).join(' '),
        fix: issues.map(({ fix }) => fix).join(' '),
        issues,
      });
    }
    await refuseClosedPeriod(trx, payload.billedOn);
    const { billedOn, dueOn, message } = payload;
    const isSame = billedOn === run.billedOn && dueOn === run.dueOn && message === run.message;
    if (isSame) return { outcome: 'unchanged', reply: payload };
    await setCriteria(trx, payload);
    return { outcome: 'applied', reply: payload };
  },
};
