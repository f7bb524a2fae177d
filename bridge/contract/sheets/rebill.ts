import { z } from 'zod';
import { rateClasses } from '../services.js';
import { monthSchema } from '../month.js';
import { moneyColumn, summedColumn, type SheetKind } from './sheet-kind.js';

/** An account, and the months in which its bills' periods end; without a beginning the last thirteen bills. */
export const rebillParametersSchema = z.object({
  accountId: z.string().max(40),
  fromMonth: monthSchema.optional(),
  throughMonth: monthSchema.optional(),
});
export type RebillParameters = z.infer<typeof rebillParametersSchema>;

/**
 * The Rebill sheet that a row of another sheet leads to. What was typed there for the record stands typed in the row of its
 * bill, by the ids of the columns.
 */
export const rebillOfferSchema = rebillParametersSchema.extend({
  typed: z.object({ bill: z.number().int(), cells: z.record(z.string(), z.string()) }).optional(),
});
export type RebillOffer = z.infer<typeof rebillOfferSchema>;

/** Says of a row that its bill is made again by what is on record now, and not by what it was billed by. */
export const rebillDecisions = ['rebill'] as const;

/** The posted bills of an account, a row for each register, to be put right and made again. */
export const rebillSheet: SheetKind = {
  id: 'rebill',
  title: 'Rebill',
  purpose: 'review',
  description:
    'The posted bills of an account. Type what was wrong, with a reason; those bills are cancelled and made again.',
  parameters: rebillParametersSchema,
  basisColumns: ['state', 'previous', 'read', 'readOn', 'total'],
  decisionColumns: [
    'newPrevious',
    'newRead',
    'newReadOn',
    'newMultiplier',
    'newClass',
    'newTariffs',
    'newCarts',
    'decision',
    'reason',
    'note',
    'document',
  ],
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 22, help: 'The bill and its register. Leave it as it is.' },
    { id: 'from', header: 'From', type: 'date', width: 11, help: 'The bill covers the days after this one.' },
    { id: 'to', header: 'To', type: 'date', width: 11, help: 'The last day that the bill covers.' },
    {
      id: 'state',
      header: 'As billed by',
      type: 'text',
      width: 13,
      help: 'The bill as it was posted, or the last rebill of it.',
    },
    { id: 'meter', header: 'Meter', type: 'text', width: 13, help: 'The meter; empty where none measured.' },
    {
      id: 'register',
      header: 'Register',
      type: 'integer',
      isPlainNumber: true,
      width: 9,
      help: 'Which register of the meter.',
    },
    { id: 'previousOn', header: 'Previous on', type: 'date', width: 12, help: 'The date of the read before.' },
    {
      id: 'previous',
      header: 'Previous read',
      type: 'integer',
      isPlainNumber: true,
      width: 13,
      help: 'What the register showed before.',
    },
    { id: 'readOn', header: 'Read on', type: 'date', width: 11, help: 'The date of the read that was billed.' },
    {
      id: 'read',
      header: 'Read',
      type: 'integer',
      isPlainNumber: true,
      width: 11,
      help: 'What the register showed, as it was billed.',
    },
    { id: 'use', header: 'Gallons', type: 'integer', width: 10, help: 'What the register counted in the period.' },
    {
      id: 'multiplier',
      header: 'Counts by',
      type: 'decimal',
      width: 10,
      help: 'By how many units the register counts, as the bill has it.',
    },
    {
      id: 'newPrevious',
      header: 'Right previous read',
      type: 'integer',
      isPlainNumber: true,
      width: 18,
      editable: true,
      help: 'What the register did show when the account or the meter began, with the first read of either. Else the right read of the bill before is typed.',
    },
    {
      id: 'newRead',
      header: 'Right read',
      type: 'integer',
      isPlainNumber: true,
      width: 12,
      editable: true,
      help: 'What the register did show at the end of the period. The period after it begins with it.',
    },
    {
      id: 'newReadOn',
      header: 'Right date',
      type: 'date',
      width: 11,
      editable: true,
      help: 'The day on which it was read, with which the bill ends.',
    },
    {
      id: 'newMultiplier',
      header: 'Right counts by',
      type: 'decimal',
      width: 14,
      editable: true,
      help: 'By how many units the register does count, where it was taken for another. To set the meter itself right, use Meters.',
    },
    { id: 'rateClass', header: 'Class', type: 'text', width: 14, help: 'The rate class that was billed.' },
    {
      id: 'newClass',
      header: 'Right class',
      type: 'choice',
      width: 14,
      editable: true,
      choices: rateClasses,
      help: 'The class by which it should have been billed.',
    },
    { id: 'tariffs', header: 'Rates', type: 'text', width: 26, help: 'The rates of its services.' },
    {
      id: 'newTariffs',
      header: 'Right rates',
      type: 'text',
      width: 26,
      editable: true,
      help: 'The rates that its services should have been billed by, where others; several with commas between.',
    },
    { id: 'carts', header: 'Carts', type: 'integer', width: 8, help: 'The garbage carts that were billed.' },
    {
      id: 'newCarts',
      header: 'Right carts',
      type: 'integer',
      width: 11,
      editable: true,
      help: 'How many garbage carts there were.',
    },
    {
      id: 'decision',
      header: 'Decision',
      type: 'choice',
      width: 10,
      editable: true,
      choices: rebillDecisions,
      help: 'rebill, to go by what is on record now of the account, its meter and its agreed gallons. Else only what is typed here changes.',
    },
    {
      id: 'reason',
      header: 'Reason',
      type: 'text',
      width: 32,
      editable: true,
      help: 'Why the bill is made again; for the record and the customer’s letter.',
    },
    { id: 'note', header: 'Note', type: 'text', width: 28, editable: true, help: 'Anything else worth keeping.' },
    {
      id: 'document',
      header: 'Document',
      type: 'text',
      width: 22,
      editable: true,
      help: 'Where the evidence is: a work order, a photograph of the meter, a letter.',
    },
    moneyColumn('water', 'Water', 11, 'What water was billed with, without tax.'),
    moneyColumn('sewer', 'Sewer', 11, 'What sewer was billed with, without tax.'),
    moneyColumn('garbage', 'Garbage', 11, 'What garbage was billed with, without tax.'),
    moneyColumn('tax', 'Tax', 10, 'The tax on it.'),
    summedColumn('total', 'Billed', 12, 'The whole bill as it holds now.'),
    {
      id: 'bill',
      header: 'Bill',
      type: 'integer',
      isPlainNumber: true,
      width: 9,
      help: 'The number of the bill.',
    },
    { id: 'billedOn', header: 'Bill date', type: 'date', width: 11, help: 'The date of the bill.' },
    { id: 'dueOn', header: 'Due', type: 'date', width: 11, help: 'When it was due, and is due again.' },
    {
      id: 'corrected',
      header: 'Corrected',
      type: 'text',
      width: 40,
      help: 'What the last rebill put right, why, and its receipt.',
    },
  ],
};
