/** Everything that a verification says, in one language. A further language is one more file of this shape. */
import type { Check, CheckId } from '../checks.ts'

export interface AttestationTexts {
  readonly headings: Readonly<Record<CheckId, string>>
  readonly outcomes: Readonly<Record<Check['outcome'], string>>
  readonly verdicts: Readonly<Record<'valid' | 'valid-but-stale' | 'invalid', string>>
  readonly codes: Readonly<Record<Check['code'], string>>
}
