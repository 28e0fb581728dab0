/** The script whose run a log is of, as it was then. */
export interface ScriptSource {
  readonly scriptId: number;
  /** Null when what ran was a draft. */
  readonly version: number | null;
  readonly executionId: number;
}

/** Finds the places in the script's own file that a stack names, as Python and V8 print them. */
export class ScriptPlaces {
  /** The file is named as a sandbox shows it, or by its real path. Marks may be escaped as in HTML. */
  private readonly pattern: RegExp;

  constructor(private readonly source: ScriptSource) {
    const own = `/execution_${source.executionId}`;
    const python = String.raw`File (?:"|&quot;)(?:/exec/work|/[^"&<>]*${own}|${own})/main\.py(?:"|&quot;), line (\d{1,9})`;
    const node = String.raw`(?<![\w./-])(?:file://)?(?:/exec/work|/[^\s"'()&<>]*${own}|${own})/main\.js:(\d{1,9})(?::\d+)?`;
    this.pattern = new RegExp(`${python}|${node}`, 'g');
  }

  /** @returns what names a place, with the address of its line in the editor */
  *in(text: string): Generator<{ text: string; index: number; address: string }> {
    for (const found of text.matchAll(this.pattern)) {
      const line = Number(found[1] ?? found[2]);
      yield { text: found[0], index: found.index, address: this.addressOf(line) };
    }
  }

  /** Relative to the console's own address. */
  private addressOf(line: number): string {
    const { scriptId, version, executionId } = this.source;
    const what = version === null ? `execution=${executionId}` : `version=${version}`;
    return `scripts/${scriptId}/code?${what}&line=${line}`;
  }
}
