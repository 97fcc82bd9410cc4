/** Bytes as people read them: from one megabyte on in megabytes, else in kilobytes, at least one. */
import type { assistantWords } from '@occtet/ui'
import type { WordsOf } from '../../app/language.tsx'

export function sizeWord(t: WordsOf<typeof assistantWords>, bytes: number): string {
  if (bytes >= 1_000_000) return t('bytes.mb', { n: Math.round(bytes / 100_000) / 10 })
  return t('bytes.kb', { n: bytes === 0 ? 0 : Math.max(1, Math.round(bytes / 1000)) })
}
