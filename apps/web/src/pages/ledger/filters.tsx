/** Which entries the timeline shows; the address holds the choice. */
import { productRoutes } from '@occtet/contract/api'
import { ledgerWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useSearchChange } from '../../app/place.ts'
import { Select } from '../../parts/field.tsx'
import styles from './ledger.module.css'

/** First parts of event types that people look for. */
const kinds = [
  'vex',
  'sbom',
  'product',
  'support',
  'assessment',
  'risk',
  'evidence',
  'duediligence',
  'document',
  'attestation',
  'case',
  'notification',
  'vuln',
  'member',
  'role',
  'token',
  'config',
  'key',
  'log',
  'data',
  'alarm',
  'assistant',
] as const

export function Filters({ org, search }: { org: string; search: Readonly<Record<string, string>> }) {
  const t = useWords(ledgerWords)
  const change = useSearchChange()
  const products = useRoute(productRoutes['products.list'], { params: { org }, query: { limit: '500' } })
  const named = (products.data?.rows ?? []).map(({ slug, name }) => ({ value: slug, word: name }))
  return (
    <fieldset className={styles.filters} aria-label={t('filters.label')}>
      <Select
        label={t('filters.product')}
        value={search['product'] ?? ''}
        choices={[{ value: '', word: t('filters.allProducts') }, ...named]}
        onValue={(product) => change({ product, from: '' })}
      />
      <Select
        label={t('filters.kind')}
        value={search['kind'] ?? ''}
        choices={[
          { value: '', word: t('filters.allKinds') },
          ...kinds.map((kind) => ({ value: kind as string, word: t(`kind.${kind}`) })),
        ]}
        onValue={(kind) => change({ kind, from: '' })}
      />
    </fieldset>
  )
}
