import { useCallback, useState } from 'react';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { ImportPaymentsReply } from '../../../bridge/contract/commands/import-payments.js';
import { base64Of } from '../parts/file-upload.js';
import {
  duplicatesWith,
  NO_CHOICES,
  NO_DUPLICATES,
  paymentFileTrouble,
  type PaymentChoices,
} from '../payments/payment-choices.js';
import { typedAmountToCents } from '../../../bridge/contract/money.js';
import { useCommand } from './use-command.js';
import { useTask } from './use-task.js';

export type ImportReply = CommandReply<ImportPaymentsReply>;
export type ImportPayments = ReturnType<typeof useImportPayments>;

/** What is asked of the bridge: a result stands only as long as nothing of it was changed. */
interface Asked {
  readonly file: File;
  readonly choices: PaymentChoices;
}

/** Posts a payment file: it is checked as soon as it is chosen, and posted when the person says so. */
export function useImportPayments(onPosted: () => void) {
  const { preview, send } = useCommand('import-payments');
  const task = useTask<ImportReply>();
  const { start, reset } = task;
  const [file, setFile] = useState<File | null>(null);
  const [choices, setChoices] = useState(NO_CHOICES);
  const [duplicates, setDuplicates] = useState(NO_DUPLICATES);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isPosting, setIsPosting] = useState(false);

  const run = useCallback(
    async (wanted: Asked, dryRun: boolean) => {
      if (totalTrouble(wanted.choices) || paymentFileTrouble(wanted.file) !== null) return;
      const reply = await start(async (signal) => {
        setAsked(wanted);
        setIsPosting(!dryRun);
        const payload = await payloadOf(wanted);
        const { name, size, lastModified } = wanted.file;
        const fingerprint = JSON.stringify([name, size, lastModified, wanted.choices]);
        return dryRun ? preview({ payload, signal }) : send({ payload, subject: name, fingerprint, signal });
      });
      if (reply === null) return;
      setDuplicates((known) => duplicatesWith(known, wanted.file, reply.reply.issues));
      if (reply.receiptNumber !== null) onPosted();
    },
    [preview, send, start, onPosted],
  );

  /** While the file is being posted nothing of it may change, or its result would stand for another one. */
  const isHeld = task.busy && isPosting;

  const choose = (chosen: File) => {
    if (isHeld) return;
    const first = { ...NO_CHOICES, layout: choices.layout };
    setFile(chosen);
    setChoices(first);
    setDuplicates(NO_DUPLICATES);
    reset();
    void run({ file: chosen, choices: first }, true);
  };

  /** Takes a choice; one that is made at once is checked at once, while an amount is still being typed. */
  const change = (changed: Partial<PaymentChoices>) => {
    if (isHeld) return;
    const wanted = { ...choices, ...changed };
    setChoices(wanted);
    if (file !== null && changed.controlTotal === undefined) void run({ file, choices: wanted }, true);
  };

  const isCurrent = asked !== null && asked.file === file && asked.choices === choices;
  return {
    ...task,
    file,
    fileTrouble: file === null ? null : paymentFileTrouble(file),
    choose,
    choices,
    change,
    totalTrouble: totalTrouble(choices),
    duplicates: duplicates.file === file ? duplicates.found : [],
    /** The result and the trouble of what is chosen now. */
    result: isCurrent ? task.result : null,
    trouble: isCurrent ? task.trouble : null,
    isPosting,
    isHeld,
    check: () => file !== null && void run({ file, choices }, true),
    post: () => file !== null && void run({ file, choices }, false),
  };
}

function totalTrouble({ controlTotal }: PaymentChoices): boolean {
  return controlTotal.trim() !== '' && typedAmountToCents(controlTotal) === null;
}

async function payloadOf({ file, choices: { controlTotal, acceptDuplicates, ...choices } }: Asked) {
  const controlTotalCents = controlTotal.trim() === '' ? null : typedAmountToCents(controlTotal);
  const contentBase64 = await base64Of(file);
  return { fileName: file.name, contentBase64, ...choices, controlTotalCents, acceptDuplicates: [...acceptDuplicates] };
}
