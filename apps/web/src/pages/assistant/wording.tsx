/** The optional second step: what would be sent is shown to the letter, and only then a model words the answer beside the passage. */
import { assistantModelRoutes, type AnswerOf } from '@occtet/contract/api'
import { askWords } from '@occtet/ui'
import { useState } from 'react'
import { type Refusal, toRefusal } from '../../api/refusal.ts'
import { send } from '../../api/send.ts'
import { useStream } from '../../api/use-stream.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { useAskReason } from './ask-reason.ts'
import styles from './assistant.module.css'
import { Disclosure } from './disclosure.tsx'
import type { Around } from './targets.ts'
import type { Answered, Turn } from './thread.ts'
import { useFocusBack } from './use-focus-back.ts'
import { type Model, hostOf, useModel } from './use-model.ts'
import { Worded } from './worded.tsx'

type Preview = AnswerOf<(typeof assistantModelRoutes)['assistant.preview']>

export interface WordingProps {
  readonly turn: Turn
  readonly answer: Answered
  readonly around: Around
}

export function Wording(props: WordingProps) {
  const model = useModel(props.turn.org)
  return model === undefined ? null : <Offer {...props} model={model} />
}

type Step =
  | { readonly kind: 'looking' | 'agreed' }
  /** `isBack`: from what was shown, so the focus comes back, too. */
  | { readonly kind: 'offer'; readonly isBack: boolean }
  | { readonly kind: 'seen'; readonly preview: Preview }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

function Offer({ turn, answer, around, model }: WordingProps & { readonly model: Model }) {
  const params = { org: turn.org }
  const [step, setStep] = useState<Step>({ kind: 'offer', isBack: false })
  const stream = useStream(assistantModelRoutes['assistant.word'])
  const look = async (): Promise<void> => {
    setStep({ kind: 'looking' })
    try {
      const preview = await send(assistantModelRoutes['assistant.preview'], { params, body: turn.question })
      setStep({ kind: 'seen', preview })
    } catch (error) {
      setStep({ kind: 'refused', refusal: toRefusal(error) })
    }
  }
  const go = (sent: string | undefined): void => {
    setStep({ kind: 'agreed' })
    stream.start({ params, body: { ...turn.question, ...(sent === undefined ? {} : { sent }) } })
  }
  if (step.kind === 'agreed') {
    return (
      <Worded stream={stream} model={model} answer={answer} around={around} onAgain={() => void look()} />
    )
  }
  return (
    <div className={styles.wording}>
      {step.kind === 'seen' ? (
        <Disclosure
          preview={step.preview}
          passages={answer.passages}
          onAgree={go}
          onCancel={() => setStep({ kind: 'offer', isBack: true })}
        />
      ) : (
        <Asking
          model={model}
          isLooking={step.kind === 'looking'}
          isBack={step.kind === 'offer' && step.isBack}
          refusal={step.kind === 'refused' ? step.refusal : undefined}
          onLook={() => void look()}
          onGo={() => go(undefined)}
        />
      )}
    </div>
  )
}

interface AskingProps {
  readonly model: Model
  readonly isLooking: boolean
  readonly isBack: boolean
  readonly refusal: Refusal | undefined
  readonly onLook: () => void
  readonly onGo: () => void
}

/** Where the organisation agreed for all questions, one press sends; else the first one only shows. */
function Asking({ model, isLooking, isBack, refusal, onLook, onGo }: AskingProps) {
  const t = useWords(askWords)
  const button = useFocusBack(isBack)
  const isDirect = model.send === 'always'
  return (
    <>
      <p className={styles.buttons}>
        <Button ref={button} isBusy={isLooking} onPress={isDirect ? onGo : onLook}>
          {t('model.let', { model: model.name })}
        </Button>
        {isDirect ? (
          <Button tone="text" isBusy={isLooking} onPress={onLook}>
            {t('model.show')}
          </Button>
        ) : null}
      </p>
      <p className="q">
        {t('model.optional')} {isDirect ? t('model.direct', { host: hostOf(model.url) }) : ''}
      </p>
      {isLooking ? <Loading rows={2} /> : null}
      {refusal === undefined ? null : <Trouble refusal={refusal} />}
    </>
  )
}

function Trouble({ refusal }: { refusal: Refusal }) {
  const reason = useAskReason(refusal)
  return (
    <p role="alert" className={styles.trouble}>
      {reason} <code>{refusal.code}</code>
    </p>
  )
}
