/** Where the browser keeps things, between visits or as long as the tab is open; null when it refuses to. */
export function browserStorage(
  window: Window | null,
  kind: 'localStorage' | 'sessionStorage',
): Storage | null {
  try {
    return window?.[kind] ?? null;
  } catch {
    // Browsers that block site data throw on the mere access.
    return null;
  }
}
