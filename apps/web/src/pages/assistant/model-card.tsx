/** The model of the organisation: what it means to set one, how it stands, and the form. */
import { type AnswerOf, assistantModelRoutes } from '@occtet/contract/api'
import { assistantWords, formatDate } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { NoPermission, Shown } from '../../parts/states.tsx'
import styles from './assistant.module.css'
import { ModelForm } from './model-form.tsx'

type ModelState = AnswerOf<(typeof assistantModelRoutes)['assistant.model']>

export function ModelCard({ org }: { org: string }) {
  const t = useWords(assistantWords)
  const reading = useRoute(assistantModelRoutes['assistant.model'], { params: { org } })
  return (
    <Card title={t('model.title')}>
      <div className={styles.page}>
        <p className="dim">{t('model.means')}</p>
        <Shown reading={reading} rows={6}>
          {(state) => <Standing org={org} state={state} />}
        </Shown>
      </div>
    </Card>
  )
}

function Standing({ org, state: { model, allowsPrivate } }: { org: string; state: ModelState }) {
  const t = useWords(assistantWords)
  const mayWrite = useMay('settings.write')
  return (
    <>
      {model === null ? (
        <p>{t('model.none')}</p>
      ) : (
        <p>
          {t('model.set', { by: model.setBy, date: formatDate(t.language, model.setAt) })}{' '}
          {t('model.used', { used: model.tokensUsed, most: model.monthlyTokens })}{' '}
          {t(model.hasKey ? 'model.key.kept' : 'model.key.none')}
        </p>
      )}
      {mayWrite ? (
        <>
          <ModelForm
            key={model?.setAt ?? ''}
            org={org}
            model={model ?? undefined}
            allowsPrivate={allowsPrivate}
          />
          {model === null ? null : <RemoveModel org={org} />}
        </>
      ) : (
        <NoPermission permission="settings.write" />
      )}
    </>
  )
}

function RemoveModel({ org }: { org: string }) {
  const t = useWords(assistantWords)
  const [isSure, setSure] = useState(false)
  const remove = useChange(assistantModelRoutes['assistant.removeModel'], {
    saved: t('model.removed'),
    outdates: [assistantModelRoutes['assistant.model']],
  })
  return isSure ? (
    <p className={styles.buttons}>
      <Button
        tone="stop"
        isBusy={remove.state === 'sending'}
        onPress={() => void remove.send({ params: { org } })}
      >
        {t('model.removeSure')}
      </Button>
      <Button onPress={() => setSure(false)}>{t('model.keep')}</Button>
    </p>
  ) : (
    <p>
      <Button tone="text" onPress={() => setSure(true)}>
        {t('model.remove')}
      </Button>
    </p>
  )
}
