/** Four decisions of the same weight, and the smaller steps; every key has its button here. */
import { advisoryLinks, shellWords, triageWords } from '@occtet/ui'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { DecideForm } from './decide-form.tsx'
import type { Start } from './draft.ts'
import type { KeyMap } from './keys.ts'
import { decideKinds, type DecideKind, type FormKind, type QueueRow, shownDecision, type T } from './model.ts'
import { Second } from './second.tsx'
import { StepForm } from './step-form.tsx'
import styles from './triage.module.css'
import type { Saving } from './use-saving.ts'
import type { Triage } from './use-triage.ts'

export interface BarProps {
  readonly triage: Triage
  readonly saving: Saving
  readonly keys: KeyMap
  readonly form: FormKind | undefined
  readonly setForm: (form: FormKind | undefined) => void
  /** What the form begins with: an accepted proposal that was taken over. */
  readonly start: Start | undefined
  /** An accepted impact statement, kept until the reader decides "not affected". */
  readonly impact: string | undefined
  /** Rows that a decision is about: those selected, else the open one. */
  readonly targets: readonly QueueRow[]
  readonly afterSave: () => void
}

export function DecideBar(props: BarProps) {
  const { triage, saving, keys, form, setForm, start, impact, targets, afterSave } = props
  const t = useWords(triageWords)
  const mayDecide = useMay('triage.decide')
  const decision = shownDecision(triage.evidence.data)
  if (!mayDecide)
    return (
      <div className={styles.bar}>
        <p className="q">{t('mayNot')}</p>
      </div>
    )
  const kind = decideKinds.find((one) => one === form)
  const close = (): void => setForm(undefined)
  return (
    <div className={styles.bar} role="group" aria-label={t('decide.label')}>
      {kind === undefined ? null : (
        <DecideForm
          key={`${kind} ${triage.current?.id ?? ''} ${start?.id ?? ''}`}
          start={start}
          // It speaks of one finding.
          impact={targets.length === 1 ? impact : undefined}
          org={triage.org}
          kind={kind}
          rows={targets}
          evidence={triage.evidence.data}
          onCancel={close}
          onSave={(draft) => {
            saving.decide(draft, targets)
            close()
            afterSave()
          }}
        />
      )}
      {form !== undefined && kind === undefined && decision !== undefined ? (
        <StepForm key={form} form={form} decision={decision} saving={saving} onClose={close} />
      ) : null}
      {form !== undefined ? null : (
        <>
          <Second triage={triage} saving={saving} onReject={() => setForm('reject')} />
          <div className={styles.four}>
            {decideKinds.map((one) => (
              <Button key={one} data-decide={one} onPress={() => setForm(one)}>
                {t(`decide.${one}`)} <kbd>{keys[one].toUpperCase()}</kbd>
              </Button>
            ))}
          </div>
          <Steps {...props} t={t} />
        </>
      )}
    </div>
  )
}

/** The id of the form that needs a decision which is there, or a word that there is none. */
export function stepWish(form: FormKind, hasDecision: boolean): FormKind | undefined {
  const isDecide = decideKinds.some((one: DecideKind) => one === form)
  return isDecide || hasDecision ? form : undefined
}

function Steps({ triage, saving, keys, setForm, t }: BarProps & { t: T }) {
  const shell = useWords(shellWords)
  const { data } = triage.evidence
  const decision = shownDecision(data)
  const link = sourceOf(triage.current?.advisory)
  return (
    <div className={styles.steps} aria-label={shell('nav.more')} role="group">
      {decision === undefined || decision.standing === 'revoked' ? null : (
        <>
          {(['scope', 'expiry', 'comment'] as const).map((one) => (
            <Button key={one} tone="text" onPress={() => setForm(one)}>
              {t(`key.${one}`)} <kbd>{keys[one].toUpperCase()}</kbd>
            </Button>
          ))}
          <Button tone="text" onPress={saving.undo}>
            {t('undo.button')} <kbd>{keys.undo.toUpperCase()}</kbd>
          </Button>
        </>
      )}
      {link === undefined ? null : (
        <a className="btn" href={link} target="_blank" rel="noreferrer noopener">
          {t('key.open')} <kbd>{keys.open.toUpperCase()}</kbd>
        </a>
      )}
    </div>
  )
}

/** Where the advisory can be read; undefined where its id names no place we know. */
export function sourceOf(advisory: string | undefined): string | undefined {
  return advisory === undefined ? undefined : advisoryLinks(advisory)[0]?.href
}
