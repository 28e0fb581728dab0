/** @param source where a script answered: `result.json` or `::result` */
const named = (source: string) => (source === '::result' ? 'The ::result line' : source);

/** Why what a script gave as its result is not taken. */
export const RESULT_SENTENCES = {
  result_too_large: ({ source, kibibytes }: { source: string; kibibytes: string }) =>
    `${named(source)} is larger than ${kibibytes} KiB, the most a result may have. Write large data to a file of another name.`,
  result_too_deep: ({ source, levels }: { source: string; levels: string }) =>
    `${named(source)} is nested deeper than ${levels} levels.`,
  result_not_json: ({ source, why }: { source: string; why: string }) =>
    `${named(source)} is not valid JSON: ${why}`,
} as const;
