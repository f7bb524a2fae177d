/** The tariff engine: compile a rate file once, price many bills. */
export { type CompiledTariff, compileTariff } from './compile-tariff.js';
export { type PricedBill, priceBill } from './price-bill.js';
export type { PricedLine } from './bill-lines.js';
export type { BillExplanation } from './explanation.js';
export type { ExplainedStep, ExplainedTier } from './trace.js';
export type { BillInputs } from './run.js';
export type { TariffMetadata } from './metadata.js';
export type { BillRounding, ClassSettings, LineSetting, TariffSettings } from './settings.js';
export { type GallonsPerCcf, usageInput } from './usage-input.js';
