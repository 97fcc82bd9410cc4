/** Papers of a release: which are needed, what each lacks, and which are not for this product. */
import { documentRoutes } from '@occtet/contract/api'
import { documentWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useProductName } from '../../app/frame.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Link } from '../../parts/link.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './documents.module.css'
import type { PaperRow } from './model.ts'
import { PaperTable } from './paper-table.tsx'
import { UnreadLine } from './unread-line.tsx'

export function Page() {
  const t = useWords(documentWords)
  const [org, product, release] = [useParam('org'), useParam('product'), useParam('release')]
  const { language: lang } = useLanguage()
  const params = { org, product, release }
  const name = useProductName(product)
  const list = useRoute(documentRoutes['documents.list'], { params, query: { lang } }, { keepsFormer: true })
  const papers = list.data?.papers ?? []
  const needed = papers.filter(({ status }) => status !== 'refused')
  const complete = papers.filter(({ status }) => status === 'complete').length
  return (
    <>
      <Lead
        answer={
          list.data === undefined ? t('list.needed') : t('list.answer', { n: complete, total: needed.length })
        }
        above={t('list.above', { product: name, release: list.data?.release ?? release })}
      />
      <Shown reading={list}>
        {(data) => (
          <Stack>
            <UnreadLine unread={data.unread} />
            {data.isRoleKnown ? null : (
              <p>
                {t('list.role')} <Link to={{ page: 'scope', params }}>{t('list.roleLink')}</Link>
              </p>
            )}
            <Card title={t('list.needed')} isPadded={false}>
              <PaperTable papers={data.papers} params={params} />
            </Card>
            <Refused papers={data.papers} />
          </Stack>
        )}
      </Shown>
    </>
  )
}

function Refused({ papers }: { papers: readonly PaperRow[] }) {
  const t = useWords(documentWords)
  const refused = papers.flatMap((paper) => (paper.status === 'refused' ? [paper] : []))
  if (refused.length === 0) return null
  return (
    <Card title={t('list.refused')}>
      <ul className={styles.plain}>
        {refused.map(({ id, title, refusal }) => (
          <li key={id}>
            <b>{title}</b>
            <p className="dim">
              {refusal.reason} <span className="law">{refusal.article}</span>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
