/** Parts that components, services, and the document itself have in common, from the model to CycloneDX 1.7. */
import type { BomActor, BomProperty } from '../../document/parts.ts'
import type { BomHash, BomLicense, BomReference } from '../../document/element.ts'

export type Tree = Record<string, unknown>

/** Without members that are undefined or an empty list. */
export function compact(members: Tree): Tree {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => !isNothing(value)))
}

function isNothing(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0)
}

export function encodeOrganization({ name, urls, emails }: BomActor): Tree {
  return compact({ name, url: urls, contact: emails.map((email) => ({ email })) })
}

/** The first of several addresses. */
export function encodeContact({ name, emails }: BomActor): Tree {
  return compact({ name, email: emails[0] })
}

export function encodeTool({ name, version, vendor }: BomActor): Tree {
  const manufacturer = vendor === undefined ? undefined : { name: vendor }
  return compact({ type: 'application', manufacturer, name, version })
}

export function encodeHashes(hashes: readonly BomHash[]): readonly Tree[] {
  return hashes.map(({ algorithm, value }) => ({ alg: algorithm, content: value }))
}

export function encodeReference({ type, url, comment, hashes }: BomReference): Tree {
  return compact({ url, comment, type, hashes: encodeHashes(hashes) })
}

export function encodeProperties(properties: readonly BomProperty[]): readonly Tree[] {
  return properties.map(({ name, value }) => ({ name, value }))
}

export function encodeLicense(license: BomLicense, standing: 'declared' | 'concluded'): Tree {
  const { kind, value, text, url, isUnqualified } = license
  const acknowledgement = isUnqualified === true && standing === 'declared' ? undefined : standing
  if (kind === 'expression' && value !== 'NONE' && value !== 'NOASSERTION') {
    return compact({ expression: value, acknowledgement })
  }
  return {
    license: compact({
      [kind === 'id' ? 'id' : 'name']: value,
      acknowledgement,
      text: text === undefined ? undefined : { contentType: 'text/plain', content: text },
      url,
    }),
  }
}
