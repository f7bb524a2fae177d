import { useState } from 'react';

/**
 * What is there, or else what was there last: a dialog keeps its words and its buttons until it has faded away, as the
 * focus can't return to what opened it once the button that has it is taken away.
 */
export function useLast<Thing>(thing: Thing | null): Thing | null {
  const [last, setLast] = useState(thing);
  if (thing !== null && thing !== last) setLast(thing);
  return thing ?? last;
}
