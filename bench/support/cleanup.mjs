/** What must not outlive the benchmarks: processes and folders, the last one made goes first. */

/** @type {Set<() => unknown>} */
const pending = new Set();

/**
 * Remembers how to remove something.
 * @param {() => unknown} remove
 * @returns {() => Promise<void>} removes it now instead; a second call does nothing
 */
export function removeLater(remove) {
  pending.add(remove);
  return async () => {
    if (pending.delete(remove)) await remove();
  };
}

/** Removes everything that is left. */
export async function removeAll() {
  for (const remove of [...pending].reverse()) {
    pending.delete(remove);
    await remove();
  }
}
