/** Values of tags that hold several facts, as members of the JSON tree; a text of another form stays a text. */

/** `SHA1: d6a7…`. */
export function toChecksum(value: string): unknown {
  const colon = value.indexOf(':')
  if (colon < 0) return value
  return { algorithm: value.slice(0, colon).trim(), checksumValue: value.slice(colon + 1).trim() }
}

/** `d6a7…`, `d6a7… (./a, ./b)`, `d6a7… (excludes: ./a)`. */
export function toCode(value: string): unknown {
  const open = value.indexOf('(')
  if (open < 0 || !value.endsWith(')')) return { packageVerificationCodeValue: value }
  const names = value
    .slice(open + 1, -1)
    .replace(/^\s*excludes:/, '')
    .split(',')
  return {
    packageVerificationCodeValue: value.slice(0, open).trim(),
    packageVerificationCodeExcludedFiles: names.map((name) => name.trim()).filter((name) => name !== ''),
  }
}

/** `310:420`. */
export function toNumbers(value: string): readonly [number, number] | undefined {
  const match = /^(\d{1,15}):(\d{1,15})$/.exec(value)
  return match === null ? undefined : [Number(match[1]), Number(match[2])]
}

export function toRelationship(value: string): Readonly<Record<string, string>> | undefined {
  const [spdxElementId, relationshipType, relatedSpdxElement, ...more] = splitBlanks(value)
  if (spdxElementId === undefined || relationshipType === undefined || relatedSpdxElement === undefined)
    return undefined
  return more.length > 0 ? undefined : { spdxElementId, relationshipType, relatedSpdxElement }
}

export function toReference(value: string): Readonly<Record<string, string>> | undefined {
  const [referenceCategory, referenceType, ...locator] = splitBlanks(value)
  if (referenceCategory === undefined || referenceType === undefined || locator.length === 0) return undefined
  return { referenceCategory, referenceType, referenceLocator: locator.join(' ') }
}

function splitBlanks(value: string): readonly string[] {
  return value.split(/[ \t]+/)
}
