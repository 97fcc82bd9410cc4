/** What the formats of the files that were read cannot state: an empty place elsewhere is then no surprise. */
import type { AnswerOf, inventoryRoutes } from '@occtet/contract/api'
import { inventoryWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'

type ImportFile = AnswerOf<(typeof inventoryRoutes)['inventory.files']>['rows'][number]

/** Each format once, since every file of it lacks the same; in the order of the files. */
export function LimitsCard({ files }: { files: readonly ImportFile[] }) {
  const t = useWords(inventoryWords)
  const formats = new Map(
    files.flatMap(({ format, limits = [] }) => (limits.length === 0 ? [] : [[format, limits] as const])),
  )
  if (formats.size === 0) return null
  const countOf = (wanted: string): number =>
    files.filter(({ format, limits }) => format === wanted && limits !== undefined).length
  return (
    <Card title={t('knows.title', { n: formats.size })}>
      <ul>
        {[...formats].map(([format, limits]) => (
          <li key={format}>
            <code>{format}</code> <span className="q">{t('knows.files', { n: countOf(format) })}</span>{' '}
            {t('knows.sentence', { list: limits.map((limit) => t(`knows.${limit}`)).join(', ') })}
          </li>
        ))}
      </ul>
    </Card>
  )
}
