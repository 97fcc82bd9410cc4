/** What was read of each file. */
import type { AnswerOf, inventoryRoutes } from '@occtet/contract/api'
import { inventoryWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Table } from '../../parts/table.tsx'

type ImportFile = AnswerOf<(typeof inventoryRoutes)['inventory.files']>['rows'][number]

export function ReportTable({ files }: { files: readonly ImportFile[] }) {
  const t = useWords(inventoryWords)
  return (
    <Table
      label={t('view.files')}
      rows={files}
      keyOf={({ path, format }) => `${path} ${format}`}
      columns={[
        { id: 'path', head: t('files.path'), cell: ({ path }) => <code>{path}</code>, width: '32%' },
        { id: 'format', head: t('files.format'), cell: ({ format }) => format },
        { id: 'status', head: t('files.status'), cell: ({ status }) => t(`status.${status}`) },
        { id: 'found', head: t('files.found'), cell: ({ found }) => found, isNumber: true },
        {
          id: 'reason',
          head: t('files.reason'),
          cell: ({ reason }) => (reason === undefined ? '' : <span lang="en">{reason}</span>),
        },
      ]}
    />
  )
}
