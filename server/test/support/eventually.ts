/**
 * Asks again and again until `probe` answers something truthy.
 * @throws Error that names what never came true, after `withinMs`
 */
export async function eventually<T>(
  what: string,
  probe: () => T | Promise<T>,
  withinMs = 15_000,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
