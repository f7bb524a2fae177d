import { MAILING, PAGE } from '../statement/look.js';

/** The left edge of a letter's text, under its address. */
export const LEFT = MAILING.address.left;
/** How wide its lines are. */
export const WIDTH = PAGE.width - 2 * LEFT;
