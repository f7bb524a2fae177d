import { day } from '../wording.js';

export const billsWords = {
  title: 'Bills made again',
  headers: ['Service and bill', 'Was', 'Now'],
  ofBill: (service: string, billNumber: number, from: string, to: string) =>
    `${service}, bill ${billNumber}, ${day(from)} to ${day(to)}`,
} as const;
