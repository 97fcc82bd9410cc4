/** XML that is safe by construction, as far as WordprocessingML needs it: what is put in as text is escaped. */

export interface Xml {
  readonly xml: string
}

/** Characters that XML 1.0 forbids even as references (section 2.2); the words of papers have shown them by code point before. */
const forbidden =
  // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Text for content and double-quoted attributes. */
export function escapeXml(text: string): string {
  return text
    .replace(forbidden, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

export type XmlValue = Xml | string | number | readonly Xml[]

/** Template tag: strings are escaped, `Xml` and lists of it are kept. */
export function xml(parts: TemplateStringsArray, ...values: readonly XmlValue[]): Xml {
  let out = parts[0] ?? ''
  for (let i = 0; i < values.length; i++) out += toMarkup(values[i] ?? '') + (parts[i + 1] ?? '')
  return { xml: out }
}

export const nothing: Xml = { xml: '' }

function toMarkup(value: XmlValue): string {
  if (typeof value === 'string') return escapeXml(value)
  if (typeof value === 'number') return String(value)
  if ('xml' in value) return value.xml
  return value.map((item) => item.xml).join('')
}
