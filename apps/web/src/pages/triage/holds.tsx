/** Where a decision holds and until when; a wider choice says what it touches before it is saved. */
import { triageWords } from '@occtet/ui'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Select } from '../../parts/field.tsx'
import type { Draft } from './draft.ts'
import { dayAfter, type Evidence, type QueueRow, refsOf, type Scope, statusOf } from './model.ts'
import styles from './triage.module.css'
import type { Touched } from './use-touched.ts'

const scopes = ['finding', 'component', 'product', 'organisation'] as const satisfies readonly Scope[]
const spans = [30, 180] as const

export interface HoldsProps {
  readonly draft: Draft
  readonly set: (part: Partial<Draft>) => void
  readonly rows: readonly QueueRow[]
  readonly evidence: Evidence | undefined
  readonly touched: Touched | undefined
}

export function Holds({ draft, set, rows, evidence, touched }: HoldsProps) {
  const t = useWords(triageWords)
  const mayHide = useMay('private.read')
  const products = new Set(refsOf(rows).map(({ product }) => product)).size
  const word = (scope: (typeof scopes)[number]): string => {
    const what = t(`holds.${scope}`)
    return products > 1 && scope !== 'organisation' ? t('holds.in', { what, n: products }) : what
  }
  const days = evidence?.house.days ?? 90
  const needsSecond = evidence?.house.confirm.includes(kindOf(draft)) === true
  return (
    <div className={styles.holds}>
      <Select
        label={t('holds.label')}
        value={draft.scope}
        choices={scopes.map((value) => ({ value, word: word(value) }))}
        onValue={(scope) => set({ scope })}
      />
      <Select
        label={t('until.label')}
        value={draft.expires}
        choices={[
          { value: '', word: t('until.days', { n: days }) },
          ...(evidence?.house.hasRelease === true && draft.scope !== 'organisation'
            ? [{ value: 'next-release', word: t('until.release') }]
            : []),
          ...spans
            .filter((span) => span !== days)
            .map((span) => ({ value: dayAfter(span), word: t('until.days', { n: span }) })),
        ]}
        onValue={(expires) => set({ expires })}
      />
      {mayHide ? (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={draft.isPrivate}
            onChange={(event) => set({ isPrivate: event.target.checked })}
          />
          {t('private.label')}
        </label>
      ) : null}
      <p role="status" className="q">
        {touched === undefined
          ? ''
          : t('holds.touches', {
              n: touched.touched.filter(({ effect }) => effect === 'decided' || effect === 'replaced').length,
              products: new Set(touched.touched.map(({ product }) => product)).size,
            })}{' '}
        {needsSecond ? t('second.needed') : ''}
      </p>
    </div>
  )
}

function kindOf({ kind, response }: Draft) {
  return kind === 'affected' && response === 'accept' ? ('accept' as const) : statusOf[kind]
}
