/** Names of the Common Platform Enumeration, in both bindings that CSAF takes. */

const parts23 = [
  'part',
  'vendor',
  'product',
  'version',
  'update',
  'edition',
  'language',
  'sw_edition',
  'target_sw',
  'target_hw',
  'other',
]

/** The URI binding of CPE 2.2 ends with the language. */
const parts22 = parts23.slice(0, 7)

/** Values by part, unescaped; `*` for any, `-` for none. Undefined when the text is no CPE name. */
export function readCpe(text: string): ReadonlyMap<string, string> | undefined {
  if (text.startsWith('cpe:2.3:')) {
    const values = text.slice('cpe:2.3:'.length).match(/(?:\\[^]|[^:\\])+/g) ?? []
    if (values.length !== parts23.length) return undefined
    return new Map(parts23.map((part, at) => [part, (values[at] ?? '*').replace(/\\([^])/g, '$1')]))
  }
  if (!/^cpe:\//i.test(text)) return undefined
  const values = text.slice('cpe:/'.length).split(':')
  return new Map(
    parts22.map((part, at) => {
      const value = values[at] ?? ''
      return [part, value === '' ? '*' : value.replace(/%([0-9a-f]{2})/gi, decodeHex)]
    }),
  )
}

function decodeHex(_all: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}
