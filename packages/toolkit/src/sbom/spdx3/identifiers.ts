/** Names of a vulnerability as external identifiers, with who gave them and where their record is; both ways. */
import type { BomSource, BomVulnerability } from '../document/vulnerability.ts'

export interface VulnerabilityId {
  readonly id: string
  readonly source: BomSource | undefined
}

export type Names = Pick<BomVulnerability, 'ids' | 'source' | 'idSources'>

export function toIdentifiers({ ids, source, idSources = [] }: Names): readonly VulnerabilityId[] {
  const sources = new Map(idSources.map(({ id, ...given }) => [id, given]))
  const named = ids.filter((id) => id !== '')
  return named.map((id, at) => ({ id, source: toStated(at === 0 ? source : sources.get(id)) }))
}

/** `name`: the one that the element leads with. */
export function fromIdentifiers(list: readonly VulnerabilityId[], name: string | undefined): Names {
  const at = list.findIndex(({ id }) => id === name)
  const lead = at < 0 && name !== undefined ? [{ id: name, source: undefined }] : list.slice(at, at + 1)
  const all = at < 0 ? [...lead, ...list] : [...lead, ...list.slice(0, at), ...list.slice(at + 1)]
  const [first, ...others] = name === undefined ? list : all
  const given = new Map(
    others.flatMap(({ id, source }) => (source === undefined ? [] : [[id, { id, ...source }] as const])),
  )
  return {
    ids: first === undefined ? [] : [first.id, ...others.map(({ id }) => id)],
    ...(first?.source !== undefined && { source: first.source }),
    ...(given.size > 0 && { idSources: [...given.values()] }),
  }
}

/** Without empty texts; undefined where nothing is left. */
function toStated(source: BomSource | undefined): BomSource | undefined {
  const { name = '', url = '' } = source ?? {}
  if (name === '' && url === '') return undefined
  return { ...(name !== '' && { name }), ...(url !== '' && { url }) }
}

/** The type that the vocabulary has for it. */
export function identifierTypeOf(id: string): 'cve' | 'securityOther' {
  return /^CVE-\d{4}-\d{4,}$/.test(id) ? 'cve' : 'securityOther'
}
