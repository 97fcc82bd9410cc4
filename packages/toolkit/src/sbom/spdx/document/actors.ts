/** Persons, organizations and tools as SPDX 2 writes them: `Kind: name (email)`, `Tool: name-version` (clause 6.8). */
import type { BomActor } from '../../document/parts.ts'

const kinds: ReadonlyMap<string, BomActor['kind']> = new Map([
  ['person', 'person'],
  ['organization', 'organization'],
  ['tool', 'tool'],
])

/** Undefined for nothing and for NOASSERTION; a text of no known kind is kept whole as an unknown actor. */
export function parseActor(written: string | undefined): BomActor | undefined {
  const text = written?.trim() ?? ''
  if (text === '' || text === 'NOASSERTION') return undefined
  const colon = text.indexOf(':')
  const kind = kinds.get(text.slice(0, Math.max(colon, 0)).trim().toLowerCase())
  if (kind === undefined) return toActor('unknown', text)
  const rest = text.slice(colon + 1).trim()
  if (kind === 'tool') return toTool(rest)
  return toContact(kind, rest)
}

export function toActor(kind: BomActor['kind'], name: string): BomActor {
  return { kind, name, emails: [], urls: [] }
}

function toContact(kind: BomActor['kind'], text: string): BomActor {
  const open = text.endsWith(')') ? text.lastIndexOf('(') : -1
  const inner = text.slice(open + 1, -1).trim()
  if (open < 0 || (inner !== '' && !inner.includes('@'))) return toActor(kind, text)
  return { kind, name: text.slice(0, open).trim(), emails: inner === '' ? [] : [inner], urls: [] }
}

/** The version begins behind the first hyphen that a digit, or a `v` and a digit, follows. */
function toTool(text: string): BomActor {
  for (let at = text.indexOf('-', 1); at > 0; at = text.indexOf('-', at + 1)) {
    if (!/^-v?\d/.test(text.slice(at, at + 3))) continue
    const version = text.slice(at + 1)
    if (/\s/.test(version)) break
    return { ...toActor('tool', text.slice(0, at)), version }
  }
  return toActor('tool', text)
}

export interface WrittenActor {
  readonly text: string
  /** What of the actor the text does not say. */
  readonly lost: readonly ('urls' | 'emails' | 'vendor' | 'kind' | 'name' | 'version')[]
}

export function formatActor(actor: BomActor): WrittenActor {
  const { name, emails, urls, vendor } = actor
  const [email, ...others] = emails
  const lost: WrittenActor['lost'][number][] = []
  if (urls.length > 0) lost.push('urls')
  if (vendor !== undefined) lost.push('vendor')
  if (actor.kind === 'tool') return formatTool(actor, lost)
  if (others.length > 0) lost.push('emails')
  if (actor.kind === 'unknown') lost.push('kind')
  const kind = actor.kind === 'person' ? 'Person' : 'Organization'
  return { text: oneLine(`${kind}: ${name}${email === undefined ? '' : ` (${email})`}`), lost }
}

/** `NAME-VERSION` is read back as the same two only where the dash between them is the one that a reader takes. */
function formatTool(
  { name, version, emails }: BomActor,
  lost: readonly WrittenActor['lost'][number][],
): WrittenActor {
  const text = oneLine(`Tool: ${name}${version === undefined ? '' : `-${version}`}`)
  const read = parseActor(text)
  const isSame = read?.name === name && read.version === version
  return {
    text,
    lost: [
      ...lost,
      ...(emails.length > 0 ? (['emails'] as const) : []),
      ...(isSame ? [] : (['name', 'version'] as const)),
    ],
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').trim()
}
