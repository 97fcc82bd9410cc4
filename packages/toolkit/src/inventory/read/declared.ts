/** What manifests have in common: packages that a project asks for, mostly by ranges that only a lock file resolves. */
import type { Hash, Origin, Scope } from '../../model/index.ts'
import { addIssue, addPackage, type Draft } from './package.ts'
import { type LooseParts, partsOf } from './purl-parts.ts'

export interface Declared {
  /** With a version only where the manifest allows no other. */
  readonly purl: LooseParts
  /** 1-based. */
  readonly line: number
  /** As written. */
  readonly requirement?: string | undefined
  readonly scope: Scope
  readonly groups?: readonly string[] | undefined
  readonly origin?: Origin | undefined
  readonly alias?: string | undefined
  readonly hashes?: readonly Hash[] | undefined
}

const namesMax = 50

/**
 * Adds them as direct and returns their keys. One issue LOCK_MISSING names those whose version nobody knows; `hint`
 * says which file would state it.
 */
export function addDeclared(draft: Draft, declared: readonly Declared[], hint: string): readonly string[] {
  const keys = declared.flatMap(
    ({ purl, requirement, ...rest }) =>
      addPackage(draft, {
        ...rest,
        purl: partsOf(purl),
        requirement: requirement === '' ? undefined : requirement,
        relation: 'direct',
      }) ?? [],
  )
  const open = declared.filter((one) => (one.purl.version ?? '') === '' && one.origin !== 'path')
  const [first] = open
  if (first === undefined) return keys
  const names = [...new Set(open.map(nameOf))]
  const more = names.length > namesMax ? ` and ${names.length - namesMax} more` : ''
  addIssue(draft, {
    code: 'LOCK_MISSING',
    line: first.line,
    message: `versions unresolved, and what they bring along unknown: ${names.slice(0, namesMax).join(', ')}${more}`,
    hint,
  })
  return keys
}

function nameOf({ purl }: Declared): string {
  const name = (purl.namespace ?? '') === '' ? purl.name : `${purl.namespace}/${purl.name}`
  return name.slice(0, 100)
}
