/** Why an entry was not taken, in the reader's words; without a word for the code, in the server's. Pure. */
import { incidentWords } from '@occtet/ui'
import type { Refusal } from '../../api/refusal.ts'
import type { IncidentWords } from './model.ts'

type Key = keyof (typeof incidentWords)['en']

export function refusalText(t: IncidentWords, refusal: Refusal): string {
  const key = `refusal.${refusal.code}`
  return Object.hasOwn(incidentWords.en, key) ? t(key as Key) : refusal.message
}
