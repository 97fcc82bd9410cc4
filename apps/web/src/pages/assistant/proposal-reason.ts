/** A refusal of the routes of proposals as a sentence. */
import { proposalWords, shellWords } from '@occtet/ui'
import { reasonOf } from '../../api/reason.ts'
import type { Refusal } from '../../api/refusal.ts'
import { useWords } from '../../app/language.tsx'

type ProposalKey = keyof (typeof proposalWords)['en']

export function useProposalReason(refusal: Refusal | undefined): string | undefined {
  const t = useWords(proposalWords)
  const shell = useWords(shellWords)
  if (refusal === undefined) return undefined
  const key = `problem.${refusal.code}`
  const text = isProposalKey(key) ? t(key) : reasonOf(shell, refusal)
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`
}

/** Codes of the server become words by it; one that has none is shown as it came. */
export function isProposalKey(key: string): key is ProposalKey {
  return Object.hasOwn(proposalWords.en, key)
}
