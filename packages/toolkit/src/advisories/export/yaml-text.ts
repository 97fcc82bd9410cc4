/** Values as YAML (1.2): block style, keys as given, texts plain unless YAML would read them as something else. */

export type YamlValue = string | null | readonly YamlValue[] | { readonly [key: string]: YamlValue }

/** The same value gives the same bytes; ends with a line break. `null` is written as nothing. */
export function formatYaml(value: YamlValue): string {
  const lines: string[] = []
  addBlock(lines, value, '')
  return `${lines.join('\n')}\n`
}

function addBlock(lines: string[], value: YamlValue, indent: string): void {
  if (value === null || typeof value === 'string' || isEmpty(value))
    lines.push(`${indent}${formatInline(value)}`)
  else if (isList(value)) for (const item of value) addItem(lines, item, indent)
  else {
    for (const [key, member] of Object.entries(value))
      addMember(lines, `${indent}${formatScalar(key)}:`, member)
  }
}

/** Array.isArray does not know lists that may not be changed. */
function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value)
}

function addMember(lines: string[], head: string, value: YamlValue): void {
  const indent = `${/^[ -]*/.exec(head)?.[0].replaceAll('-', ' ') ?? ''}  `
  if (value === null) lines.push(head)
  else if (typeof value === 'string') lines.push(`${head} ${formatScalar(value)}`)
  else if (isEmpty(value)) lines.push(`${head} ${isList(value) ? '[]' : '{}'}`)
  else {
    lines.push(head)
    addBlock(lines, value, indent)
  }
}

/** The first member of a table stands behind the dash. */
function addItem(lines: string[], item: YamlValue, indent: string): void {
  if (item === null || typeof item === 'string' || isEmpty(item)) {
    lines.push(`${indent}- ${formatInline(item)}`.trimEnd())
    return
  }
  const own: string[] = []
  addBlock(own, item, `${indent}  `)
  own[0] = `${indent}- ${(own[0] ?? '').slice(indent.length + 2)}`
  for (const line of own) lines.push(line)
}

function isEmpty(value: Exclude<YamlValue, string | null>): boolean {
  return isList(value) ? value.length === 0 : Object.keys(value).length === 0
}

function formatInline(value: YamlValue): string {
  if (value === null) return ''
  if (typeof value === 'string') return formatScalar(value)
  return isList(value) ? '[]' : '{}'
}

/** Words that some edition of YAML reads as a truth value, nothing, or a number. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i
/** A letter first, so that no number, date or indicator begins it; nothing that ends a plain scalar inside. */
const PLAIN = /^[A-Za-z](?:[\w./@+%=?&()!<>*|$;,~^-]|:(?=[^\s:])|(?<=[^\s])#| (?=[^\s#:]))*$/
const PRINTABLE = /^[\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/

function formatScalar(text: string): string {
  if (PLAIN.test(text) && !WORDS.test(text)) return text
  if (PRINTABLE.test(text)) return `'${text.replaceAll("'", "''")}'`
  return formatEscaped(text)
}

/** JSON's escapes are YAML's (section 5.7); what YAML calls not printable is escaped too. A lone surrogate becomes U+FFFD. */
function formatEscaped(text: string): string {
  const wellFormed = text.replace(/\p{Surrogate}/gu, '\ufffd')
  return JSON.stringify(wellFormed).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
