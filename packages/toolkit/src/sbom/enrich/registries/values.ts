/** Doors for the answers of registries: texts of bounded length, addresses that are some, digests that are some. */
import { parseJson } from '../../../base/index.ts'
import type { BomActor } from '../../document/parts.ts'
import type { BomHash, BomReference } from '../../document/element.ts'
import { toHash } from '../../hashes.ts'
import { asFields, type Fields, member, textOf } from '../../read/values.ts'

const longest = 1000

export function readJson(bytes: Uint8Array | undefined): Fields | undefined {
  if (bytes === undefined) return undefined
  const parsed = parseJson(new TextDecoder().decode(bytes))
  return parsed.ok ? asFields(parsed.value.value) : undefined
}

export function shortText(fields: Fields | undefined, key: string): string | undefined {
  return bounded(textOf(fields, key))
}

export function bounded(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === undefined || trimmed === '' || trimmed.length > longest ? undefined : trimmed
}

/** `sha512-BASE64`, several behind each other (W3C Subresource Integrity). */
export function readIntegrity(text: string | undefined): readonly BomHash[] {
  return (text ?? '').split(/\s+/).flatMap((one) => {
    const [, algorithm = '', value = ''] = /^(sha1|sha256|sha384|sha512)-([A-Za-z0-9+/]+=*)$/.exec(one) ?? []
    return hashOf(algorithm, decodeBase64(value))
  })
}

function decodeBase64(text: string): string {
  try {
    return Array.from(atob(text), (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  } catch {
    return ''
  }
}

/** Nothing where it is no such digest. */
export function hashOf(algorithm: string, hex: string | undefined): readonly BomHash[] {
  const hash = hex === undefined ? undefined : toHash(algorithm, hex.trim())
  return hash === undefined ? [] : [hash]
}

export function referenceOf(type: string, url: string | undefined): readonly BomReference[] {
  const address = bounded(url)?.replace(/^git\+/, '')
  if (address === undefined || !/^(?:https?|git|ssh):\/\//.test(address) || !URL.canParse(address)) return []
  return [{ type, url: address, hashes: [] }]
}

export function actorOf(
  name: string | undefined,
  contact: { email?: string; url?: string } = {},
): BomActor | undefined {
  if (name === undefined && contact.email === undefined) return undefined
  return {
    kind: 'unknown',
    name: name ?? contact.email ?? '',
    emails: contact.email === undefined ? [] : [contact.email],
    urls: contact.url === undefined ? [] : [contact.url],
  }
}

export function fieldsOf(fields: Fields | undefined, key: string): Fields | undefined {
  return asFields(member(fields, key))
}
