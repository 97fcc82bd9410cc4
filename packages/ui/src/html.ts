/** HTML that is safe by construction: whatever is put into the template as text is escaped. */

/** Markup that was written by us or escaped by `html`; a plain string is always text. */
export interface Html {
  readonly html: string
}

export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[]

/** Template tag: strings and numbers are escaped, `Html` is kept, lists are joined, undefined and false vanish. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let out = parts[0] ?? ''
  for (let i = 0; i < values.length; i++) out += toMarkup(values[i]) + (parts[i + 1] ?? '')
  return { html: out }
}

/** Marks text as markup. Only for markup that holds no outside text, such as our own SVG and style sheets. */
export function rawHtml(markup: string): Html {
  return { html: markup }
}

/** Characters that change how their neighbours are read: controls, bidi marks and overrides, invisible joiners. */
const treacherous =
  // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g
const lonelySurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Text for element content and double-quoted attributes; treacherous characters are shown by their code point. */
export function escapeHtml(text: string): string {
  return showHidden(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Writes control and direction characters as `[U+202E]`, so that a name cannot pose as another one. */
export function showHidden(text: string): string {
  return text.replace(lonelySurrogate, '\ufffd').replace(treacherous, codePoint)
}

/** Cuts a text after `most` UTF-16 units, never inside a pair, and marks the cut with an ellipsis. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  const last = text.charCodeAt(most - 1)
  const end = last >= 0xd800 && last <= 0xdbff ? most - 1 : most
  return `${text.slice(0, end)}…`
}

function codePoint(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
}

function toMarkup(value: HtmlValue): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  if ('html' in value) return value.html
  let out = ''
  for (const item of value) out += toMarkup(item)
  return out
}
