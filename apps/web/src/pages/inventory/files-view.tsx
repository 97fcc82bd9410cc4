/** The files that were looked at, unread ones first. */
import { inventoryRoutes } from '@occtet/contract/api'
import { inventoryWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { Card } from '../../parts/card.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Shown } from '../../parts/states.tsx'
import { LimitsCard } from './limits-card.tsx'
import { ReportTable } from './report-table.tsx'
import type { Place } from './use-components.ts'

export function FilesView({ place }: { place: Place }) {
  const t = useWords(inventoryWords)
  const reading = useRoute(inventoryRoutes['inventory.files'], {
    params: { ...place },
    query: { limit: '500' },
  })
  return (
    <Shown reading={reading}>
      {({ rows, issues, unidentified }) => (
        <Stack>
          <Card title={t('view.files')} isPadded={false}>
            <ReportTable files={rows} />
          </Card>
          <LimitsCard files={rows} />
          {issues.length + unidentified.length === 0 ? null : (
            <Card title={t('add.issues', { n: issues.length + unidentified.length })}>
              <ul>
                {issues.map((issue) => (
                  <li key={`${issue.path} ${issue.line} ${issue.code} ${issue.message}`}>
                    <code>
                      {issue.path}
                      {issue.line === undefined ? '' : `:${issue.line}`}
                    </code>{' '}
                    <span lang="en">{issue.message}</span>
                  </li>
                ))}
                {unidentified.map(({ name, version, reason }) => (
                  <li key={`${name} ${version} ${reason}`}>
                    <code>
                      {name} {version}
                    </code>{' '}
                    <span lang="en">{reason}</span>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </Stack>
      )}
    </Shown>
  )
}
