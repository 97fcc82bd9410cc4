/** What a format of the inventory cannot state, as one sentence: an empty place in the report is then no surprise. */
import type { MessageKey, Translator } from '@occtet/ui'
import { foreignFormats } from '../../foreign/index.ts'
import { binaryEcosystems, ecosystems } from '../../inventory/index.ts'

type Knows = (typeof ecosystems)[number]['knows']

const byId: ReadonlyMap<string, Knows> = new Map(
  [...ecosystems, ...binaryEcosystems, ...foreignFormats].map(({ id, knows }) => [id, knows]),
)

/** Undefined for a format that states all of it, or that nobody knows. Licences have a section of their own. */
export function sayLimits(ecosystem: string, t: Translator<MessageKey>): string | undefined {
  const knows = byId.get(ecosystem)
  if (knows === undefined) return undefined
  const missing = [
    ...(knows.transitive === 'none' ? [t('knows.transitive')] : []),
    ...(knows.transitive === 'partial' ? [t('knows.partial')] : []),
    ...(knows.edges ? [] : [t('knows.edges')]),
    ...(knows.scope ? [] : [t('knows.scope')]),
    ...(knows.hashes ? [] : [t('knows.hashes')]),
  ]
  return missing.length === 0 ? undefined : t('knows.sentence', { list: missing.join(', ') })
}
