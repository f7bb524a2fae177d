import { sheetKinds } from '../../contract/sheets/index.js';
import { changedSettingSince } from '../../queries/changed-since.js';
import { refuseUnsealed } from '../../store/seals.js';
import { writeSetting } from '../../store/settings.js';
import { allPulledRows } from '../../store/sheet-pulls.js';
import { settingRows, type SettingSheet } from '../push-sheet/setting-sheet-push.js';
import type { PushReversal } from './push-reversal.js';

/** Makes the list that a sheet was pulled with the setting again, from today on: a push is taken only on top of that. */
export function settingReversal<Item>(sheet: SettingSheet<Item>): PushReversal {
  return {
    isWhole: true,
    async reverse(context, { pull, receiptNumber }) {
      const { trx, today } = context;
      const since = await changedSettingSince(trx, { setting: sheet.setting, sheet: sheet.kind.id, receiptNumber });
      if (since !== null) {
        const { title } = sheetKinds[sheet.kind.id as keyof typeof sheetKinds];
        const message = `The ${sheet.noun} were changed again since, by receipt ${since}.`;
        const fix = `Reverse that one first, or pull ${title} and push what is right.`;
        return { issues: [{ code: 'changed-since', rowKey: '', column: '', message, fix }] };
      }
      const pulled = settingRows(sheet.kind, await allPulledRows(trx, pull.pullId));
      const { items, issues } = await sheet.read(pulled, context);
      if (items === null) return { issues };
      await refuseUnsealed(trx, ['setting']);
      await writeSetting(trx, sheet.setting, today, items);
      return { issues: [], changes: ['setting'] };
    },
  };
}
