/** One flaw: who says what, where they differ, and which of our releases it touches. */
import { feddbRoutes } from '@occtet/contract/api'
import { feddbWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useHere, useParam } from '../../app/place.ts'
import { Columns } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { BasisLine } from './basis-line.tsx'
import { CompareCard } from './compare-card.tsx'
import { FieldsCard } from './fields-card.tsx'
import { OursCard } from './ours-card.tsx'
import { ProposeCard } from './propose-card.tsx'

export function Page() {
  const t = useWords(feddbWords)
  const org = useParam('org')
  const id = useParam('id')
  const { purl } = useHere().search
  const reading = useRoute(feddbRoutes['feddb.advisory'], {
    params: { org, id },
    query: purl === undefined ? {} : { purl },
  })
  if (reading.failure?.status === 404) {
    return (
      <>
        <Lead answer={t('titleFound', { n: 0, text: id })} />
        <Empty what={t('noMatch')} why={t('noMatchWhy')} />
      </>
    )
  }
  return (
    <Shown reading={reading}>
      {(advisory) => {
        const { compared, shown } = advisory
        const n = new Set(shown.records.map(({ source }) => source)).size
        const version = compared === undefined ? '' : compared.purl.replace(/^.*@/, '')
        const [view] = shown.merged
        const also = view?.ids.filter((one) => one !== id).join(', ') ?? ''
        return (
          <>
            <Lead
              answer={
                compared?.isDisputed === true
                  ? t('flawDiffer', { id, n, version })
                  : t('flawTitle', { id, n })
              }
              above={<BasisLine basis={advisory.basis} hasAnswer={n > 0} />}
              below={
                <>
                  {view?.title === undefined ? null : <p>{view.title.value}</p>}
                  {also === '' ? null : <p className="q">{t('also', { ids: also })}</p>}
                </>
              }
            />
            <Columns aside={<OursCard ours={advisory.ours} />}>
              <CompareCard advisory={advisory} />
              {view === undefined ? null : <FieldsCard view={view} />}
              {compared === undefined || compared.statements.length === 0 ? null : (
                <ProposeCard compared={compared} />
              )}
            </Columns>
          </>
        )
      }}
    </Shown>
  )
}
