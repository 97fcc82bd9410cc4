/** The 22 of every product: where each one stands, and the way to its map. */
import { homeRoutes, productRoutes } from '@occtet/contract/api'
import { drawStrip, homeWords, requirementWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useFrame } from '../../app/frame.ts'
import { useLanguage, useWords, type WordsOf } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Drawn } from '../../parts/drawn.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Link } from '../../parts/link.tsx'
import { type RequirementStatus, Status } from '../../parts/marks.tsx'
import { Empty, NoPermission, Shown } from '../../parts/states.tsx'
import styles from './requirements.module.css'

const statuses = ['met', 'partly', 'gap', 'unknown', 'not-applicable'] as const
/** Of the 22 of one product; null: not assessed, or not for this reader. Undefined: not among those looked at closely. */
type Standing = readonly RequirementStatus[] | null | undefined

export function Page() {
  const t = useWords(requirementWords)
  const org = useParam('org')
  const { language: lang } = useLanguage()
  const reading = useRoute(productRoutes['products.list'], { params: { org }, query: { limit: '500' } })
  const home = useRoute(homeRoutes['home.show'], { params: { org }, query: { lang } })
  const isHidden = useFrame().data?.caller.permissions.includes('private.read') === false
  const standings = new Map<string, Standing>(
    (home.data?.products ?? []).map(({ slug, requirements }) => [slug, requirements]),
  )
  return (
    <Shown reading={reading}>
      {({ rows }) => (
        <>
          <Lead
            answer={
              home.data === undefined || isHidden
                ? t('all.answer', { n: rows.length })
                : answerOf(t, [...standings.values()], rows.length)
            }
            below={t('all.below')}
          />
          {isHidden ? (
            <NoPermission permission="private.read" />
          ) : rows.length === 0 ? (
            <Empty what={t('all.none')} why={t('all.why')}>
              <LinkButton to={{ page: 'add', params: { org } }}>{t('all.add')}</LinkButton>
            </Empty>
          ) : (
            <Card label={t('nav.requirements')} isPadded={false}>
              <table className={styles.products}>
                <thead>
                  <tr>
                    <th scope="col">{t('all.product')}</th>
                    <th scope="col">{t('all.release')}</th>
                    <th scope="col">{t('all.strip')}</th>
                    <th scope="col">{t('all.counts')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ slug, name, current }) => (
                    <ProductRow
                      key={slug}
                      product={{ org, slug, name, release: current?.version }}
                      standing={home.data === undefined ? undefined : standings.get(slug)}
                    />
                  ))}
                </tbody>
              </table>
            </Card>
          )}
        </>
      )}
    </Shown>
  )
}

interface RowProps {
  readonly product: {
    readonly org: string
    readonly slug: string
    readonly name: string
    readonly release: string | undefined
  }
  readonly standing: Standing
}

function ProductRow({ product: { org, slug, name, release }, standing }: RowProps) {
  const t = useWords(requirementWords)
  return (
    <tr>
      <th scope="row">
        <Link to={{ page: 'requirements', params: { org, product: slug, release: release ?? 'current' } }}>
          {name}
        </Link>
      </th>
      <td className="mono">{release ?? t('noRelease')}</td>
      <Standings standing={standing} />
    </tr>
  )
}

function Standings({ standing }: { standing: Standing }) {
  const t = useWords(requirementWords)
  const home = useWords(homeWords)
  if (standing === undefined || standing === null) {
    return (
      <td colSpan={2} className="dim">
        {standing === null ? home('products.notAssessed') : t('all.notHere')}
      </td>
    )
  }
  const count = (status: RequirementStatus): number => standing.filter((one) => one === status).length
  const shown = statuses.filter((status) => count(status) > 0)
  const words = shown.map((status) => `${count(status)} ${t(`status.${status}`)}`)
  return (
    <>
      <td>
        <Drawn drawing={drawStrip(standing, words.join(', '))} />
      </td>
      <td>
        <span className={styles.counts}>
          {shown.map((status, at) => (
            <Status key={status} status={status} word={words[at] ?? ''} />
          ))}
        </span>
      </td>
    </>
  )
}

/** Says gaps only of what was assessed; where nobody looked, it says that. */
function answerOf(t: WordsOf<typeof requirementWords>, all: readonly Standing[], products: number): string {
  const known = all.flatMap((one) => (one === undefined || one === null ? [] : [one]))
  if (known.length === 0) return t('all.nobody', { n: products })
  const count = (status: RequirementStatus): number => known.flat().filter((one) => one === status).length
  const gaps = count('gap')
  return gaps > 0
    ? t('all.gaps', { n: gaps, of: known.length })
    : t('all.noGaps', { n: count('unknown'), of: known.length })
}
