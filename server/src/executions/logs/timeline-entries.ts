import { openIfExists } from './log-file.js';
import type { LogOffsets } from './merged-log.js';
import { parseEntries, type TimelineEntry } from './timeline-entry.js';
import { firstNews } from './timeline-search.js';

/**
 * Reads a timeline block by block: after weeks of printing it has millions of lines. A last line that is still being
 * written is left out; a timeline that does not exist has no entries.
 * @param seen entries that tell of nothing beyond these bytes are left out, but for a few
 */
export async function* timelineEntries(
  path: string,
  seen: LogOffsets,
): AsyncGenerator<TimelineEntry[]> {
  const file = await openIfExists(path);
  if (!file) return;
  const start = await firstNews(file, seen);
  // the stream closes the file, also when its reader stops early
  const blocks: AsyncIterable<string> = file.createReadStream({ encoding: 'latin1', start });
  let torn = '';
  for await (const block of blocks) {
    const text = torn + block;
    const whole = text.lastIndexOf('\n') + 1;
    torn = text.slice(whole);
    yield parseEntries(text.slice(0, whole));
  }
}
