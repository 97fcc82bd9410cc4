/** What the user's package registries say of the components of an SBOM; two questions at a time. */
import { parsePurl, type Purl, splitPurl } from '../../model/index.ts'
import { type Ask, type PackageFacts, registries, type Registry } from '../../sbom/index.ts'
import { NetworkFailure } from '../download.ts'
import type { ClientSettings } from './client-settings.ts'
import { openRegistry, type RegistryClient } from './registry-client.ts'

export interface RegistryReport {
  readonly facts: readonly PackageFacts[]
  /** Components that were asked for. */
  readonly asked: number
  /** Asked for, and the registry does not know them. */
  readonly unknown: readonly string[]
  readonly failed: readonly { readonly purl: string; readonly reason: string }[]
  /** Purl types without an address in the user's settings, or without a way to ask. */
  readonly notAsked: readonly {
    readonly type: string
    readonly components: number
    readonly reason: string
  }[]
}

/** A registry that fails this often in a row is left alone. */
const PATIENCE = 5
const AT_ONCE = 2

export async function askRegistries(
  purls: readonly string[],
  settings: ClientSettings,
  client: RegistryClient,
): Promise<RegistryReport> {
  const { questions, notAsked } = plan(purls, settings)
  const work: Work = { client, open: new Map(), failures: new Map(), facts: [], unknown: [], failed: [] }
  const queue = [...questions]
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) await askOne(next, work)
    }),
  )
  const byPurl = <T extends { readonly purl: string }>(all: readonly T[]): readonly T[] =>
    [...all].sort((a, b) => (a.purl < b.purl ? -1 : 1))
  return {
    facts: byPurl(work.facts),
    asked: questions.length,
    unknown: [...work.unknown].sort(),
    failed: byPurl(work.failed),
    notAsked,
  }
}

interface Question {
  readonly purl: Purl
  readonly registry: Registry
  readonly base: string
}

interface Work {
  readonly client: RegistryClient
  readonly open: Map<string, Ask>
  readonly failures: Map<string, number>
  readonly facts: PackageFacts[]
  readonly unknown: string[]
  readonly failed: { readonly purl: string; readonly reason: string }[]
}

function plan(
  purls: readonly string[],
  { bases, scopes }: ClientSettings,
): { readonly questions: readonly Question[]; readonly notAsked: RegistryReport['notAsked'] } {
  const questions: Question[] = []
  const left = new Map<string, { readonly components: number; readonly reason: string }>()
  for (const text of [...new Set(purls)].sort()) {
    const parsed = parsePurl(text)
    if (!parsed.ok) continue
    const { type, namespace, version } = splitPurl(parsed.value)
    if (version === undefined) continue
    const registry = registries.find(({ purlType }) => purlType === type)
    const base =
      (type === 'npm' && namespace !== undefined ? scopes.get(namespace) : undefined) ?? bases.get(type)
    if (registry !== undefined && base !== undefined) questions.push({ purl: parsed.value, registry, base })
    else {
      const reason =
        registry === undefined
          ? 'this kind of registry cannot be asked'
          : 'the settings of its client name no address'
      left.set(type, { components: (left.get(type)?.components ?? 0) + 1, reason })
    }
  }
  return { questions, notAsked: [...left].map(([type, rest]) => ({ type, ...rest })) }
}

async function askOne({ purl, registry, base }: Question, work: Work): Promise<void> {
  if ((work.failures.get(base) ?? 0) >= PATIENCE) {
    work.failed.push({ purl, reason: 'the registry failed too often and was left alone' })
    return
  }
  const { version = '', ...parts } = splitPurl(purl)
  try {
    const ask = work.open.get(base) ?? openRegistry(base, work.client)
    work.open.set(base, ask)
    const found = await registry.find({ ...parts, version }, base, ask)
    work.failures.set(base, 0)
    if (found === undefined) work.unknown.push(purl)
    else
      work.facts.push({ purl, source: `registry ${new URL(base.replace(/^sparse\+/, '')).host}`, ...found })
  } catch (cause) {
    if (!(cause instanceof NetworkFailure)) throw cause
    work.failures.set(base, (work.failures.get(base) ?? 0) + 1)
    work.failed.push({ purl, reason: cause.message })
  }
}
