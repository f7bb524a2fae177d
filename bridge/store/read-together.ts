type Reads<Results extends readonly unknown[]> = { readonly [Place in keyof Results]: Promise<Results[Place]> };

/**
 * Waits for reads that were asked for at once; in a transaction each runs while this thread works on what another gave.
 * Throws what the first of them throws, once none is left running.
 */
export async function readTogether<Results extends readonly unknown[]>(reads: Reads<Results>): Promise<Results> {
  await Promise.allSettled(reads);
  return await Promise.all(reads);
}
