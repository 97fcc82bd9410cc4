/** All types of events, one registry (ledger reference, section 1.2). */
import { caseTypes } from './article14.ts'
import { assistantTypes } from './assistant.ts'
import type { EventType } from './fields.ts'
import { keepingTypes } from './keeping.ts'
import { logLifeTypes } from './log-life.ts'
import { paperTypes } from './papers.ts'
import { productTypes } from './products.ts'
import { vulnerabilityTypes } from './vulnerabilities.ts'

const types: ReadonlyMap<string, EventType> = new Map(
  [
    logLifeTypes,
    productTypes,
    vulnerabilityTypes,
    paperTypes,
    caseTypes,
    keepingTypes,
    assistantTypes,
  ].flatMap((group) => Object.entries(group)),
)

/** Names in the order of the groups. */
export function listEventTypes(): readonly string[] {
  return [...types.keys()]
}

/** Undefined for types of other versions, which are kept and verified but not read. */
export function findEventType(name: string): EventType | undefined {
  return types.get(name)
}
