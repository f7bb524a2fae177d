/** The tariff engine: compile a rate file once, price many bills. */
export { type CompiledTariff, compileTariff } from './compile-tariff.js';
export { type PricedBill, priceBill } from './bill/price-bill.js';
export { type CentsBill, priceCents } from './bill/price-cents.js';
export type { PricedLine } from './bill/bill-lines.js';
export type { BillExplanation } from './explain/explanation.js';
export type { ExplainedStep, ExplainedTier } from './evaluate/trace.js';
export type { BillInputs } from './expression/class-scope.js';
export type { TariffMetadata } from './document/metadata.js';
export type { BillRounding, ClassSettings, LineSetting, TariffSettings, WinterAverage } from './settings/settings.js';
export { inYearSpan } from './settings/year-span.js';
export { usageGallons, usageInput } from './inputs/usage-input.js';
export { type GallonsPerCcf, BILL_UNITS } from './inputs/units.js';
export { type ExplanationRow, billRowKey, explanationRows } from './explain/explanation-rows.js';
export { explanationText } from './explain/explanation-text.js';
export { checkTariff } from './check/check-tariff.js';
export { caseError, priceCase } from './price-case.js';
export { scalesWithDays } from './extensions/scales-with-days.js';
