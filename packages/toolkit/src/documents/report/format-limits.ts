/** What a format of the inventory cannot state, as one sentence: an empty place in the report is then no surprise. */
import type { MessageKey, Translator } from '@occtet/ui'
import { foreignFormats } from '../../foreign/index.ts'
import { binaryEcosystems, ecosystems } from '../../inventory/index.ts'

type Knows = (typeof ecosystems)[number]['knows']

/** `transitive`: none of them, `partial`: not all of them; `edges`: what depends on what; `scope`: what is for development only. */
export type FormatLimit = 'transitive' | 'partial' | 'edges' | 'scope' | 'hashes'

const byId: ReadonlyMap<string, Knows> = new Map(
  [...ecosystems, ...binaryEcosystems, ...foreignFormats].map(({ id, knows }) => [id, knows]),
)

/** Empty for a format that states all of it, or that nobody knows. Licences have a section of their own. */
export function limitsOf(ecosystem: string): readonly FormatLimit[] {
  const knows = byId.get(ecosystem)
  if (knows === undefined) return []
  return [
    ...(knows.transitive === 'none' ? (['transitive'] as const) : []),
    ...(knows.transitive === 'partial' ? (['partial'] as const) : []),
    ...(knows.edges ? [] : (['edges'] as const)),
    ...(knows.scope ? [] : (['scope'] as const)),
    ...(knows.hashes ? [] : (['hashes'] as const)),
  ]
}

/** Undefined where there is nothing to say. */
export function sayLimits(ecosystem: string, t: Translator<MessageKey>): string | undefined {
  const missing = limitsOf(ecosystem).map((limit) => t(`knows.${limit}`))
  return missing.length === 0 ? undefined : t('knows.sentence', { list: missing.join(', ') })
}
