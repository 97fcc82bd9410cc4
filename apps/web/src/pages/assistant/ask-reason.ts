/** A refusal of the assistant's routes, and what a model did, as sentences. */
import { askWords, shellWords } from '@occtet/ui'
import { reasonOf } from '../../api/reason.ts'
import type { Refusal } from '../../api/refusal.ts'
import { useWords, type WordsOf } from '../../app/language.tsx'

type AskKey = keyof (typeof askWords)['en']

export function useAskReason(refusal: Refusal): string {
  const t = useWords(askWords)
  const shell = useWords(shellWords)
  const text = findWord(t, `problem.${refusal.code}`) ?? reasonOf(shell, refusal)
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`
}

/** Undefined where there is no such word: codes of servers and models come as plain text. */
export function findWord(t: WordsOf<typeof askWords>, key: string): string | undefined {
  return isAskKey(key) ? t(key) : undefined
}

function isAskKey(key: string): key is AskKey {
  return Object.hasOwn(askWords.en, key)
}
