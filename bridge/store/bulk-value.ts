/** What a column holds. Booleans become 1 and 0. */
export type StoredValue = string | number | boolean | null;

/** What a bulk row may hold besides: an object or an array, stored as its JSON text. */
export type BulkValue = StoredValue | object;
