import type { ForEach } from '../../nodes/Kaleyra/lookup/types';

/** Processes a list without yielding: for tests and scripts, where nothing else needs the thread. */
export const forEachNow: ForEach = async (list, work) => {
  let index = 0;
  for (const one of list) {
    work(one, index);
    index += 1;
  }
};
