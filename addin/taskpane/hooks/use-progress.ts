import { useEffect, useState } from 'react';
import { troubleOf, type Trouble } from '../trouble.js';

/** How often it asks how far the work is. */
const ASK_EVERY_MS = 1_000;

interface Progress<Reply> {
  /** While this holds, it goes on asking. */
  readonly isWorking: boolean;
  /** The same function from one rendering to the next, as `tell` is. */
  readonly ask: () => Promise<Reply>;
  readonly tell: (reply: Reply) => void;
}

/**
 * Follows work of the bridge until it is done, and gives what keeps it from knowing how far that is. An answer that is
 * lost says nothing of the work: it asks again.
 */
export function useProgress<Reply>({ isWorking, ask, tell }: Progress<Reply>): Trouble | null {
  const [lost, setLost] = useState<Trouble | null>(null);

  useEffect(() => {
    if (!isWorking) return undefined;
    let isFollowed = true;
    let next: ReturnType<typeof setTimeout>;
    const follow = async () => {
      try {
        const reply = await ask();
        if (!isFollowed) return;
        setLost(null);
        tell(reply);
      } catch (error) {
        if (isFollowed) setLost(troubleOf(error));
      }
      later();
    };
    const later = () => {
      if (isFollowed) next = setTimeout(() => void follow(), ASK_EVERY_MS);
    };
    later();
    return () => {
      isFollowed = false;
      clearTimeout(next);
    };
  }, [isWorking, ask, tell]);

  return lost;
}
