/** From what a person sends to entries of a case: ids become words of the catalogue, times become UTC. Pure. */
import type { caseAddition } from '@occtet/contract/api'
import { err, ok, type Result } from '@occtet/toolkit/base'
import {
  appendEntry,
  type CaseFact,
  type CaseFile,
  findGround,
  formatInstant,
  parseInstant,
  type ProductProfile,
  type Refusal,
  toCaseState,
  toCaseSubject,
} from '@occtet/toolkit/cra'
import type * as z from 'zod/mini'

export type Addition = z.infer<typeof caseAddition>

export interface CaseRefusal {
  readonly code: Refusal['code'] | 'PROFILE_MISSING'
  readonly message: string
}

export interface Adding {
  /** RFC 3339 with a zone: when it happened. */
  readonly at: string
  readonly by: string
  readonly now: string
  readonly facts: readonly Addition[]
  readonly profile: ProductProfile | undefined
}

/** All entries, or none: the first that does not fit says why. */
export function addEntries(file: CaseFile, adding: Adding): Result<CaseFile, CaseRefusal> {
  let next = file
  for (const addition of adding.facts) {
    const fact = toFact(addition, next, adding)
    if (!fact.ok) return fact
    const added = appendEntry(next, { at: adding.at, by: adding.by, fact: fact.value }, adding.now)
    if (!added.ok) return added
    next = added.value
  }
  return ok(next)
}

function toFact(addition: Addition, file: CaseFile, { profile, now }: Adding): Result<CaseFact, CaseRefusal> {
  if (addition.type === 'subject') {
    if (profile === undefined) {
      return err({ code: 'PROFILE_MISSING', message: 'the product has no product.yaml that can be read' })
    }
    const chosen = { role: addition.role, tier: addition.tier, at: now.slice(0, 10) }
    return ok({ type: 'subject', subject: toCaseSubject(profile, chosen), reason: addition.reason })
  }
  if (addition.type === 'not-reportable') {
    const ground = findGround(toCaseState(file).opened.fact.track, addition.ground)
    const message = `no ground ${addition.ground} for this kind of case`
    if (ground === undefined) return err({ code: 'GROUND_UNKNOWN', message })
    return ok({ ...addition, groundText: ground.text })
  }
  if (addition.type === 'interim-requested') {
    const { due, ...rest } = addition
    if (due === undefined) return ok(rest)
    const read = parseInstant(due)
    return read.ok ? ok({ ...rest, due: formatInstant(read.value) }) : read
  }
  if (addition.type === 'submitted' || addition.type === 'interim-submitted') {
    const { reference, ...rest } = addition
    return ok(reference === undefined || reference.trim() === '' ? rest : { ...rest, reference })
  }
  return ok(addition)
}
