/** Answer and evidence side by side, and three ways out: change the answer, mend the fact, or say why it stands. */
import { questionRoutes } from '@occtet/contract/api'
import { questionWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { FindingList } from './finding-list.tsx'
import type { QuestionView } from './question-types.ts'
import styles from './questions.module.css'
import requirements from './requirements.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'

export interface QuestionClashProps {
  readonly question: QuestionView
  readonly version: number
  readonly onChangeAnswer: () => void
  readonly onSaved: () => void
}

export function QuestionClash({ question, version, onChangeAnswer, onSaved }: QuestionClashProps) {
  const t = useWords(questionWords)
  const [way, setWay] = useState<'task' | 'differ'>()
  const clash = question.contradiction
  if (clash === null) return null
  return (
    <section className={styles.clash} aria-label={t('clash.title', { answer: clash.youSay })}>
      <h2>{t('clash.title', { answer: clash.youSay })}</h2>
      <div className={requirements.versus}>
        <div>
          <span className="q">{t('clash.you')}</span>
          <p>
            <strong>{clash.youSay}</strong>
          </p>
        </div>
        <div>
          <span className="q">{t('clash.we')}</span>
          <FindingList findings={clash.weFound} />
        </div>
      </div>
      {clash.stand === null ? null : <p>{t('clash.kept', { reason: clash.stand.reason })}</p>}
      <p className={styles.ways}>
        <Button onPress={onChangeAnswer}>{t('clash.change')}</Button>
        <Button onPress={() => setWay('task')} aria-expanded={way === 'task'}>
          {t('clash.task')}
        </Button>
        <Button onPress={() => setWay('differ')} aria-expanded={way === 'differ'}>
          {t('clash.differ')}
        </Button>
      </p>
      {way === 'task' ? <TaskForm question={question.id} onSaved={onSaved} /> : null}
      {way === 'differ' ? <DifferForm question={question.id} version={version} onSaved={onSaved} /> : null}
      <p className="q">{t('clash.never')}</p>
    </section>
  )
}

function DifferForm({
  question,
  version,
  onSaved,
}: {
  question: string
  version: number
  onSaved: () => void
}) {
  const t = useWords(questionWords)
  const { product, org } = useCraAddress()
  const query = useCraQuery()
  const [reason, setReason] = useState('')
  const change = useChange(questionRoutes['questions.differ'], { saved: t('saved') })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() === '') return
        const params = { org, product, question }
        void change.send({ params, query, body: { reason, version } }).then((done) => done && onSaved())
      }}
    >
      <TextField label={t('clash.reason')} value={reason} onValue={setReason} rows={3} maxLength={4000} />
      <Button type="submit" isBusy={change.state === 'sending'}>
        {t('clash.keep')}
      </Button>
    </form>
  )
}

function TaskForm({ question, onSaved }: { question: string; onSaved: () => void }) {
  const t = useWords(questionWords)
  const { product, org } = useCraAddress()
  const query = useCraQuery()
  const [owner, setOwner] = useState('')
  const [due, setDue] = useState('')
  const change = useChange(questionRoutes['questions.task'], { saved: t('task.done') })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (owner.trim() === '') return
        const body = { owner, ...(due === '' ? {} : { due }) }
        void change
          .send({ params: { org, product, question }, query, body })
          .then((done) => done && onSaved())
      }}
    >
      <TextField label={t('task.owner')} value={owner} onValue={setOwner} maxLength={200} />
      <TextField label={t('task.due')} type="date" value={due} onValue={setDue} isOptional />
      <Button type="submit" isBusy={change.state === 'sending'}>
        {t('task.save')}
      </Button>
    </form>
  )
}
