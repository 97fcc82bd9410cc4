/** Triage: the queue, the evidence beside it, and four decisions of the same weight. */
import { triageWords } from '@occtet/ui'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { showToast } from '../../app/toasts.ts'
import { Button } from '../../parts/button.tsx'
import { cx } from '../../parts/cx.ts'
import { Loading } from '../../parts/loading.tsx'
import { Tour } from '../home/tour.tsx'
import type { Taken } from '../assistant/proposal-types.ts'
import { Bulk } from './bulk.tsx'
import { DecideBar, sourceOf, stepWish } from './decide-bar.tsx'
import { impactFrom, type Start, startFrom } from './draft.ts'
import { KeyHelp } from './key-help.tsx'
import { type Pressed, readKeys } from './keys.ts'
import { type FormKind, shownDecision } from './model.ts'
import { Panel } from './panel.tsx'
import { Queue } from './queue.tsx'
import styles from './triage.module.css'
import { useKeys } from './use-keys.ts'
import { useRowFocus } from './use-row-focus.ts'
import { useSaving } from './use-saving.ts'
import { type Triage, useTriage } from './use-triage.ts'

const Share = lazy(async () => ({ default: (await import('./share.tsx')).Share }))

export function Page() {
  const t = useWords(triageWords)
  const triage = useTriage()
  const saving = useSaving(triage)
  const filter = useRef<HTMLInputElement>(null)
  const [form, setForm] = useState<FormKind>()
  const [start, setStart] = useState<Start>()
  const [impact, setImpact] = useState<string>()
  const mayDecide = useMay('triage.decide')
  const [keys, setKeys] = useState(readKeys)
  const [isSharing, setSharing] = useState(false)
  const { current, selected, rows } = triage
  const chosen = rows.filter(({ id }) => selected.has(id))
  const targets = chosen.length > 0 ? chosen : current === undefined ? [] : [current]
  useEffect(() => {
    setForm(undefined)
    setStart(undefined)
    setImpact(undefined)
  }, [current?.id])
  useRowFocus(current?.id, rows, form !== undefined)

  /** Into the form, where nothing is saved until the person saves. */
  const take = (taken: Taken): void => {
    setImpact((kept) => impactFrom(taken) ?? kept)
    const next = startFrom(taken)
    if (next === undefined) return
    setStart(next)
    setForm(next.kind)
  }
  const ask = (kind: FormKind): void => {
    setStart(undefined)
    const wish = stepWish(kind, shownDecision(triage.evidence.data) !== undefined)
    if (wish === undefined) showToast({ text: t('noDecision') })
    else setForm(wish)
  }
  // oxlint-disable-next-line eslint/complexity -- one line per key
  const run = (pressed: Exclude<Pressed, undefined>): void => {
    switch (pressed) {
      case 'next':
        return triage.move(1)
      case 'previous':
        return triage.move(-1)
      case 'extendDown':
        return triage.extend(1)
      case 'extendUp':
        return triage.extend(-1)
      case 'select':
        return current === undefined ? undefined : triage.toggle(current.id)
      case 'undo':
        return saving.undo()
      case 'filter':
        return filter.current?.focus()
      case 'close':
        return setForm(undefined)
      case 'open':
        return openSource(triage)
      case 'affected':
      case 'notAffected':
      case 'fixed':
      case 'investigate':
      case 'scope':
      case 'expiry':
      case 'comment':
        return ask(pressed)
      default:
        return pressed satisfies never
    }
  }
  useKeys(keys, run)
  const afterSave = (): void => {
    triage.clear()
    triage.moveOn(targets)
  }
  return (
    <div className={cx(styles.triage, triage.isOpen && styles.opened)}>
      <div className={styles.left}>
        <Queue triage={triage} filter={filter} />
        <div className={styles.foot}>
          <KeyHelp keys={keys} setKeys={setKeys} />
          <Button tone="text" onPress={() => setSharing(true)}>
            {t('share.open')}
          </Button>
        </div>
      </div>
      <Panel
        triage={triage}
        onTake={mayDecide ? take : undefined}
        top={chosen.length > 0 ? <Bulk rows={chosen} onClear={triage.clear} /> : <Tour at="evidence" />}
      >
        <DecideBar
          triage={triage}
          saving={saving}
          keys={keys}
          form={form}
          start={start}
          impact={impact}
          setForm={setForm}
          targets={targets}
          afterSave={afterSave}
        />
      </Panel>
      {isSharing ? (
        <Suspense fallback={<Loading />}>
          <Share triage={triage} onClose={() => setSharing(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}

function openSource({ current }: Triage): void {
  const link = sourceOf(current?.advisory)
  if (link !== undefined) window.open(link, '_blank', 'noopener,noreferrer')
}
