/** A refusal in the reader's words; a code of one route alone comes with the server's own sentence. */
import { shellWords } from '@occtet/ui'
import type { WordsOf } from '../app/language.tsx'
import type { Refusal } from './refusal.ts'

type ShellKey = keyof (typeof shellWords)['en']

export function reasonOf(t: WordsOf<typeof shellWords>, refusal: Refusal): string {
  const key = `problem.${refusal.code}`
  return isShellKey(key) ? t(key) : refusal.message
}

function isShellKey(key: string): key is ShellKey {
  return Object.hasOwn(shellWords.en, key)
}
