/** Is the step a substantial modification? Facts beside the question; people write down the answer. */
import { inventoryRoutes } from '@occtet/contract/api'
import { inventoryWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Select, TextField } from '../../parts/field.tsx'
import { Ref, SavedMark } from '../../parts/marks.tsx'
import type { Diff } from './diff.ts'

const answers = ['substantial', 'not-substantial', 'unsure'] as const

export function ModificationCard({ diff, params }: { diff: Diff; params: { org: string; product: string } }) {
  const t = useWords(inventoryWords)
  const { newDirect, newRuntime, newTypes, note } = diff.modification
  const may = useMay('cra.answer')
  return (
    <Card title={t('diff.question')} aside={<Ref>{t('diff.law')}</Ref>}>
      <p>{t('diff.facts', { direct: newDirect, runtime: newRuntime })}</p>
      {newTypes.length === 0 ? null : <p>{t('diff.types', { types: newTypes.join(', ') })}</p>}
      <p className="dim">{t('diff.help')}</p>
      {note === undefined ? null : (
        <p>{t('diff.note', { by: note.by, answer: t(`diff.${note.answer}`), reason: note.reason })}</p>
      )}
      {may ? <NoteForm diff={diff} params={params} /> : null}
    </Card>
  )
}

function NoteForm({ diff, params }: { diff: Diff; params: { org: string; product: string } }) {
  const t = useWords(inventoryWords)
  const [answer, setAnswer] = useState<(typeof answers)[number]>('unsure')
  const [reason, setReason] = useState('')
  const [isAsked, setAsked] = useState(false)
  const change = useChange(inventoryRoutes['releases.note'], {
    outdates: [inventoryRoutes['releases.diff']],
    saved: t('diff.saved'),
  })
  const isMissing = isAsked && reason.trim() === ''
  const save = (): void => {
    setAsked(true)
    if (reason.trim() === '') return
    void change.send({ params, body: { from: diff.from, to: diff.to, answer, reason } })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Select
        label={t('diff.question')}
        value={answer}
        onValue={setAnswer}
        choices={answers.map((value) => ({ value, word: t(`diff.${value}`) }))}
      />
      <TextField
        label={t('diff.reason')}
        value={reason}
        onValue={setReason}
        rows={3}
        error={isMissing ? t('diff.reason') : undefined}
      />
      <Button type="submit" tone="main" isBusy={change.state === 'sending'} onPress={() => undefined}>
        {t('diff.save')}
      </Button>{' '}
      <SavedMark state={change.state} />
    </form>
  )
}
