import { Pipe, inject, type PipeTransform } from '@angular/core';
import { DomSanitizer, type SafeHtml } from '@angular/platform-browser';
import { AnsiUp } from 'ansi_up';
import type { LogLine } from './log-line';

const hyperlink = /\u001b\]8;[^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

/** The coloured HTML of a line; every character a script printed is escaped. */
@Pipe({ name: 'ansiHtml' })
export class AnsiHtml implements PipeTransform {
  private readonly sanitizer = inject(DomSanitizer);

  transform(line: LogLine): SafeHtml {
    const converter = new AnsiUp();
    converter.use_classes = true;
    // A link in a log would lead out of the console; its text stays.
    const html = converter.ansi_to_html(line.style + line.text.replace(hyperlink, ''));
    // The converter escapes all text and writes only colours itself; Angular's sanitizer would remove the 256-colour styles.
    return this.sanitizer.bypassSecurityTrustHtml(html);
  }
}
