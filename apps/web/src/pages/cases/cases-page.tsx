/** Incidents: how long have I got? Real cases or drills, the nearest clock first. */
import { caseRoutes } from '@occtet/contract/api'
import { incidentWords, shellWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useHere, useParam, useSearchChange } from '../../app/place.ts'
import { Button, LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Empty, Partial, Shown } from '../../parts/states.tsx'
import { useNow } from '../../parts/times.tsx'
import { CaseList } from './case-list.tsx'
import { CaseNav } from './case-nav.tsx'
import { type CaseRow, clockAnswer } from './model.ts'
import { OpenForm } from './open-form.tsx'

export function Page() {
  const t = useWords(incidentWords)
  const org = useParam('org')
  const { search } = useHere()
  const change = useSearchChange()
  const mayWrite = useMay('cases.write')
  const isDrills = search['show'] === 'drills'
  const { language: lang } = useLanguage()
  const state = search['state'] === 'closed' ? 'closed' : 'open'
  const query = { drills: isDrills ? 'true' : 'false', state, lang } as const
  const list = useRoute(
    caseRoutes['cases.list'],
    { params: { org }, query },
    { every: 60, keepsFormer: true },
  )
  const answer = useAnswer(list.data?.rows, isDrills)
  const opens = search['open']
  const isOpening = opens === 'case' || opens === 'drill'
  return (
    <>
      <Lead
        answer={answer}
        actions={
          mayWrite && !isOpening ? (
            <>
              <Button tone="main" onPress={() => change({ open: 'case' })}>
                {t('open.case')}
              </Button>
              <Button onPress={() => change({ open: 'drill' })}>{t('open.drill')}</Button>
            </>
          ) : undefined
        }
      />
      <Stack>
        {isOpening ? (
          <OpenForm key={opens} isDrill={opens === 'drill'} onClose={() => change({ open: '' })} />
        ) : null}
        <CaseNav />
        <Shown reading={list}>
          {({ rows, damaged }) => (
            <>
              {damaged.length === 0 ? null : (
                <Partial
                  text={t('list.damaged', { n: damaged.length })}
                  items={damaged.map(({ product, file, message }) => `${product}/${file}: ${message}`)}
                />
              )}
              {rows.length === 0 ? (
                <Card label={t('list.title')}>
                  <Empty what={t('list.empty')} why={t('list.emptyWhy')}>
                    {mayWrite ? (
                      <Button onPress={() => change({ open: 'drill' })}>{t('open.drill')}</Button>
                    ) : undefined}
                    {isDrills ? null : (
                      <LinkButton to={{ page: 'cases', params: { org }, search: { show: 'drills' } }}>
                        {t('list.seeDrills')}
                      </LinkButton>
                    )}
                  </Empty>
                </Card>
              ) : (
                <CaseList rows={rows} />
              )}
            </>
          )}
        </Shown>
      </Stack>
    </>
  )
}

function useAnswer(rows: readonly CaseRow[] | undefined, isDrills: boolean): string {
  const t = useWords(incidentWords)
  const time = useWords(shellWords)
  const now = useNow()
  if (rows === undefined) return t('list.title')
  if (isDrills) return t('answer.drills', { n: rows.length })
  const nearest = rows[0]?.nearest
  if (nearest !== undefined) return clockAnswer({ t, time }, nearest, now)
  const open = rows.filter(({ phase }) => phase !== 'closed').length
  return open === 0 ? t('answer.noCase') : t('answer.none', { n: open })
}
