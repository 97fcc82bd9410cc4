/** The root of the address: straight to the only organisation, to a choice, to signing in, or to the first set-up. */
import { accountRoutes } from '@occtet/contract/api'
import { homeWords } from '@occtet/ui'
import { useEffect } from 'react'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useGo } from '../../app/place.ts'
import { LinkButton } from '../../parts/button.tsx'
import { Link } from '../../parts/link.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './choices.module.css'

export function Page() {
  const t = useWords(homeWords)
  const go = useGo()
  const reading = useRoute(accountRoutes['session.show'], { params: {} })
  const own = reading.data?.organisations.filter(({ isSample }) => !isSample) ?? []
  const only = own.length === 1 ? own[0]?.slug : undefined
  useEffect(() => {
    if (only !== undefined) go({ page: 'home', params: { org: only } })
  }, [only, go])
  return (
    <Shown reading={reading}>
      {({ state, organisations }) => {
        if (state !== 'signed-in') {
          return (
            <>
              <Lead answer={t('start.signedOut')} />
              <LinkButton tone="main" to={{ page: 'signIn', params: {} }}>
                {t('start.signIn')}
              </LinkButton>
            </>
          )
        }
        if (organisations.length === 0) {
          return <Lead answer={t('start.none')} below={t('start.noneWhy')} />
        }
        return (
          <>
            <Lead answer={t('start.choose', { n: organisations.length })} />
            <ul className={styles.choices}>
              {organisations.map(({ slug, name, isSample }) => (
                <li key={slug}>
                  <Link to={{ page: 'home', params: { org: slug } }}>{name}</Link>{' '}
                  {isSample ? <span className="tag">{t('start.sample')}</span> : null}
                </li>
              ))}
            </ul>
          </>
        )
      }}
    </Shown>
  )
}
