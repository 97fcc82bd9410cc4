/** What `occtet check --push` sends: the inventory that the command line read, and the evidence that it found. */
import { decodeUtf8, err, type Issue, ok, parseJson, type Result } from '@occtet/toolkit/base'
import type { CraStatus } from '@occtet/toolkit/cra'
import { type Inventory, parsePurl } from '@occtet/toolkit/model'
import * as z from 'zod/mini'
import type { StoredInventory } from './model.ts'

export const checkSchema = 'occtet.push/1'

export interface CheckBundle {
  readonly inventory: StoredInventory
  /** Absent where nobody looked at a source tree. */
  readonly evidence: CraStatus | undefined
}

const text = z.string()
const purl = z.string().check(z.refine((value) => isCanonical(value)))
const place = z.object({ path: text, line: z.int() })

const component = z.object({
  purl,
  ecosystem: text,
  isVersionResolved: z.boolean(),
  requirement: z.optional(text),
  relation: z.enum(['direct', 'transitive', 'unknown']),
  scope: z.enum(['runtime', 'development', 'optional', 'peer', 'build', 'unknown']),
  groups: z.array(text),
  origin: z.enum(['registry', 'git', 'url', 'path', 'workspace']),
  isFirstParty: z.boolean(),
  aliases: z.array(text),
  licenses: z.array(text),
  hashes: z.array(
    z.object({ algorithm: z.enum(['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']), value: text }),
  ),
  evidence: z.array(place).check(z.minLength(1)),
  dependsOn: z.array(purl),
  requires: z.optional(z.array(z.object({ target: purl, requirement: text }))),
})

const issue = z.object({
  code: text,
  level: z.enum(['error', 'warning', 'note']),
  path: text,
  line: z.optional(z.int()),
  message: text,
  hint: z.optional(text),
})

const inventory = z.object({
  name: text,
  version: z.optional(text),
  components: z.array(component).check(z.maxLength(500_000)),
  roots: z.array(purl),
  files: z.array(
    z.object({
      path: text,
      ecosystem: text,
      status: z.enum(['parsed', 'partial', 'skipped', 'unsupported', 'unreadable']),
      packages: z.int(),
      reason: z.optional(text),
    }),
  ),
  issues: z.array(issue),
  unidentified: z.optional(
    z.array(
      z.object({
        ref: text,
        name: text,
        version: z.optional(text),
        path: z.optional(text),
        line: z.int(),
        reason: text,
        dependsOn: z.array(text),
        dependents: z.array(text),
      }),
    ),
  ),
})

const signal = z.object({
  id: text,
  title: text,
  state: z.enum(['present', 'absent', 'contrary', 'unknown']),
  strength: z.enum(['strong', 'medium', 'weak']),
  statement: text,
  facts: z.record(text, z.json()),
  evidence: z.array(
    z.object({
      path: text,
      line: z.int(),
      in: z.optional(z.enum(['forge', 'history', 'page'])),
      changedAt: z.optional(text),
      commit: z.optional(text),
    }),
  ),
  reason: z.optional(text),
})

const evidence = z.object({
  schema: text,
  catalogue: z.object({ version: text, asOf: text }),
  signals: z.array(signal),
  requirements: z.array(
    z.object({
      id: text,
      ref: text,
      part: z.enum(['I', 'II']),
      title: text,
      obligation: text,
      state: z.enum(['evidence', 'contrary', 'none', 'not-looked']),
      supports: z.array(text),
      against: z.array(text),
      absent: z.array(text),
      notRead: z.array(z.object({ id: text, reason: text })),
      humanNeeded: z.array(text),
      verification: text,
    }),
  ),
})

const bundle = z.object({
  schema: z.literal(checkSchema),
  inventory,
  evidence: z.optional(evidence),
})

function isCanonical(value: string): boolean {
  const parsed = parsePurl(value)
  return parsed.ok && parsed.value === value
}

/** Untrusted: whoever has a token decides what it says; the shapes hold, purls are canonical. */
export function readBundle(bytes: Uint8Array): Result<CheckBundle, { readonly message: string }> {
  const source = decodeUtf8(bytes)
  const json = source.ok ? parseJson(source.value) : undefined
  if (json?.ok !== true) return err({ message: 'expected JSON in UTF-8, as `occtet check --push` sends it' })
  const parsed = bundle.safeParse(json.value.value)
  if (!parsed.success) {
    const first = parsed.error.issues[0]
    return err({ message: `/${first?.path.join('/') ?? ''}: ${first?.message ?? 'another shape'}` })
  }
  const { data } = parsed
  // The brand of a purl is what `isCanonical` has just proven; issue codes of a newer program are passed on as they are.
  const read = data.inventory as unknown as Inventory & { readonly issues: readonly Issue[] }
  return ok({
    inventory: { ...read, unidentified: read.unidentified ?? [] },
    evidence: data.evidence as CraStatus | undefined,
  })
}
