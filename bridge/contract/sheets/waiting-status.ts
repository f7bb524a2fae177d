/** The Status of a row that is kept until another person says a word of it begins so. */
export const WAITS_FOR_APPROVAL = 'Waits for approval';
