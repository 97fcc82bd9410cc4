/** A form of its own that is sent once: busy while it is, its refusal in words, its input kept. */
import type { AnswerOf, RouteShape } from '@occtet/contract/api'
import { signInWords } from '@occtet/ui'
import { useState } from 'react'
import { type Refusal, toRefusal } from '../../api/refusal.ts'
import { type RouteInput, send } from '../../api/send.ts'
import { useWords, type WordsOf } from '../../app/language.tsx'

type SignInWords = WordsOf<typeof signInWords>

export interface Submit<R extends RouteShape> {
  readonly isBusy: boolean
  readonly refusal: Refusal | undefined
  /** Undefined where there is nothing to tell. */
  readonly error: string | undefined
  /** Resolves with undefined where it was refused. */
  readonly submit: (input: RouteInput<R>) => Promise<AnswerOf<R> | undefined>
}

/** Unlike a change, it is not tried again by itself: a password is sent when the person says so. */
export function useSubmit<R extends RouteShape>(route: R): Submit<R> {
  const t = useWords(signInWords)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const submit = async (input: RouteInput<R>): Promise<AnswerOf<R> | undefined> => {
    setBusy(true)
    setRefusal(undefined)
    try {
      return await send(route, input)
    } catch (error) {
      setRefusal(toRefusal(error))
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { isBusy, refusal, error: refusal === undefined ? undefined : sayRefusal(t, refusal), submit }
}

function sayRefusal(t: SignInWords, { code }: Refusal): string {
  const key = `error.${code}`
  return isKey(key) ? t(key) : t('error.other', { code })
}

type Key = keyof (typeof signInWords)['en']

function isKey(key: string): key is Key {
  return Object.hasOwn(signInWords.en, key)
}
