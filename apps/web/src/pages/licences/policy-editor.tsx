/** The policy of a product: its text, its test cases, and what each rule says of the component in view. */
import { type AnswerOf, licenseRoutes, policyRoutes } from '@occtet/contract/api'
import { licenceWords } from '@occtet/ui'
import { useEffect, useState } from 'react'
import { toRefusal } from '../../api/refusal.ts'
import { send } from '../../api/send.ts'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { TextField } from '../../parts/field.tsx'
import { NoPermission, Shown } from '../../parts/states.tsx'
import styles from './licences.module.css'
import type { T } from './model.ts'

type View = AnswerOf<(typeof policyRoutes)['policy.show']>
type Tested = AnswerOf<(typeof policyRoutes)['policy.test']>

export interface EditorProps {
  readonly org: string
  readonly product: string
  /** Purl in view; empty: none. */
  readonly subject: string
  readonly onClose: () => void
}

export function PolicyEditor({ org, product, subject, onClose }: EditorProps) {
  const t = useWords(licenceWords)
  const params = { org, product }
  const reading = useRoute(policyRoutes['policy.show'], { params })
  return (
    <Dialog title={t('policy.title')} onClose={onClose} place="side">
      <Shown reading={reading}>
        {(view) => <Edit key={view.version} view={view} params={params} t={t} />}
      </Shown>
      {subject === '' ? null : <Explain params={params} subject={subject} t={t} />}
    </Dialog>
  )
}

interface EditProps {
  readonly view: View
  readonly params: { readonly org: string; readonly product: string }
  readonly t: T
}

function Edit({ view, params, t }: EditProps) {
  const [text, setText] = useState(view.text)
  const [cases, setCases] = useState(view.cases)
  const [tested, setTested] = useState<Tested | string>()
  const mayWrite = useMay('policy.write')
  const save = useChange(policyRoutes['policy.save'], {
    saved: t('policy.saved'),
    outdates: [policyRoutes['policy.show'], licenseRoutes['licenses.list'], licenseRoutes['licenses.show']],
  })
  useEffect(() => setTested(undefined), [text, cases])
  const run = (): void => {
    send(policyRoutes['policy.test'], { params, body: { text, cases } }).then(setTested, (error: unknown) =>
      setTested(toRefusal(error).message),
    )
  }
  const { version, casesVersion } = view
  return (
    <>
      {view.isDefault ? <p className="q">{t('policy.default')}</p> : null}
      <TextField
        label={t('policy.text')}
        rows={14}
        value={text}
        error={save.refusal?.message ?? faultOf(view.fault, t)}
        onValue={setText}
      />
      <TextField label={t('policy.cases')} rows={8} value={cases} onValue={setCases} />
      <div className={styles.buttons}>
        {mayWrite ? (
          <Button
            onPress={() =>
              void save.send({
                params,
                body: { text, version, ...(cases === '' ? {} : { cases, casesVersion }) },
              })
            }
          >
            {t('policy.save')}
          </Button>
        ) : (
          <NoPermission permission="policy.write" />
        )}
        <Button onPress={run}>{t('policy.test')}</Button>
      </div>
      <div role="status">{tested === undefined ? null : <Results tested={tested} t={t} />}</div>
    </>
  )
}

function faultOf(fault: View['fault'], t: T): string | undefined {
  return fault === undefined
    ? undefined
    : t('policy.fault', { line: fault.line ?? 1, message: fault.message })
}

function Results({ tested, t }: { tested: Tested | string; t: T }) {
  if (typeof tested === 'string') return <p>{tested}</p>
  if (tested.fault !== undefined) return <p>{faultOf(tested.fault, t)}</p>
  const wrong = tested.results.filter(({ expected, found }) => expected !== found)
  return (
    <>
      <p>{t('policy.passed', { passed: tested.passed, n: tested.results.length })}</p>
      <ul>
        {wrong.map(({ name, rule, expected, found }) => (
          <li key={`${name} ${rule}`}>{t('policy.case', { name, rule, expected, found })}</li>
        ))}
      </ul>
      {tested.untried.length === 0 ? null : (
        <p className="q">
          {t('policy.untried', { rules: tested.untried.map(({ rule }) => rule).join(', ') })}
        </p>
      )}
    </>
  )
}

function Explain({ params, subject, t }: Omit<EditProps, 'view'> & { readonly subject: string }) {
  const reading = useRoute(policyRoutes['policy.explain'], { params, query: { subject } })
  return (
    <section>
      <h3>{t('policy.explain', { name: subject })}</h3>
      <Shown reading={reading} rows={3}>
        {({ subjects }) => (
          <ul>
            {subjects.flatMap(({ about, rules }) =>
              rules.map(({ rule, verdict, message, because }) => (
                <li key={`${about} ${rule}`}>
                  <strong>{t(`policy.verdict.${verdict}`)}</strong> <code>{rule}</code>{' '}
                  <span className="q">{message ?? because}</span>
                </li>
              )),
            )}
          </ul>
        )}
      </Shown>
    </section>
  )
}
