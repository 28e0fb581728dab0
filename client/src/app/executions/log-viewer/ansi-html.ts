import { Pipe, inject, type PipeTransform } from '@angular/core';
import { DomSanitizer, type SafeHtml } from '@angular/platform-browser';
import { AnsiUp } from 'ansi_up';
import type { LogLine } from './log-line';
import type { ScriptPlaces } from './script-places';

// In escaped HTML: an address ends where an escaped quote or bracket begins.
const address = /https?:\/\/\w(?:(?!&(?:quot|lt|gt|#\w+);)[^\s<>"'`])*(?<![.,:!?)\]}])/g;
const hyperlink = /\u001b\]8;[^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

/** The coloured HTML of a line; every character a script printed is escaped. */
@Pipe({ name: 'ansiHtml' })
export class AnsiHtml implements PipeTransform {
  private readonly sanitizer = inject(DomSanitizer);

  /** @param places that become links, where no colour begins or ends in them */
  transform(line: LogLine, places: ScriptPlaces | null): SafeHtml {
    const converter = new AnsiUp();
    converter.use_classes = true;
    // A hidden address might be any: only those that can be read become links below.
    const html = converter.ansi_to_html(line.style + line.text.replace(hyperlink, ''));
    // The converter escapes all text and writes only colours itself; Angular's sanitizer would remove the 256-colour styles.
    const linked = html.replace(
      address,
      (url) =>
        `<a class="log-row-link" target="_blank" rel="noopener noreferrer" href="${url}">${url}</a>`,
    );
    return this.sanitizer.bypassSecurityTrustHtml(places ? linkPlaces(linked, places) : linked);
  }
}

/** @param html in which a place is text: it holds no mark that an attribute or a tag is made of */
function linkPlaces(html: string, places: ScriptPlaces): string {
  let linked = '';
  let end = 0;
  for (const { text, index, address } of places.in(html)) {
    const href = address.replaceAll('&', '&amp;');
    linked += `${html.slice(end, index)}<a class="log-row-link" data-code href="${href}">${text}</a>`;
    end = index + text.length;
  }
  return linked + html.slice(end);
}
