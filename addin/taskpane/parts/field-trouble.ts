/** What a field shows that is wrong: its message, once the form was asked for; nothing while null. */
export function fieldTrouble(asked: boolean, trouble: string | null) {
  const isShown = asked && trouble !== null;
  return {
    validationState: isShown ? ('error' as const) : ('none' as const),
    validationMessage: isShown ? trouble : undefined,
  };
}
