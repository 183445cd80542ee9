import type { ForEach } from '../../nodes/Kaleyra/lookup/types';

/** Works through a list at once: for tests and scripts, where nothing else waits for the thread. */
export const forEachNow: ForEach = async (list, work) => {
  let index = 0;
  for (const one of list) {
    work(one, index);
    index += 1;
  }
};
