/**
 * Makes each format once for a language and its options: to make one takes a hundred times as long as to use it, and
 * a table asks for the same few again and again.
 */
function remembered<Format, Options>(
  Maker: new (language: string, options: Options) => Format,
): (language: string, options: Options) => Format {
  const known = new Map<string, Format>();
  return (language, options) => {
    const key = `${language} ${JSON.stringify(options)}`;
    let format = known.get(key);
    if (!format) known.set(key, (format = new Maker(language, options)));
    return format;
  };
}

/** An `Intl.NumberFormat` of a language, e.g. `numberFormat('en', { style: 'percent' })`. */
export const numberFormat = remembered<Intl.NumberFormat, Intl.NumberFormatOptions>(
  Intl.NumberFormat,
);

/** An `Intl.DateTimeFormat` of a locale. */
export const dateFormat = remembered<Intl.DateTimeFormat, Intl.DateTimeFormatOptions>(
  Intl.DateTimeFormat,
);

/** An `Intl.RelativeTimeFormat` of a language. */
export const relativeTimeFormat = remembered<
  Intl.RelativeTimeFormat,
  Intl.RelativeTimeFormatOptions
>(Intl.RelativeTimeFormat);
