/** What an upload would change, file by file; each file that both sides have needs a choice. */
import { exchangeRoutes } from '@occtet/contract/api'
import { exchangeWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { ErrorList } from '../../parts/field.tsx'
import { Status } from '../../parts/marks.tsx'
import { ScrollFrame } from '../../parts/scroll-frame.tsx'
import type { Plan } from './plan.ts'
import styles from './exchange.module.css'

type Change = Plan['changes'][number]
type Choice = 'here' | 'there'

const shapes = {
  new: 'met',
  same: 'not-applicable',
  conflict: 'partly',
  'only-here': 'not-applicable',
  refused: 'gap',
} as const

export function PlanCard({ plan, close }: { plan: Plan; close: () => void }) {
  const t = useWords(exchangeWords)
  const org = useParam('org')
  const product = useParam('product')
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({})
  const [errors, setErrors] = useState<readonly string[]>([])
  const applying = useChange(exchangeRoutes['exchange.apply'], { saved: t('applied') })
  const conflicts = plan.changes.filter(({ kind }) => kind === 'conflict')
  const chosen = (choice: Choice) =>
    conflicts.filter((one) => choices[keyOf(one)] === choice).map(({ place, path }) => ({ place, path }))
  const apply = async (): Promise<void> => {
    if (conflicts.some((one) => choices[keyOf(one)] === undefined)) return setErrors([t('needChoice')])
    setErrors([])
    const done = await applying.send({
      params: { org, product, import: plan.id },
      body: { take: chosen('there'), keep: chosen('here') },
    })
    if (done !== undefined) close()
  }
  return (
    <Card label={t('what')}>
      <ErrorList errors={errors} />
      <ScrollFrame className={styles.wide} label={t('what')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('file')}</th>
              <th scope="col">{t('place')}</th>
              <th scope="col">{t('what')}</th>
            </tr>
          </thead>
          <tbody>
            {plan.changes.map((one) => (
              <ChangeRow
                key={keyOf(one)}
                change={one}
                choice={choices[keyOf(one)]}
                choose={(choice) => setChoices({ ...choices, [keyOf(one)]: choice })}
              />
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      {plan.ignored === 0 ? null : <p className="q">{t('ignored', { n: plan.ignored })}</p>}
      {plan.issues.length === 0 ? null : <p className="q">{t('skipped', { n: plan.issues.length })}</p>}
      <p className={styles.row}>
        <Button tone="main" isBusy={applying.state === 'sending'} onPress={() => void apply()}>
          {t('apply')}
        </Button>
        <Button onPress={close}>{t('cancel')}</Button>
      </p>
    </Card>
  )
}

function keyOf({ place, path }: Pick<Change, 'place' | 'path'>): string {
  return `${place}/${path}`
}

function ChangeRow({
  change,
  choice,
  choose,
}: {
  change: Change
  choice: Choice | undefined
  choose: (choice: Choice) => void
}) {
  const t = useWords(exchangeWords)
  const { place, path, kind, message, here, there } = change
  return (
    <tr>
      <th scope="row">
        <code>{path}</code>
      </th>
      <td>{t(`place.${place}`)}</td>
      <td>
        <Status status={shapes[kind]} word={t(`kind.${kind}`)} />
        {message === undefined ? null : <p className="q">{message}</p>}
        {kind === 'conflict' ? (
          <fieldset>
            <legend className="vh">
              {t('choice')} {path}
            </legend>
            {(['here', 'there'] as const).map((one) => (
              <label key={one} className={styles.check}>
                <input
                  type="radio"
                  name={keyOf(change)}
                  checked={choice === one}
                  onChange={() => choose(one)}
                />
                {t(one)}
              </label>
            ))}
            <details>
              <summary>{t('showBoth')}</summary>
              <div className={styles.both}>
                <pre tabIndex={0}>{here}</pre>
                <pre tabIndex={0}>{there}</pre>
              </div>
            </details>
          </fieldset>
        ) : null}
      </td>
    </tr>
  )
}
