/**
 * How much of each file is sent. Files are sent one after the other, in their order.
 * @param fraction what is sent of all of them together, 0..1
 * @returns 0..1 for each file; what is empty is sent when its turn has come
 */
export function sentOfEach(files: readonly { size: number }[], fraction: number): number[] {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let left = total * fraction;
  return files.map(({ size }) => {
    const sent = Math.min(size, left);
    left -= sent;
    if (size > 0) return sent / size;
    return left > 0 || fraction >= 1 ? 1 : 0;
  });
}
