import { useEffect } from 'react';
import { activities, type ActivityListener } from '../../sheets/activity.js';

/** Hears what the engine and the ribbon do, while the component is there. The listener must keep its identity. */
export function useActivity(listener: ActivityListener): void {
  useEffect(() => {
    const stop = activities.subscribe(listener);
    return () => void stop();
  }, [listener]);
}
